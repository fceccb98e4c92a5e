import { copied, copyIndex, evaluateWithCopies } from '../expression/copies.ts';
import { evaluate } from '../expression/evaluate.ts';
import type { Frame, Special } from '../expression/frame.ts';
import { functionError, NotYetKnown, TemplateError } from '../template-error.ts';
import { held, heldName, isList, isRecord, shownText, type Value, type ValueObject } from '../value.ts';
import { type Home, homeFunctions } from './home.ts';
import { idFunctions } from './ids.ts';
import type { Template } from './shape.ts';
import { checkValue } from './types.ts';

function misplaced(name: string, where = ''): Special {
  return () => {
    throw functionError(`The template function '${name}' is not expected at this location.${where}`);
  };
}

const inDefaults = ' The function can only be used with parameter default value expresions.';

/** What a deployment draws when it begins: the time, and GUIDs. */
export interface Drawing {
  readonly time: (format: string | undefined) => string;
  readonly guid: () => string;
}

/** Functions that defaults of parameters may use besides. */
export function drawingFunctions({ time, guid }: Drawing): readonly (readonly [string, Special])[] {
  return [
    ['utcnow', ([format]) => time(typeof format === 'string' ? format : undefined)],
    ['newguid', () => guid()],
  ];
}

/** A frame in which nothing can be asked for but functions. */
export function bareFrame(home: Home): Frame {
  const special = new Map<string, Special>([
    ...homeFunctions(home),
    ...idFunctions(home),
    ['copyindex', copyIndex],
    ['utcnow', misplaced('utcNow', inDefaults)],
    ['newguid', misplaced('newGuid', inDefaults)],
    ['reference', misplaced('reference')],
    ['references', misplaced('references')],
  ]);
  return {
    parameters: (name) => {
      throw new TemplateError(
        `The template parameter '${name}' is not found. Please see https://aka.ms/arm-syntax-parameters for usage details.`,
      );
    },
    variables: (name) => {
      throw new TemplateError(
        `The template variable '${name}' is not found. Please see https://aka.ms/arm-syntax-variables for usage details.`,
      );
    },
    member: () => undefined,
    copies: new Map(),
    locals: new Map(),
    special,
  };
}

/** The same frame with more functions, or others of the same names. */
export function withFunctions(frame: Frame, functions: readonly (readonly [string, Special])[]): Frame {
  return { ...frame, special: new Map([...frame.special, ...functions]) };
}

function memberNamed(template: Template, name: string): ValueObject | undefined {
  const [namespace = '', member = ''] = name.split('.');
  for (const each of template.functions) {
    if (shownText(held(each, 'namespace')).toLowerCase() !== namespace.toLowerCase()) continue;
    const found = held(held(each, 'members') ?? null, member);
    if (isRecord(found)) return found;
  }
  return undefined;
}

/** Functions of the template: they see their own parameters, and functions; no variables. */
function withMembers(frame: Frame, template: Template): Frame {
  const own: Frame = {
    ...frame,
    member(name, args) {
      const member = memberNamed(template, name);
      if (member === undefined) return undefined;
      const declared = held(member, 'parameters');
      const parameters = isList(declared) ? declared.filter(isRecord) : [];
      if (args.length !== parameters.length)
        throw functionError(
          `The template language function '${name}' expects exactly '${parameters.length}' parameters.`,
        );
      const values = Object.fromEntries(
        parameters.map((each, at) => [shownText(held(each, 'name')), args[at] ?? null]),
      );
      for (const parameter of parameters) {
        const parameterName = shownText(held(parameter, 'name'));
        const what = `'${parameterName}' parameter of the user-defined function`;
        checkValue(values[parameterName] ?? null, parameter, name, { what, definitions: template.definitions });
      }
      const inside: Frame = {
        ...frame,
        member: own.member,
        parameters: (wanted) => {
          const found = heldName(values, wanted);
          return found === undefined ? frame.parameters(wanted) : (values[found] ?? null);
        },
      };
      return evaluateWithCopies(held(held(member, 'output') ?? null, 'value') ?? null, inside);
    },
  };
  return own;
}

/** A variable's own value or its loop's, `undefined` when there is none of that name. */
function variableIn(template: Template, wanted: string): { name: string; of: (frame: Frame) => Value } | undefined {
  const name = heldName(template.variables, wanted);
  const loops = held(template.variables, 'copy');
  if (name !== undefined && !(name === 'copy' && isList(loops)))
    return { name, of: (frame) => evaluateWithCopies(template.variables[name] ?? null, frame) };
  const loop = isList(loops)
    ? loops.filter(isRecord).find((each) => shownText(held(each, 'name')).toLowerCase() === wanted.toLowerCase())
    : undefined;
  if (loop === undefined) return undefined;
  return { name: wanted, of: (frame) => copied(loop, shownText(held(loop, 'name')), frame) };
}

function namesOfVariables(template: Template): string[] {
  const loops = held(template.variables, 'copy');
  if (!isList(loops)) return Object.keys(template.variables);
  const looped = loops.filter(isRecord).map((each) => shownText(held(each, 'name')));
  return [...Object.keys(template.variables).filter((each) => each !== 'copy'), ...looped];
}

function withVariables(frame: Frame, template: Template): Frame {
  const known = new Map<string, Value>();
  const asking: string[] = [];
  const own: Frame = {
    ...frame,
    variables(wanted) {
      const key = wanted.toLowerCase();
      const before = known.get(key);
      if (before !== undefined) return before;
      const found = variableIn(template, wanted);
      if (found === undefined) return frame.variables(wanted);
      if (asking.includes(found.name))
        throw new TemplateError(
          `The '${found.name}' symbol's definition cycles back to itself (${[...asking, found.name].join(' -> ')}).`,
        );
      asking.push(found.name);
      try {
        const value = found.of(own);
        known.set(key, value);
        return value;
      } finally {
        asking.pop();
      }
    },
  };
  return own;
}

function inVariable(name: string, error: unknown): Error {
  if (error instanceof NotYetKnown) return error;
  const text = error instanceof Error ? error.message : '';
  if (/^The template (variable|parameter|'copy') |^The '.*' symbol/.test(text)) return new TemplateError(text);
  return functionError(`The template variable '${name}' is not valid: ${text}.`);
}

/** The frame for what stands in a template: its functions, and its variables, each evaluated once. */
export function templateFrame(template: Template, base: Frame, parameters: (name: string) => Value): Frame {
  return withVariables(withMembers({ ...base, parameters }, template), template);
}

/**
 * Evaluates every variable, asked for or not, as the engine does.
 * @throws TemplateError
 */
export function checkVariables(template: Template, frame: Frame): void {
  for (const name of namesOfVariables(template))
    try {
      frame.variables(shownText(evaluate(name, frame)));
    } catch (error) {
      // A group that isn't there yet, for one: it is asked again when it is needed.
      if (!(error instanceof NotYetKnown)) throw inVariable(name, error);
    }
}
