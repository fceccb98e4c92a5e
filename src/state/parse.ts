import { SetupError, usageError } from '../errors.ts';
import { isObject } from '../text/is-object.ts';
import { isTooDeep, newestSchema, type Released } from './migrations.ts';
import { isRecord } from './schema.ts';
import type { SetupRecord } from './set-up-record.ts';

/** No state file of a single set-up comes near it. */
const largestOfOne = 256 * 1024;

/** No state file comes near it, also of a list with thousands of set-ups. */
export const maximumSize = 128 * 1024 * 1024;

/** Says that a state file can't be used. */
export function damaged(file: string, why: string): SetupError {
  return usageError(
    'damaged-state',
    `The saved set-up ${file} can't be used: ${why}.`,
    'Nothing was changed. Move it aside and run this again: what exists in Azure is looked up. Or give another file with --state.',
  );
}

/**
 * The JSON in a state file, of whatever version. Whether anybody has changed it is not known yet.
 * @throws SetupError (usage) when it is none, or of a newer version than is known.
 */
export function parse(
  bytes: string | Uint8Array,
  file: string,
  versions: Released,
): { readonly written: string; readonly parsed: Readonly<Record<string, unknown>> } {
  if (bytes.length > maximumSize) throw damaged(file, 'it is too large');
  let written: string;
  let parsed: unknown;
  try {
    written =
      typeof bytes === 'string' ? bytes : new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    if (isTooDeep(written)) throw damaged(file, 'it is nested too deeply');
    parsed = JSON.parse(written);
    if (bytes.length > largestOfOne && !(isObject(parsed) && Array.isArray(parsed['rows'])))
      throw damaged(file, 'it is too large');
  } catch (error) {
    if (error instanceof SetupError) throw error;
    throw damaged(file, bytes.length === 0 ? 'it is empty' : 'it is damaged');
  }
  if (!isObject(parsed) || parsed['program'] !== 'adt-setup') throw damaged(file, 'it is not a file of adt-setup');
  const { schema } = parsed;
  if (typeof schema === 'number' && schema > newestSchema(versions)) throw newer(file, schema, versions);
  return { written, parsed };
}

/** The record in the body of a state file. @throws SetupError (usage) when it is none. */
export function upgrade(body: Readonly<Record<string, unknown>>, file: string, versions: Released): SetupRecord {
  const record = versions.upgrade(body);
  if (!isRecord(record) || record.schema !== newestSchema(versions)) throw damaged(file, 'it is damaged');
  return record;
}

function newer(file: string, schema: number, versions: Released): SetupError {
  return usageError(
    'newer-state',
    `A newer version of adt-setup made the saved set-up ${file} (format ${schema}; this one reads up to ${newestSchema(versions)}).`,
    'Nothing was changed. Use that version, or give another file with --state.',
  );
}
