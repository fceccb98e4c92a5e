import { positionOf } from '../lenient-json.ts';
import { functionError, TemplateError } from '../template-error.ts';
import { isList, isRecord, shownText, type Value, type ValueObject } from '../value.ts';
import { evaluate } from './evaluate.ts';
import { type Frame, type Special, withCopy } from './frame.ts';

const page = 'Please see https://aka.ms/arm-resource-loops for usage details.';
/** The most copies of one loop (tried with Microsoft's engine). */
const mostCopies = 800;

/** How often a loop runs. */
export function copyCount(copy: ValueObject, frame: Frame): number {
  const count = evaluate(copy['count'] ?? null, frame);
  if (typeof count === 'number' && Number.isInteger(count) && count >= 0 && count <= mostCopies) return count;
  const { line, column } = positionOf(copy);
  throw new TemplateError(
    `The template 'copy' definition at line '${line}' and column '${column}' has an invalid copy count of: '${shownText(count)}'. The copy count must be a non-negative integer value and cannot exceed '${mostCopies}'. ${page}`,
  );
}

/** `copyIndex(name?, offset?)`: how far a loop is, the innermost one without a name. */
export const copyIndex: Special = (args, { copies }) => {
  const name = typeof args[0] === 'string' ? args[0] : '';
  const offset = args.find((each) => typeof each === 'number') ?? 0;
  const index = copies.get(name.toLowerCase());
  if (index !== undefined) return index + (typeof offset === 'number' ? offset : 0);
  if (name !== '')
    throw new TemplateError(
      `The template language function 'copyIndex' has an invalid argument. The provided copy name '${name}' doesn't exist in the resource. ${page}`,
    );
  throw new TemplateError(
    `The template function 'copyIndex' is not expected at this location. The function can only be used in a resource with copy specified. ${page}`,
  );
};

/** Evaluates `input` for every round of a loop. */
export function copied(copy: ValueObject, name: string, frame: Frame): Value {
  return Array.from({ length: copyCount(copy, frame) }, (_, index) =>
    evaluateWithCopies(copy['input'] ?? null, withCopy(frame, name, index)),
  );
}

function loopsOf(value: Value | undefined): readonly ValueObject[] {
  if (!isList(value) || !value.every((each) => isRecord(each) && 'name' in each && 'count' in each && 'input' in each))
    return [];
  return value.filter(isRecord);
}

/** Evaluates a value in which objects may have loops of their own: `"copy": [{ name, count, input }]`. */
export function evaluateWithCopies(value: Value, frame: Frame): Value {
  if (isList(value)) return value.map((each) => evaluateWithCopies(each, frame));
  if (!isRecord(value)) return evaluate(value, frame);
  const loops = loopsOf(value['copy']);
  const entries = Object.entries(value).flatMap(([name, each]): readonly (readonly [string, Value])[] => {
    if (name === 'copy' && loops.length > 0)
      return loops.map((loop) => {
        const target = evaluate(loop['name'] ?? '', frame);
        if (typeof target !== 'string') throw functionError("The template 'copy' definition has an invalid name.");
        return [target, copied(loop, target, frame)];
      });
    return [[shownText(evaluate(name, frame)), evaluateWithCopies(each, frame)]];
  });
  return Object.fromEntries(entries);
}
