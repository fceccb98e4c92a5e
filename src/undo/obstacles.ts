import { isAtOrBelowScope, parentScope, sameName, scopeName } from '../domain/names.ts';
import { holdsFor } from '../domain/policy-condition.ts';
import { deletions } from '../domain/right.ts';
import { type Entry, goingIn } from '../engine/undo/plan.ts';
import { locksAround } from '../engine/undo/take-away.ts';
import { SetupError } from '../errors.ts';
import type { Azure } from '../port/azure.ts';
import type { DeletionRule, Lock } from '../port/place-rules.ts';
import { judgeIn } from '../rights/judge.ts';
import { forbidden } from '../rights/verdict.ts';
import type { Missing } from './plan.ts';

/** A plan after a look at all that could stop it. */
export interface Cleared {
  readonly entries: readonly Entry[];
  readonly missing: readonly Missing[];
  readonly notes: readonly string[];
}

function lockWords({ name, level, scope, notes }: Lock, subscription: string): string {
  const note = notes === undefined ? '' : `, "${notes}"`;
  return `"${name}" (${level}${note}) on ${scopeName(scope, subscription)}`;
}

/** Says which locks stand in the way. They are their owners': undo takes none away. */
export function lockRefusal(locks: readonly Lock[], subscription: string, done: string): SetupError {
  const [first] = locks;
  const words = locks.map((each) => lockWords(each, subscription)).join(' and ');
  return new SetupError({
    ending: 'refused',
    code: 'ScopeLocked',
    message: `${locks.length === 1 ? 'A lock protects' : 'Locks protect'} it against deletion: ${words}. ${done}`,
    suggestion: `Ask whoever set it to take it away (az lock list --subscription ${first?.scope.split('/')[2] ?? ''} shows it), then run this again. adt-setup takes no locks away.`,
  });
}

/** Says that something other than a missing role forbids it. */
function protectedRefusal({ title }: Entry, denial: string): SetupError {
  return new SetupError({
    ending: 'refused',
    code: 'DenyAssignmentAuthorizationFailed',
    message: `${title}: ${forbidden(denial)} Nothing was removed.`,
    suggestion:
      'Deployment stacks and managed applications make such assignments: ask those who look after them, or remove it there.',
  });
}

/**
 * Looks at all that could stop a removal before anything is removed: locks on the way up and on what is inside, the right for each
 * deletion, and deny assignments.
 * @throws SetupError (refused) when a lock or a deny assignment stands in the way.
 */
export async function clear(
  azure: Azure,
  entries: readonly Entry[],
  subscription: { readonly id: string; readonly name: string },
): Promise<Cleared> {
  const removing = entries.filter(({ removal }) => removal.kind === 'remove');
  if (removing.length === 0) return { entries, missing: [], notes: [] };
  const locks = await azure.locks(subscription.id);
  const around = removing.flatMap(({ thing }) => locksAround(locks ?? [], thing.id));
  if (around.length > 0) throw lockRefusal([...new Set(around)], subscription.name, 'Nothing was removed.');
  const policies = await policiesOver(azure, removing, subscription);
  const notes = [...(locks === undefined ? ['Locks could not be read: one may stop it midway.'] : []), ...policies];
  const judge = judgeIn(azure, subscription.id);
  const missing: Missing[] = [];
  let left = entries;
  for (const entry of removing) {
    const { thing, removal } = entry;
    if (removal.kind !== 'remove') continue;
    const action = deletions[removal.removes.kind];
    const verdict = await judge({ action, scope: thing.id }, scopeThere(entry));
    if (verdict.is !== 'no') continue;
    if (removal.removes.kind === 'assignment' && goesAlong(entry, entries)) {
      const why = 'you may not take it away, but it has no effect without the instance';
      left = left.map((each) =>
        each === entry ? { ...each, removal: { kind: 'stays', says: removal.says, why } } : each,
      );
      continue;
    }
    if (verdict.denial !== undefined) throw protectedRefusal(entry, verdict.denial);
    missing.push({ entry, action });
  }
  return { entries: withoutParts(left, missing), missing, notes };
}

