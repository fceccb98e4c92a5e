import type { Source } from '../engine/context.ts';
import { isObject } from '../text/is-object.ts';
import { looksSecret } from '../text/secrets.ts';
import type { SavedFacts, SetupRecord } from './set-up-record.ts';

const sources: readonly Source[] = ['flag', 'environment', 'file', 'prompt', 'recommended'];
const mostAnswers = 64;
const longestAnswer = 65_536;
const mostRows = 20_000;

function hasOnly(value: unknown, keys: readonly string[]): value is Record<string, unknown> {
  return isObject(value) && Object.keys(value).length === keys.length && keys.every((key) => Object.hasOwn(value, key));
}

function isText(value: unknown, longest = 4096): value is string {
  return typeof value === 'string' && value.length <= longest;
}

function isTime(value: unknown): boolean {
  return isText(value, 40) && !Number.isNaN(Date.parse(value));
}

/** The id of a step, of this version or a newer one: who carries a set-up on looks whether it is known. */
function isStep(value: unknown): boolean {
  return typeof value === 'string' && /^[a-z][a-z-]{0,39}$/.test(value);
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

function isResource(value: unknown): boolean {
  return (
    isObject(value) && isKind(value['kind']) && isText(value['id']) && JSON.stringify(value).length <= longestAnswer
  );
}

/** Also one of a newer version. */
function isKind(value: unknown): boolean {
  return typeof value === 'string' && /^[a-z]{1,40}$/.test(value);
}

function isThing(value: Record<string, unknown>): boolean {
  const { step, id, kind, sent } = value;
  return isStep(step) && isText(id) && isKind(kind) && (sent === null || isResource(sent));
}

const thing = ['step', 'id', 'kind', 'sent'] as const;

function isMaking(value: unknown): boolean {
  return (
    hasOnly(value, [...thing, 'direction', 'since']) &&
    isThing(value) &&
    (value['direction'] === 'make' || value['direction'] === 'remove') &&
    isTime(value['since'])
  );
}

function isMade(value: unknown): boolean {
  return (
    hasOnly(value, [...thing, 'at', 'born']) &&
    isThing(value) &&
    isTime(value['at']) &&
    (value['born'] === null || isTime(value['born']))
  );
}

function isAccount(value: unknown, keys: readonly string[]): boolean {
  return hasOnly(value, keys) && keys.every((key) => isText(value[key], 400));
}

function isApproved(value: unknown): boolean {
  return (
    hasOnly(value, ['planId', 'account', 'resources', 'at']) &&
    isText(value['planId'], 64) &&
    isAccount(value['account'], ['name', 'objectId', 'tenantId']) &&
    Array.isArray(value['resources']) &&
    value['resources'].length <= 256 &&
    value['resources'].every(isResource) &&
    isTime(value['at'])
  );
}

function isTaken(value: unknown): boolean {
  return hasOnly(value, ['kind', 'id']) && isKind(value['kind']) && isText(value['id']);
}

const counts = ['models', 'twins', 'relationships', 'eventRoutes', 'endpoints', 'otherAssignments'] as const;

function isDataCount(value: unknown): boolean {
  return hasOnly(value, counts) && counts.every((key) => value[key] === null || Number.isSafeInteger(value[key]));
}

function isUndo(value: unknown): boolean {
  return (
    hasOnly(value, ['planId', 'account', 'removes', 'data', 'at']) &&
    isText(value['planId'], 64) &&
    isAccount(value['account'], ['name', 'objectId', 'tenantId']) &&
    Array.isArray(value['removes']) &&
    value['removes'].length <= 256 &&
    value['removes'].every(isTaken) &&
    (value['data'] === null || isDataCount(value['data'])) &&
    isTime(value['at'])
  );
}

const factKeys: readonly (keyof SavedFacts)[] = [
  'hostName',
  'resourceId',
  'principalId',
  'principalType',
  'roleId',
  'assignmentId',
  'deploymentLocation',
];

function areFacts(value: unknown): boolean {
  return (
    isObject(value) &&
    Object.entries(value).every(([key, each]) => factKeys.some((known) => known === key) && isText(each))
  );
}

const fields: Readonly<Record<Exclude<keyof SetupRecord, 'rows' | 'deploying'>, (value: unknown) => boolean>> = {
  schema: (value) => Number.isSafeInteger(value) && Number(value) >= 1,
  program: (value) => value === 'adt-setup',
  id: (value) => isText(value, 80),
  seed: (value) => isText(value, 80),
  cloud: (value) => isText(value, 80),
  tenant: (value) => value === null || isText(value, 400),
  account: (value) => value === null || isAccount(value, ['name', 'objectId']),
  startedAt: isTime,
  updatedAt: isTime,
  serial: (value) => Number.isSafeInteger(value) && Number(value) >= 0,
  answers: (value) =>
    isObject(value) && Object.keys(value).length <= mostAnswers && Object.entries(value).every(isAnswer),
  approved: (value) => value === null || isApproved(value),
  facts: areFacts,
  done: (value) => Array.isArray(value) && value.length <= 64 && value.every(isStep),
  making: (value) => value === null || isMaking(value),
  made: (value) => Array.isArray(value) && value.length <= 256 && value.every(isMade),
  undo: (value) => value === null || isUndo(value),
  outcome: (value) => value === null || isText(value, 80),
};

function isDeploying(value: unknown): boolean {
  const texts = ['subscriptionId', 'name', 'location', 'correlationId', 'nested'];
  return (
    hasOnly(value, [...texts, 'since', 'things']) &&
    texts.every((key) => isText(value[key])) &&
    isTime(value['since']) &&
    Array.isArray(value['things']) &&
    value['things'].length <= 256 &&
    value['things'].every((each) => hasOnly(each, thing) && isThing(each))
  );
}

function isOne(value: unknown): value is Record<string, unknown> {
  if (!isObject(value)) return false;
  const { deploying, ...own } = value;
  const isWhole = hasOnly(own, Object.keys(fields)) && Object.entries(fields).every(([key, check]) => check(own[key]));
  return isWhole && (!Object.hasOwn(value, 'deploying') || isDeploying(deploying));
}

function areRows(value: unknown, schema: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.length <= mostRows &&
    value.every((row) => isOne(row) && row['schema'] === schema)
  );
}

/** Whether a body has exactly the fields of a record, and in each what belongs there; a list also its rows, of the same version. */
export function isRecord(value: Readonly<Record<string, unknown>>): value is Record<string, unknown> & SetupRecord {
  const { rows, ...own } = value;
  return isOne(own) && (!Object.hasOwn(value, 'rows') || areRows(rows, own['schema']));
}

/** The key of an answer that looks like a secret. */
export function secretIn({ answers, rows = [] }: SetupRecord): string | undefined {
  const secret = Object.entries(answers).find(([, { value }]) => looksSecret(value))?.[0];
  if (secret !== undefined) return secret;
  for (const row of rows) {
    const inRow = secretIn(row);
    if (inRow !== undefined) return inRow;
  }
  return undefined;
}
