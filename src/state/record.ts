import { createHash } from 'node:crypto';
import type { Answer, Source } from '../engine/desk.ts';
import { usageError } from '../errors.ts';
import { type StepId, stepIds } from '../step.ts';

/** What is saved of a set-up. Never a token, secret, password or device code: it has no field for one. */
export interface SetupRecord {
  readonly schema: 1;
  readonly program: 'adt-setup';
  readonly id: string;
  readonly seed: string;
  /** `sandbox`, or the name of the cloud: a set-up of one never meets the other. */
  readonly cloud: string;
  readonly startedAt: string;
  readonly updatedAt: string;
  /** Grows by one at each save. */
  readonly serial: number;
  readonly answers: Readonly<Record<string, Answer>>;
  /** Steps that were seen to be done. Carrying on looks again all the same. */
  readonly done: readonly StepId[];
  readonly making: Making | null;
  readonly made: readonly Made[];
  /** `ready` when it ended well. */
  readonly outcome: string | null;
}

interface Making {
  readonly step: StepId;
  readonly id: string;
  readonly since: string;
}

interface Made {
  readonly step: StepId;
  readonly id: string;
  readonly at: string;
}

const sources: readonly Source[] = ['flag', 'environment', 'file', 'saved', 'prompt', 'recommended'];
const maximumSize = 256 * 1024;

function checksum(body: string): string {
  return createHash('sha256').update(body).digest('hex');
}

/** The text of a state file. */
export function encode(record: SetupRecord): string {
  const body = JSON.stringify(record);
  return `${JSON.stringify({ ...record, checksum: checksum(body) }, undefined, 2)}\n`;
}

/**
 * Reads the text of a state file.
 * @throws SetupError (usage) when it is damaged, not a state file, or of a newer version; the file is left as it is.
 */
export function decode(text: string, file: string): SetupRecord {
  const damaged = (why: string): Error =>
    usageError(
      'damaged-state',
      `The saved set-up ${file} can't be used: ${why}.`,
      'Nothing was changed. Move it aside and run this again, or give another file with --state.',
    );
  if (text.length > maximumSize) throw damaged('it is too large');
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw damaged('it is damaged');
  }
  if (!isObject(parsed) || parsed['program'] !== 'adt-setup') throw damaged('it is not a file of adt-setup');
  if (typeof parsed['schema'] === 'number' && parsed['schema'] > 1)
    throw damaged('a newer version of adt-setup made it');
  const { checksum: sum, ...rest } = parsed;
  if (!isRecord(rest)) throw damaged('it is damaged');
  if (sum !== checksum(JSON.stringify(rest))) throw damaged('it is damaged, or somebody has changed it by hand');
  return rest;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 4096;
}

function isStep(value: unknown): boolean {
  return stepIds.some((id) => id === value);
}

function isAnswer(value: unknown): boolean {
  return isObject(value) && isText(value['value']) && sources.some((source) => source === value['from']);
}

function isEntry(value: unknown, time: string): boolean {
  return isObject(value) && isStep(value['step']) && isText(value['id']) && isText(value[time]);
}

const fields: Readonly<Record<keyof SetupRecord, (value: unknown) => boolean>> = {
  schema: (value) => value === 1,
  program: (value) => value === 'adt-setup',
  id: isText,
  seed: isText,
  cloud: isText,
  startedAt: isText,
  updatedAt: isText,
  serial: (value) => Number.isSafeInteger(value),
  answers: (value) => isObject(value) && Object.values(value).every(isAnswer),
  done: (value) => Array.isArray(value) && value.every(isStep),
  making: (value) => value === null || isEntry(value, 'since'),
  made: (value) => Array.isArray(value) && value.every((each) => isEntry(each, 'at')),
  outcome: (value) => value === null || isText(value),
};

function isRecord(value: Record<string, unknown>): value is Record<string, unknown> & SetupRecord {
  const keys = Object.keys(value);
  return (
    keys.length === Object.keys(fields).length &&
    Object.entries(fields).every(([key, check]) => Object.hasOwn(value, key) && check(value[key]))
  );
}
