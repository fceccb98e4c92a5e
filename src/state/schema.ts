import type { Source } from '../engine/context.ts';
import { stepIds } from '../step/step.ts';
import type { SetupRecord } from './record.ts';

const sources: readonly Source[] = ['flag', 'environment', 'file', 'saved', 'prompt', 'recommended'];
const mostAnswers = 64;
const longestAnswer = 65_536;

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hasOnly(value: unknown, keys: readonly string[]): value is Record<string, unknown> {
  return isObject(value) && Object.keys(value).length === keys.length && keys.every((key) => Object.hasOwn(value, key));
}

function isText(value: unknown, longest = 4096): value is string {
  return typeof value === 'string' && value.length <= longest;
}

function isTime(value: unknown): boolean {
  return isText(value, 40) && !Number.isNaN(Date.parse(value));
}

function isStep(value: unknown): boolean {
  return stepIds.some((id) => id === value);
}

/** Keys of questions; no name that every object has, such as `constructor`. */
function isKey(key: string): boolean {
  return /^[a-z][A-Za-z]{0,39}$/.test(key) && !(key in Object.prototype);
}

function isAnswer([key, value]: readonly [string, unknown]): boolean {
  return (
    isKey(key) &&
    hasOnly(value, ['value', 'from']) &&
    isText(value['value'], longestAnswer) &&
    sources.some((source) => source === value['from'])
  );
}

function isEntry(value: unknown, time: string): boolean {
  return hasOnly(value, ['step', 'id', time]) && isStep(value['step']) && isText(value['id']) && isTime(value[time]);
}

const fields: Readonly<Record<keyof SetupRecord, (value: unknown) => boolean>> = {
  schema: (value) => Number.isSafeInteger(value) && Number(value) >= 1,
  program: (value) => value === 'adt-setup',
  id: (value) => isText(value, 80),
  seed: (value) => isText(value, 80),
  cloud: (value) => isText(value, 80),
  startedAt: isTime,
  updatedAt: isTime,
  serial: (value) => Number.isSafeInteger(value) && Number(value) >= 0,
  answers: (value) =>
    isObject(value) && Object.keys(value).length <= mostAnswers && Object.entries(value).every(isAnswer),
  done: (value) => Array.isArray(value) && value.length <= stepIds.length && value.every(isStep),
  making: (value) => value === null || isEntry(value, 'since'),
  made: (value) => Array.isArray(value) && value.length <= 256 && value.every((each) => isEntry(each, 'at')),
  outcome: (value) => value === null || isText(value, 80),
};

/** Whether a body has exactly the fields of a record, and in each what belongs there. */
export function isRecord(value: Readonly<Record<string, unknown>>): value is Record<string, unknown> & SetupRecord {
  return hasOnly(value, Object.keys(fields)) && Object.entries(fields).every(([key, check]) => check(value[key]));
}

/** Tokens (JWT, refresh tokens), keys of storage accounts and the like, client secrets, private keys. */
const secrets = [
  /eyJ[\w-]{10,}\.[\w-]{10,}/,
  /\b[01]\.A[\w-]{60,}/,
  /\b(AccountKey|SharedAccessKey|client_secret|password|sig)=[^;&\s"]{8,}/i,
  /(?<![\w~.-])[\w~.-]{3}8Q~[\w~.-]{31,34}(?![\w~.-])/,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
];

/** The key of an answer that looks like a secret. */
export function secretIn(record: SetupRecord): string | undefined {
  return Object.entries(record.answers).find(([, { value }]) => secrets.some((each) => each.test(value)))?.[0];
}
