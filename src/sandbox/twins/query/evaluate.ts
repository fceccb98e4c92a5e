import { expandedModel } from '../dtdl/expanded.ts';
import { everyRelationship, outgoing, type TwinsGraph } from '../graph.ts';
import { isArray, isObject, type Json, type JsonObject, own, ownText } from '../json.ts';
import { RefusedError } from '../refusal.ts';
import { modelOf } from '../twin-document.ts';
import type { Row } from './row.ts';
import type { Comparison, Condition, FunctionName, Path, Query, Value } from './syntax.ts';
import { matches } from './walk.ts';

/** True, false, or undefined where a value is missing or of another type: that keeps a row out, negated or not. */
type Truth = boolean | undefined;

/** Rows looked at before the service would have given up (it does after 60 seconds). */
const patience = 200_000;

/** The result of a query over a graph, all of it. */
export function evaluate(query: Query, graph: TwinsGraph): readonly JsonObject[] {
  const rows: Row[] = [];
  let seen = 0;
  for (const row of combinations(query, graph)) {
    if (++seen > patience) {
      throw new RefusedError(
        400,
        'TimeoutError',
        'The query execution timed out after 60 seconds. Try simplifying the query or adding conditions to reduce the result size.',
      );
    }
    if (query.where === undefined || holds(query.where, row, graph) === true) rows.push(row);
    if (!query.count && rows.length === query.top) break;
  }
  if (query.count) return [{ COUNT: Math.min(rows.length, query.top ?? Infinity) }];
  return rows.map((row) => projected(query, row));
}

function* combinations(query: Query, graph: TwinsGraph): Generator<Row> {
  if (query.match !== undefined) {
    yield* matches(query.match, graph);
    return;
  }
  const documents = query.from === 'relationships' ? everyRelationship(graph) : Object.values(graph.twins);
  for (const document of documents) {
    const row = new Map([['', document]]);
    if (query.alias !== undefined) row.set(query.alias, document);
    yield* joined(query, graph, row, 0);
  }
}

function* joined(query: Query, graph: TwinsGraph, row: Row, at: number): Generator<Row> {
  const join = query.joins[at];
  if (join === undefined) {
    yield row;
    return;
  }
  const from = row.get(join.from);
  const id = from === undefined ? undefined : ownText(from, '$dtId');
  for (const relationship of outgoing(graph, id ?? '')) {
    if (relationship['$relationshipName'] !== join.relationshipName) continue;
    const target = own(graph.twins, ownText(relationship, '$targetId') ?? '');
    if (target === undefined) continue;
    const next = new Map(row).set(join.alias, target);
    if (join.relationship !== undefined) next.set(join.relationship, relationship);
    yield* joined(query, graph, next, at + 1);
  }
}

function projected(query: Query, row: Row): JsonObject {
  if (query.columns === undefined) return row.get('') ?? {};
  const pairs = query.columns
    .map(({ name, path }): readonly [string, Json | undefined] => [name, follow(path, row)])
    .filter((pair): pair is readonly [string, Json] => pair[1] !== undefined);
  return Object.fromEntries(pairs);
}

function follow({ alias = '', names }: Path, row: Row): Json | undefined {
  const start: Json | undefined = row.get(alias);
  return names.reduce<Json | undefined>((value, name) => (isObject(value) ? own(value, name) : undefined), start);
}

function valueOf(value: Value, row: Row): Json | undefined {
  return value.kind === 'literal' ? value.value : follow(value.path, row);
}

function holds(condition: Condition, row: Row, graph: TwinsGraph): Truth {
  switch (condition.kind) {
    case 'and': {
      const parts = condition.parts.map((each) => holds(each, row, graph));
      return parts.includes(false) ? false : parts.includes(undefined) ? undefined : true;
    }
    case 'or': {
      const parts = condition.parts.map((each) => holds(each, row, graph));
      return parts.includes(true) ? true : parts.includes(undefined) ? undefined : false;
    }
    case 'not': {
      const part = holds(condition.part, row, graph);
      return part === undefined ? undefined : !part;
    }
    case 'compare':
      return compared(condition.sign, valueOf(condition.left, row), valueOf(condition.right, row));
    case 'in': {
      const value = valueOf(condition.value, row);
      if (value === undefined) return undefined;
      const among = condition.among.some((each) => compared('=', value, valueOf(each, row)) === true);
      return among !== condition.negated;
    }
    case 'model':
      return isOfModel(row.get(condition.alias ?? ''), condition.model, condition.exact, graph);
    case 'call':
      return called(condition.name, valueOf(condition.values[0] ?? missing, row), condition.values[1], row);
    case 'value': {
      const value = valueOf(condition.value, row);
      return typeof value === 'boolean' ? value : undefined;
    }
  }
}

const missing: Value = { kind: 'path', path: { alias: undefined, names: [''] } };

function compared(sign: Comparison, left: Json | undefined, right: Json | undefined): Truth {
  if (left === undefined || right === undefined) return undefined;
  if (left === null || right === null || typeof left !== typeof right || typeof left === 'object') {
    if (sign === '=') return left === null && right === null;
    return sign === '!=' ? !(left === null && right === null) : undefined;
  }
  switch (sign) {
    case '=':
      return left === right;
    case '!=':
      return left !== right;
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
  }
}

/** Inherited models count unless the query says `exact`. */
function isOfModel(twin: JsonObject | undefined, model: string, exact: boolean, graph: TwinsGraph): Truth {
  const id = modelOf(twin);
  if (id === undefined) return undefined;
  if (exact || id === model) return id === model;
  return expandedModel(graph.models, id)?.kinds.has(model) ?? false;
}

function called(name: FunctionName, value: Json | undefined, other: Value | undefined, row: Row): Truth {
  const second = other === undefined ? undefined : valueOf(other, row);
  switch (name) {
    case 'IS_DEFINED':
      return value !== undefined;
    case 'IS_NULL':
      return value === null;
    case 'IS_BOOL':
      return typeof value === 'boolean';
    case 'IS_NUMBER':
      return typeof value === 'number';
    case 'IS_STRING':
      return typeof value === 'string';
    case 'IS_OBJECT':
      return isObject(value);
    case 'IS_PRIMITIVE':
      return value !== undefined && (value === null || typeof value !== 'object');
    case 'STARTSWITH':
      return texts(value, second, (text, part) => text.startsWith(part));
    case 'ENDSWITH':
      return texts(value, second, (text, part) => text.endsWith(part));
    case 'CONTAINS':
      return texts(value, second, (text, part) => text.includes(part));
    case 'ARRAY_CONTAINS':
      return isArray(value) ? value.some((each) => each === second) : undefined;
  }
}

function texts(value: Json | undefined, part: Json | undefined, test: (text: string, part: string) => boolean): Truth {
  return typeof value === 'string' && typeof part === 'string' ? test(value, part) : undefined;
}
