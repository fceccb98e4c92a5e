import { createHash } from 'node:crypto';
import { SetupError, usageError } from '../errors.ts';
import { isObject } from '../text/is-object.ts';
import { isTooDeep, newestSchema, type Released, released } from './migrations.ts';
import { isRecord, secretIn } from './schema.ts';
import type { SetupRecord } from './set-up-record.ts';

/** No state file comes near it. */
export const maximumSize = 256 * 1024;

function checksum(body: string): string {
  return createHash('sha256').update(body).digest('hex');
}

/** Two files of one lineage are two moments of one set-up. */
export function isSameLineage(one: SetupRecord, other: SetupRecord): boolean {
  return one.id === other.id && one.seed === other.seed;
}

function text(body: object): string {
  return `${JSON.stringify({ ...body, checksum: checksum(JSON.stringify(body)) }, undefined, 2)}\n`;
}

/**
 * The text of a state file.
 * @throws SetupError (usage) when an answer looks like a token or a key: those are never written.
 */
export function encode(record: SetupRecord): string {
  const where = secretIn(record);
  if (where !== undefined) throw secretFound(where);
  return text(record);
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
  const damaged = (why: string): Error =>
    usageError(
      'damaged-state',
      `The saved set-up ${file} can't be used: ${why}.`,
      'Nothing was changed. Move it aside and run this again: what exists in Azure is looked up. Or give another file with --state.',
    );
  if (bytes.length > maximumSize) throw damaged('it is too large');
  let written: string;
  let parsed: unknown;
  try {
    written =
      typeof bytes === 'string' ? bytes : new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    if (isTooDeep(written)) throw damaged('it is nested too deeply');
    parsed = JSON.parse(written);
  } catch (error) {
    if (error instanceof SetupError) throw error;
    throw damaged(bytes.length === 0 ? 'it is empty' : 'it is damaged');
  }
  if (!isObject(parsed) || parsed['program'] !== 'adt-setup') throw damaged('it is not a file of adt-setup');
  const { schema } = parsed;
  if (typeof schema === 'number' && schema > newestSchema(versions)) throw newer(file, schema, versions);
  const { checksum: sum, ...body } = parsed;
  // Byte by byte: so nothing hides in a key given twice, or between the values.
  if (typeof sum !== 'string' || written !== text(body)) throw damaged('it is damaged, or was changed by hand');
  const record = versions.upgrade(body);
  if (!isRecord(record) || record.schema !== newestSchema(versions)) throw damaged('it is damaged');
  const where = secretIn(record);
  if (where !== undefined) throw damaged(`the answer to "${where}" looks like a token or a key`);
  return record;
}

/** The version of the format that a whole state file was written in. */
export function writtenSchema(bytes: Uint8Array): number {
  return Number((JSON.parse(new TextDecoder().decode(bytes)) as { schema?: unknown }).schema);
}

function newer(file: string, schema: number, versions: Released): SetupError {
  return usageError(
    'newer-state',
    `A newer version of adt-setup made the saved set-up ${file} (format ${schema}; this one reads up to ${newestSchema(versions)}).`,
    'Nothing was changed. Use that version, or give another file with --state.',
  );
}
