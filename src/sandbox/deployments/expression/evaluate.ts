import { builtins } from '../functions/index.ts';
import { functionError, TemplateError } from '../template-error.ts';
import { isList, isRecord, kindOf, shownText, type Value } from '../value.ts';
import { access, tryAccess } from './access.ts';
import { type Argument, type Evaluate, type Frame, type Lambda, withLocals } from './frame.ts';
import { parseExpression } from './parse.ts';
import { isExpression, type Node, unescaped } from './syntax.ts';

type Lazy = (args: readonly Node[], frame: Frame, evaluate: Evaluate) => Value;

function needsTwo(name: string, args: readonly Node[]): void {
  if (args.length < 2)
    throw functionError(
      `Unable to evaluate template language function '${name}'. At least two parameter should be provided.`,
    );
}

/** `and`, `or`: up to the first argument that decides. */
function logic(name: 'and' | 'or', decides: boolean): Lazy {
  return (args, frame, evaluate) => {
    needsTwo(name, args);
    for (const each of args) {
      const value = evaluate(each, frame);
      if (typeof value !== 'boolean')
        throw new TemplateError(
          `The provided arguments for template language function '${name}' is not valid: all arguments should be of type 'boolean'. Please see https://aka.ms/arm-functions#${name} for usage details.`,
        );
      if (value === decides) return decides;
    }
    return !decides;
  };
}

/** Functions that evaluate what they need of their arguments (tried with Microsoft's engine). */
const lazy: ReadonlyMap<string, Lazy> = new Map<string, Lazy>([
  [
    'if',
    (args, frame, evaluate) => {
      const [condition, yes, no] = args;
      if (condition === undefined || yes === undefined || no === undefined || args.length > 3)
        throw new TemplateError(
          `Unable to evaluate template language function 'if': function requires 3 argument(s) while ${args.length} were provided. Please see https://aka.ms/arm-resource-functions/#if for usage details.`,
        );
      const value = evaluate(condition, frame);
      if (typeof value !== 'boolean')
        throw new TemplateError(
          `The template language function 'if' expects its first parameter to be of type 'boolean'. The provided value is of type '${kindOf(value)}'. Please see https://aka.ms/arm-function-if for usage details.`,
        );
      return evaluate(value ? yes : no, frame);
    },
  ],
  ['and', logic('and', false)],
  ['or', logic('or', true)],
  [
    'coalesce',
    (args, frame, evaluate) => {
      for (const each of args) {
        const value = evaluate(each, frame);
        if (value !== null) return value;
      }
      return null;
    },
  ],
  [
    'tryget',
    (args, frame, evaluate) => {
      const [of, ...keys] = args.map((each) => evaluate(each, frame));
      return keys.reduce<Value>((value, key) => tryAccess(value, key), of ?? null);
    },
  ],
  [
    'tryindexfromend',
    (args, frame, evaluate) => {
      const [of = null, key = null] = args.map((each) => evaluate(each, frame));
      return tryAccess(of, key, true);
    },
  ],
  [
    'indexfromend',
    (args, frame, evaluate) => {
      const [of = null, key = null] = args.map((each) => evaluate(each, frame));
      return access(of, isList(of) && typeof key === 'number' ? of.length - key : key);
    },
  ],
  [
    'lambdavariables',
    (args, frame, evaluate) => {
      const name = args[0] === undefined ? null : evaluate(args[0], frame);
      const value = typeof name === 'string' ? frame.locals.get(name.toLowerCase()) : undefined;
      if (value === undefined) throw functionError("The template function 'lambdaVariables' is not valid.");
      return value;
    },
  ],
  ['parameters', (args, frame, evaluate) => frame.parameters(nameOf('parameters', args, frame, evaluate))],
  ['variables', (args, frame, evaluate) => frame.variables(nameOf('variables', args, frame, evaluate))],
]);

function nameOf(name: string, args: readonly Node[], frame: Frame, evaluate: Evaluate): string {
  const value = args.length === 1 && args[0] !== undefined ? evaluate(args[0], frame) : null;
  if (typeof value === 'string') return value;
  throw functionError(
    `The template language function '${name}' expects its parameter to be of type 'String'. The provided value is of type '${kindOf(value)}'.`,
  );
}

function lambdaOf(args: readonly Node[], frame: Frame): Lambda {
  const names = args.slice(0, -1).map((each) => shownText(evaluateNode(each, frame)));
  const body = args.at(-1);
  return {
    lambda: true,
    names,
    call: (...values) => (body === undefined ? null : evaluateNode(body, withLocals(frame, names, values))),
  };
}

function argument(node: Node, frame: Frame): Argument {
  return node.is === 'call' && node.name.toLowerCase() === 'lambda'
    ? lambdaOf(node.args, frame)
    : evaluateNode(node, frame);
}

function call(node: Extract<Node, { is: 'call' }>, frame: Frame): Value {
  const name = node.name.toLowerCase();
  const special = frame.special.get(name);
  if (special !== undefined)
    return special(
      node.args.map((each) => evaluateNode(each, frame)),
      frame,
    );
  const deferred = lazy.get(name);
  if (deferred !== undefined) return deferred(node.args, frame, evaluateNode);
  const builtin = builtins.get(name);
  if (builtin !== undefined) return builtin(node.args.map((each) => argument(each, frame)));
  const own = frame.member(
    node.name,
    node.args.map((each) => evaluateNode(each, frame)),
  );
  if (own !== undefined) return own;
  throw functionError(`The template function '${node.name}' is not valid.`);
}

/** The value of a parsed expression. */
export function evaluateNode(node: Node, frame: Frame): Value {
  switch (node.is) {
    case 'literal':
      return node.value;
    case 'call':
      return call(node, frame);
    case 'property':
      return access(evaluateNode(node.of, frame), evaluateNode(node.key, frame));
  }
}

/** The value of a text: of the expression that it is, or itself. */
export function evaluateText(text: string, frame: Frame): Value {
  return isExpression(text) ? evaluateNode(parseExpression(text), frame) : unescaped(text);
}

/** A value with all its expressions evaluated, in the names of its properties too. */
export function evaluate(value: Value, frame: Frame): Value {
  if (typeof value === 'string') return evaluateText(value, frame);
  if (isList(value)) return value.map((each) => evaluate(each, frame));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [shownText(evaluateText(name, frame)), evaluate(each, frame)]),
  );
}
