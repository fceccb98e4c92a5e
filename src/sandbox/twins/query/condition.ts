import type { Reader } from './reader.ts';
import {
  type Comparison,
  type Condition,
  comparisons,
  type FunctionName,
  functions,
  type Path,
  type Value,
} from './syntax.ts';

/** Microsoft's article "Azure Digital Twins service limits": 50 AND/OR expressions, 50 values of IN. */
const most = { parts: 50, values: 50, depth: 50 } as const;

/** How a name at the start of a path is understood. */
export type Aliases = ReadonlySet<string>;

/** Reads what stands after WHERE: OR binds weakest, then AND, then NOT. */
export function readCondition(reader: Reader, aliases: Aliases): Condition {
  let parts = 0;
  const either = (depth: number): Condition => chain('or', 'OR', both, depth);
  const both = (depth: number): Condition => chain('and', 'AND', single, depth);

  const chain = (kind: 'and' | 'or', word: string, read: (depth: number) => Condition, depth: number): Condition => {
    const all = [read(depth)];
    while (reader.maybe(word)) {
      parts += 1;
      if (parts > most.parts) throw reader.fail(`more than ${most.parts} AND and OR expressions`);
      all.push(read(depth));
    }
    const [only] = all;
    return all.length === 1 && only !== undefined ? only : { kind, parts: all };
  };

  const single = (depth: number): Condition => {
    if (depth > most.depth) throw reader.fail('conditions are nested too deeply');
    if (reader.maybe('NOT')) return { kind: 'not', part: single(depth + 1) };
    if (reader.maybe('(')) {
      const inner = either(depth + 1);
      reader.expect(')');
      return inner;
    }
    return readTest(reader, aliases);
  };
  return either(0);
}

function readTest(reader: Reader, aliases: Aliases): Condition {
  const word = reader.peek().text.toUpperCase();
  const called = reader.peek().kind === 'word' && reader.peek(1).text === '(';
  if (called && word === 'IS_OF_MODEL') return readModelTest(reader, aliases);
  if (called && isFunction(word)) {
    reader.take();
    reader.expect('(');
    const values = list(reader, aliases, ')');
    if (values.length !== functions[word]) throw reader.fail(`${word} takes ${functions[word]} value(s)`);
    return { kind: 'call', name: word, values };
  }
  if (called) throw reader.fail(`unknown function '${reader.peek().text}'`);
  const left = readValue(reader, aliases);
  const negated =
    reader.at('NIN') || reader.at('NOT_IN') || (reader.at('NOT') && reader.peek(1).text.toUpperCase() === 'IN');
  if (negated || reader.at('IN')) {
    if (reader.take().text.toUpperCase() === 'NOT') reader.take();
    reader.expect('[');
    const among = list(reader, aliases, ']');
    if (among.length > most.values) throw reader.fail(`more than ${most.values} values of IN`);
    return { kind: 'in', value: left, among, negated };
  }
  const sign = reader.peek().text === '<>' ? '!=' : comparisons.find((each) => reader.at(each));
  if (sign === undefined) return { kind: 'value', value: left };
  reader.take();
  return comparison(sign, left, readValue(reader, aliases));
}

function comparison(sign: Comparison, left: Value, right: Value): Condition {
  return { kind: 'compare', sign, left, right };
}

/** IS_OF_MODEL('dtmi:…;1'), with the collection before it and `exact` after it where wanted. */
function readModelTest(reader: Reader, aliases: Aliases): Condition {
  reader.take();
  reader.expect('(');
  let alias: string | undefined;
  if (reader.peek().kind !== 'text') {
    alias = reader.name('a twin collection');
    if (!aliases.has(alias)) throw reader.fail(`'${alias}' is not a collection of this query`);
    reader.expect(',');
  }
  const { kind, text: model } = reader.take();
  if (kind !== 'text') throw reader.fail('IS_OF_MODEL needs the id of a model as text');
  const exact = reader.maybe(',');
  if (exact) reader.expect('EXACT');
  reader.expect(')');
  return { kind: 'model', alias, model, exact };
}

function isFunction(word: string): word is FunctionName {
  return Object.hasOwn(functions, word);
}

function list(reader: Reader, aliases: Aliases, end: string): readonly Value[] {
  const values: Value[] = [];
  if (reader.maybe(end)) return values;
  do values.push(readValue(reader, aliases));
  while (reader.maybe(','));
  reader.expect(end);
  return values;
}

function readValue(reader: Reader, aliases: Aliases): Value {
  const { kind, text } = reader.peek();
  if (kind === 'text') return literal(reader.take().text);
  if (kind === 'number') return literal(Number(reader.take().text));
  if (reader.at('-') && reader.peek(1).kind === 'number') {
    reader.take();
    return literal(-Number(reader.take().text));
  }
  if (kind === 'word') {
    const word = text.toUpperCase();
    const constant = { TRUE: true, FALSE: false, NULL: null };
    if (word === 'TRUE' || word === 'FALSE' || word === 'NULL') {
      reader.take();
      return literal(constant[word]);
    }
  }
  return { kind: 'path', path: readPath(reader, aliases) };
}

function literal(value: string | number | boolean | null): Value {
  return { kind: 'literal', value };
}

/** A path of names. With several collections it must say which one it means. */
export function readPath(reader: Reader, aliases: Aliases): Path {
  const first = reader.name('a property or a collection');
  const names: string[] = [];
  for (;;) {
    if (reader.maybe('.')) names.push(reader.name('a property'));
    else if (reader.at('[') && reader.peek(1).kind === 'text') {
      reader.take();
      names.push(reader.take().text);
      reader.expect(']');
    } else break;
  }
  if (aliases.has(first)) return { alias: first, names };
  if (aliases.size > 1) throw reader.fail(`'${first}' is not a collection of this query`);
  return { alias: undefined, names: [first, ...names] };
}
