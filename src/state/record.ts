import { createHash } from 'node:crypto';
import { type SetupError, usageError } from '../errors.ts';
import { inPortions, jsonPieces } from '../text/json-pieces.ts';
import { type Released, released } from './migrations.ts';
import { damaged, parse, upgrade } from './parse.ts';
import { secretIn } from './schema.ts';
import type { SetupRecord } from './set-up-record.ts';

function checksum(body: object): string {
  const hash = createHash('sha256');
  for (const piece of jsonPieces(body)) hash.update(piece);
  return hash.digest('hex');
}

/** Two files of one lineage are two moments of one set-up. */
export function isSameLineage(one: SetupRecord, other: SetupRecord): boolean {
  return one.id === other.id && one.seed === other.seed;
}

function* textOf(body: object): Generator<string> {
  yield* jsonPieces({ ...body, checksum: checksum(body) }, 2);
  yield '\n';
}

const text = (body: object): string => [...textOf(body)].join('');

/**
 * The text of a state file.
 * @throws SetupError (usage) when an answer looks like a token or a key: those are never written.
 */
export function encode(record: SetupRecord): string {
  checkAnswers(record);
  return text(record);
}

/**
 * The bytes of a state file, in portions.
 * @throws SetupError (usage), before the first, as {@link encode} does.
 */
export function portionsOf(record: SetupRecord): Iterable<Uint8Array> {
  checkAnswers(record);
  return encoded(inPortions(textOf(record)));
}

function* encoded(texts: Iterable<string>): Generator<Uint8Array> {
  for (const each of texts) yield Buffer.from(each, 'utf8');
}

function checkAnswers(record: SetupRecord): void {
  const where = secretIn(record);
  if (where !== undefined) throw secretFound(where);
}

function secretFound(where: string): SetupError {
  return usageError(
    'secret-in-answer',
    `The answer to "${where}" looks like a token or a key. It was not saved.`,
    'Answers are saved in a file and shown in commands: give one without a secret in it.',
  );
}

/**
 * Reads the text of a state file: exactly what {@link encode} writes, to the byte.
 * @throws SetupError (usage) when it is damaged, not a state file, or of a newer version; the file is left as it is.
 */
export function decode(bytes: string | Uint8Array, file: string, versions: Released = released): SetupRecord {
  const { written, parsed } = parse(bytes, file, versions);
  const { checksum: sum, ...body } = parsed;
  // Byte by byte: so nothing hides in a key given twice, or between the values.
  if (typeof sum !== 'string' || written !== text(body)) throw damaged(file, 'it is damaged, or was changed by hand');
  const record = upgrade(body, file, versions);
  const where = secretIn(record);
  if (where !== undefined) throw damaged(file, `the answer to "${where}" looks like a token or a key`);
  return record;
}

/** The version of the format that a whole state file was written in. */
export function writtenSchema(bytes: Uint8Array): number {
  return Number((JSON.parse(new TextDecoder().decode(bytes)) as { schema?: unknown }).schema);
}
