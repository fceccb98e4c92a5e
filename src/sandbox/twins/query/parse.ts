import { type Aliases, readCondition, readPath } from './condition.ts';
import { readMatch } from './match.ts';
import { saysWhichTwin } from './one-twin.ts';
import { type Reader, reader as readerOf } from './reader.ts';
import type { Column, Join, Match, Query } from './syntax.ts';

/** Microsoft's article "Azure Digital Twins query language reference: JOIN clause": up to five levels. */
const mostJoins = 5;

/**
 * Reads a query of the Azure Digital Twins query language: SELECT, FROM, MATCH, JOIN … RELATED and WHERE.
 * There is no ORDER BY in the language.
 */
export function parseQuery(query: string): Query {
  const reader = readerOf(query);
  reader.expect('SELECT');
  const top = readTop(reader);
  const count = reader.at('COUNT') && reader.peek(1).text === '(';
  if (count) {
    reader.take();
    reader.expect('(');
    reader.expect(')');
  }
  // The columns can only be understood once the collections are known: read what follows first.
  const columns = count ? [] : heldColumns(reader);
  reader.expect('FROM');
  const from = reader.maybe('RELATIONSHIPS') ? 'relationships' : 'digitaltwins';
  if (from === 'digitaltwins') reader.expect('DIGITALTWINS');
  const alias = readAlias(reader);
  const match = atMatch(reader) ? readMatchOf(reader, from, alias) : undefined;
  const joins: Join[] = [];
  while (reader.maybe('JOIN')) joins.push(readJoin(reader));
  if (joins.length > mostJoins) throw reader.fail(`more than ${mostJoins} levels of JOIN`);
  const aliases = match === undefined ? collections(reader, alias, joins) : namesOf(match);
  if (match !== undefined && joins.length > 0) throw reader.fail('MATCH and JOIN exclude each other');
  if (joins.length > 0 && (alias === undefined || from === 'relationships')) {
    throw reader.fail('JOIN needs a named collection of twins to start from');
  }
  const where = reader.maybe('WHERE') ? readCondition(reader, aliases) : undefined;
  if (reader.peek().kind !== 'end') throw reader.fail(`extraneous input '${reader.peek().text}' expecting <EOF>`);
  const follows = match !== undefined || joins.length > 0;
  const read = columns === undefined ? undefined : columns.map((each) => each(aliases));
  if (read === undefined && !count && follows) {
    throw reader.fail("SELECT * can't be used with JOIN or MATCH: name what to select");
  }
  if (follows && !saysWhichTwin(where, aliases)) {
    throw reader.fail('the WHERE clause of a query with JOIN or MATCH must say which twin at least one is, by $dtId');
  }
  return { columns: count ? undefined : read, count, top, from, alias, joins, match, where };
}

function readTop(reader: Reader): number | undefined {
  if (!(reader.at('TOP') && reader.peek(1).text === '(')) return undefined;
  reader.take();
  reader.expect('(');
  const { kind, text } = reader.take();
  if (kind !== 'number' || !/^[1-9]\d{0,8}$/.test(text)) throw reader.fail('TOP needs a whole number above 0');
  reader.expect(')');
  return Number(text);
}

/** Reads the columns' words now and their meaning later; undefined stands for `*`, or for nothing after TOP. */
function heldColumns(reader: Reader): ((aliases: Aliases) => Column)[] | undefined {
  if (reader.maybe('*') || reader.at('FROM')) return undefined;
  const columns: ((aliases: Aliases) => Column)[] = [];
  do {
    const path = readPath(reader, new Set());
    const name = reader.maybe('AS') ? reader.name('a name for the column') : undefined;
    const [first = '', ...names] = path.names;
    columns.push((aliases) => {
      if (aliases.has(first)) return { path: { alias: first, names }, name: name ?? names.at(-1) ?? first };
      if (aliases.size > 1) throw reader.fail(`'${first}' is not a collection of this query`);
      return { path, name: name ?? path.names.at(-1) ?? first };
    });
  } while (reader.maybe(','));
  return columns;
}

function readAlias(reader: Reader): string | undefined {
  if (reader.maybe('AS')) return reader.name('a name for the collection');
  const { kind } = reader.peek();
  const follows =
    ['JOIN', 'WHERE'].some((each) => reader.at(each)) || atMatch(reader) || (kind !== 'word' && kind !== 'escaped');
  return follows ? undefined : reader.name('a name for the collection');
}

function atMatch(reader: Reader): boolean {
  return reader.at('MATCH') && reader.peek(1).text === '(';
}

function readMatchOf(reader: Reader, from: Query['from'], alias: string | undefined): Match {
  if (from === 'relationships' || alias !== undefined) throw reader.fail('MATCH stands right after DIGITALTWINS');
  reader.take();
  return readMatch(reader);
}

/** The names that a MATCH gives, of twins and relationships; a relationship's is no twin's. */
function namesOf({ first, hops }: Match): Aliases {
  return new Set(
    [first, ...hops.flatMap(({ alias, relationship }) => [alias, relationship])].filter((each) => each !== undefined),
  );
}

function readJoin(reader: Reader): Join {
  const alias = reader.name('a name for the twins at the other end');
  reader.expect('RELATED');
  const from = reader.name('a collection');
  reader.expect('.');
  const relationshipName = reader.name('the name of a relationship');
  return { alias, from, relationshipName, relationship: readAlias(reader) };
}

function collections(reader: Reader, alias: string | undefined, joins: readonly Join[]): Aliases {
  const names = new Set(alias === undefined ? [] : [alias]);
  for (const join of joins) {
    if (!names.has(join.from)) throw reader.fail(`'${join.from}' is not a collection of this query`);
    for (const each of [join.alias, join.relationship]) {
      if (each === undefined) continue;
      if (names.has(each)) throw reader.fail(`the name '${each}' is given twice`);
      names.add(each);
    }
  }
  return names;
}
