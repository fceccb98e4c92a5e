import type { Reader } from './reader.ts';
import type { Hop, Match } from './syntax.ts';

/**
 * Reads what stands after MATCH: `(a)-[r:contains|feeds*..3]->(b)`, chained as often as wanted
 * (Microsoft's article "Azure Digital Twins query language reference: MATCH clause").
 */
export function readMatch(reader: Reader): Match {
  const first = readTwin(reader);
  const hops: Hop[] = [];
  while (reader.at('-') || reader.at('<')) hops.push(readHop(reader));
  return { first, hops };
}

/** `(name)`, or `()` for any twin that the query doesn't speak of. */
function readTwin(reader: Reader): string | undefined {
  reader.expect('(');
  const name = reader.at(')') ? undefined : reader.name('a name for the twins');
  reader.expect(')');
  return name;
}

function readHop(reader: Reader): Hop {
  const toLeft = reader.maybe('<');
  reader.expect('-');
  reader.expect('[');
  const relationship =
    reader.at(':') || reader.at('*') || reader.at(']') ? undefined : reader.name('a name for the relationship');
  const relationshipNames: string[] = [];
  if (reader.maybe(':')) {
    do relationshipNames.push(reader.name('the name of a relationship'));
    while (reader.maybe('|'));
  }
  const { least, most } = reader.maybe('*') ? readRange(reader) : { least: 1, most: 1 };
  if (relationship !== undefined && most > 1) {
    throw reader.fail(`the relationship '${relationship}' can't be named, for it may be more than one hop`);
  }
  reader.expect(']');
  reader.expect('-');
  const toRight = reader.maybe('>');
  if (toLeft && toRight) throw reader.fail('a relationship has one direction, or none is said');
  const direction = toLeft ? 'left' : toRight ? 'right' : 'any';
  return { direction, relationshipNames, relationship, least, most, alias: readTwin(reader) };
}

/** `*3` is three hops; `*1..3` is more than one and at most three. There must be an end. */
function readRange(reader: Reader): { readonly least: number; readonly most: number } {
  const from = reader.at('.') ? undefined : readCount(reader);
  if (!reader.maybe('.')) return { least: from ?? 1, most: from ?? 1 };
  reader.expect('.');
  const most = readCount(reader);
  const least = (from ?? 0) + 1;
  if (least > most) throw reader.fail(`no number of hops is more than ${least - 1} and at most ${most}`);
  return { least, most };
}

function readCount(reader: Reader): number {
  const { kind, text } = reader.peek();
  if (kind !== 'number' || !/^\d{1,3}$/.test(text))
    throw reader.fail(`mismatched input '${text}' expecting a number of hops`);
  reader.take();
  return Number(text);
}
