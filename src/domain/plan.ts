import { createHash } from 'node:crypto';
import { isObject } from '../text/is-object.ts';
import type { Tags } from './kind.ts';
import { sameName } from './names.ts';
import type { Resource } from './resource.ts';
import type { Taken } from './right.ts';
import { markTag } from './tags.ts';

/** Who would carry a plan out: an account in a directory. */
export interface PlanAccount {
  /** User principal name or e-mail; the application id of an application. For people: it is no part of the plan's id. */
  readonly name: string;
  readonly objectId: string;
  readonly tenantId: string;
}

/** What is approved: who does it, in which cloud, and what would be made, in order. What was merely found is no part of it. */
export interface PlanValue {
  readonly account: PlanAccount;
  /** "AzureCloud", "sandbox". */
  readonly cloud: string;
  readonly resources: readonly Resource[];
}

function sorted(entries: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  return Object.fromEntries([...entries].sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0)));
}

/** Without the mark: it tells one set-up from another, and the same plan is the same in each. */
function canonicalTags(tags: Tags): Record<string, unknown> {
  return sorted(Object.entries(tags).filter(([key]) => key !== markTag));
}

/** The same value for the same wish: keys in order, ids and names without regard to case, as Azure compares them. */
function canonical(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((each) => canonical(each));
  if (!isObject(value)) return typeof value === 'string' && keysWithoutCase.has(key) ? value.toLowerCase() : value;
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return key === 'tags'
    ? canonicalTags(value as Tags)
    : sorted(entries.map(([name, each]) => [name, canonical(each, name)]));
}

const keysWithoutCase = new Set(['id', 'scope', 'name', 'group', 'roleId', 'principalId', 'location']);

/** Whether two resources are the same wish, as Azure compares them; the mark of a set-up and the order of tags don't count. */
export function isSameResource(one: Resource, other: Resource): boolean {
  return JSON.stringify(canonical(one)) === JSON.stringify(canonical(other));
}

/** Whether it is the same account, in the same directory. */
export function isSameAccount(
  one: Pick<PlanAccount, 'objectId' | 'tenantId'>,
  other: Pick<PlanAccount, 'objectId' | 'tenantId'>,
): boolean {
  return sameName(one.objectId, other.objectId) && sameName(one.tenantId, other.tenantId);
}

/** The names of what differs between two resources of one id: "location", "tags". */
function differing(one: Resource, other: Resource): readonly string[] {
  const [before, now] = [one, other].map((each) => canonical(each) as Readonly<Record<string, unknown>>);
  const keys = [...new Set([...Object.keys(before ?? {}), ...Object.keys(now ?? {})])];
  return keys.filter((key) => JSON.stringify(before?.[key]) !== JSON.stringify(now?.[key]));
}

/** A resource that one plan would make, and another would not: not at all, or otherwise. */
export interface More {
  readonly resource: Resource;
  /** What is otherwise: "location", "tags"; empty when the other plan doesn't make it at all. */
  readonly differs: readonly string[];
}

/** What a plan would make beyond what another one makes; empty when it makes the same or less. */
export function moreThan(before: readonly Resource[], now: readonly Resource[]): readonly More[] {
  return now
    .filter((each) => !before.some((other) => isSameResource(other, each)))
    .map((resource) => {
      const same = before.find((other) => sameName(other.id, resource.id));
      return { resource, differs: same === undefined ? [] : differing(same, resource) };
    });
}

/**
 * The id of a plan: the same account, directory, cloud and resources give the same id, on any machine and at any time.
 * Neither times nor the order of tags nor what was found play a part. 16 hexadecimal digits.
 */
export function planId({ account, cloud, resources }: PlanValue): string {
  const { objectId, tenantId } = account;
  const form = {
    account: { objectId: objectId.toLowerCase(), tenantId: tenantId.toLowerCase() },
    cloud,
    resources: resources.map((each) => canonical(each)),
  };
  return digest(form);
}

/** A removal as it is agreed to: who does it, in which cloud, what goes, in order, and whether data go with it. */
export interface UndoValue {
  readonly account: PlanAccount;
  readonly cloud: string;
  readonly removes: readonly Taken[];
  readonly losesData: boolean;
}

/** The id of a plan that takes something back: as {@link planId}, and never the id of a plan that makes something. */
export function undoPlanId({ account, cloud, removes, losesData }: UndoValue): string {
  const { objectId, tenantId } = account;
  const who = { objectId: objectId.toLowerCase(), tenantId: tenantId.toLowerCase() };
  return digest({ account: who, cloud, removes: removes.map((each) => canonical(each)), losesData });
}

function digest(form: object): string {
  return createHash('sha256')
    .update(JSON.stringify(canonical(form)))
    .digest('hex')
    .slice(0, 16);
}