/**
 * What is worth knowing of policies that forbid deletions: those that may be about it, or that they could not be read.
 * @throws SetupError (refused) when one forbids it.
 */
async function policiesOver(
  azure: Azure,
  removing: readonly Entry[],
  { id, name }: { readonly id: string; readonly name: string },
): Promise<readonly string[]> {
  const things = removing.filter(({ thing }) => thing.kind === 'group' || thing.kind === 'instance');
  if (things.length === 0) return [];
  const rules = await azure.deletionRules(id);
  if (rules === undefined) return ['Policies could not be read: one may stop it midway.'];
  const judged = things.flatMap((entry) =>
    rules.filter((rule) => reaches(rule, entry.thing.id)).map((rule) => ({ entry, rule, is: forbids(rule, entry) })),
  );
  const no = judged.find(({ is }) => is === true);
  if (no !== undefined) throw policyRefusal(no.entry, no.rule, name);
  return [...new Set(judged.filter(({ is }) => is === undefined).map(({ rule }) => rule.policy))].map(
    (policy) => `The policy "${policy}" forbids some deletions: only trying shows whether this is one.`,
  );
}

/** Management groups are above every subscription that lists what is assigned to them. */
function reaches({ scope, notScopes }: DeletionRule, id: string): boolean {
  const isManagementGroup = /^\/providers\/Microsoft\.Management\//i.test(scope);
  return (isManagementGroup || isAtOrBelowScope(id, scope)) && !notScopes.some((each) => isAtOrBelowScope(id, each));
}

const types = {
  group: 'Microsoft.Resources/subscriptions/resourceGroups',
  instance: 'Microsoft.DigitalTwins/digitalTwinsInstances',
} as const;

function forbids({ condition }: DeletionRule, { thing: { kind, id } }: Entry): boolean | undefined {
  const type = kind === 'group' ? types.group : types.instance;
  return holdsFor(condition, { type, id, name: id.split('/').at(-1) ?? '' });
}

function policyRefusal({ title }: Entry, { policy, scope }: DeletionRule, subscription: string): SetupError {
  return new SetupError({
    ending: 'refused',
    code: 'RequestDisallowedByPolicy',
    message: `${title}: the policy "${policy}" on ${scopeName(scope, subscription)} forbids to delete it. Nothing was removed.`,
    suggestion: 'Ask whoever looks after that policy for an exemption, then run this again.',
  });
}

/** Without the right to delete the instance, what belongs to it stays with it: the role, so that it can be used, and its group. */
function withoutParts(entries: readonly Entry[], missing: readonly Missing[]): readonly Entry[] {
  const stuck = missing.filter(({ entry }) => entry.thing.kind === 'instance').map(({ entry }) => entry.thing.id);
  return entries.map((entry) => {
    const { thing, removal } = entry;
    const isPart = stuck.some(
      (id) => !sameName(id, thing.id) && (isAtOrBelowScope(thing.id, id) || isAtOrBelowScope(id, thing.id)),
    );
    if (removal.kind !== 'remove' || !isPart || missing.some((each) => each.entry === entry)) return entry;
    return { ...entry, removal: { kind: 'stays', says: removal.says, why: 'the instance is still there' } };
  });
}

/** Rights on an assignment are those on what it was given on. */
function scopeThere({ thing, removal }: Entry): string {
  return removal.kind === 'remove' && removal.removes.kind === 'assignment' ? parentScope(thing.id) : thing.id;
}

/** Whether what it was given on goes, too. */
function goesAlong({ thing }: Entry, entries: readonly Entry[]): boolean {
  return goingIn(entries).some((id) => sameName(id, parentScope(thing.id)));
}
