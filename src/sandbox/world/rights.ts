import { type DenyAssignment, everyone, type Permission, type RoleAssignment } from './access.ts';
import type { Act } from './act.ts';
import type { Caller } from './caller.ts';
import { conditionHolds } from './conditions.ts';
import type { Moment } from './moment.ts';
import { isAtOrBelow } from './resources.ts';
import { roleDefinition } from './roles.ts';
import type { World } from './world.ts';

const memberships = new WeakMap<World['directory'], Map<string, ReadonlySet<string>>>();

/** The principal itself and every group that it is in, directly or through other groups. */
export function principalsOf(world: World, objectId: string): ReadonlySet<string> {
  let known = memberships.get(world.directory);
  if (known === undefined) {
    known = new Map<string, ReadonlySet<string>>();
    memberships.set(world.directory, known);
  }
  const before = known.get(objectId);
  if (before !== undefined) return before;
  const found = new Set([objectId]);
  const groups = Object.values(world.directory).filter((each) => each.kind === 'group');
  for (let size = 0; size !== found.size; ) {
    size = found.size;
    for (const group of groups) if (group.members.some((member) => found.has(member))) found.add(group.id);
  }
  known.set(objectId, found);
  return found;
}

const patterns = new Map<string, RegExp>();

/** `*` matches any run of characters, slashes too; letter case doesn't matter. */
export function actionMatches(pattern: string, action: string): boolean {
  let compiled = patterns.get(pattern);
  if (compiled === undefined) {
    const source = pattern
      .split('*')
      .map((part) => part.replace(/[.\\+?^${}()|[\]]/g, String.raw`\$&`))
      .join('.*');
    compiled = new RegExp(`^${source}$`, 'i');
    patterns.set(pattern, compiled);
  }
  return compiled.test(action);
}

/** Whether one entry grants an action: its own exclusions count, those of other entries don't. */
export function grants(entry: Permission, action: string, data: boolean): boolean {
  const [include, exclude] = data ? [entry.dataActions, entry.notDataActions] : [entry.actions, entry.notActions];
  return include.some((each) => actionMatches(each, action)) && !exclude.some((each) => actionMatches(each, action));
}

/** The role assignments that count for a principal at a scope by `now`. */
function effectiveAssignments(world: World, objectId: string, scope: string, now: Moment): readonly RoleAssignment[] {
  const principals = principalsOf(world, objectId);
  return Object.values(world.assignments).filter(
    (each) =>
      principals.has(each.principalId) &&
      each.effectiveAt <= now &&
      (each.expiresAt ?? Infinity) > now &&
      isAtOrBelow(scope, each.scope),
  );
}

/** One entry per role that the caller holds at a scope (documented example: permissions.listForSubscription). */
export function permissionEntries(world: World, objectId: string, scope: string, now: Moment): readonly Permission[] {
  const roles = new Set(effectiveAssignments(world, objectId, scope, now).map((each) => each.roleId));
  return [...roles].flatMap((id) => roleDefinition(world, id)?.permissions ?? []);
}

/** The deny assignment that forbids it, if one does. Deny assignments win over every role. */
function denialOf(world: World, objectId: string, act: Act): DenyAssignment | undefined {
  if (world.denials.length === 0) return undefined;
  const principals = principalsOf(world, objectId);
  return world.denials.find((denial) => {
    const reaches = denial.doNotApplyToChildScopes
      ? act.scope.toLowerCase() === denial.scope.toLowerCase()
      : isAtOrBelow(act.scope, denial.scope);
    if (!reaches || !grants(denial, act.action, act.data ?? false)) return false;
    if (denial.excludePrincipals.some((each) => principals.has(each))) return false;
    return denial.principals.some((each) => each === everyone || principals.has(each));
  });
}

/** `conditional`: only a role's condition stands in the way; `denied`: roles grant it, a deny assignment takes it away. */
export type Verdict =
  | { readonly is: 'granted' | 'refused' | 'conditional' }
  | { readonly is: 'denied'; readonly by: DenyAssignment };

/** Whether the caller may. */
export function judge(world: World, caller: Pick<Caller, 'objectId'>, act: Act, now: Moment): Verdict {
  const data = act.data ?? false;
  let conditional = false;
  for (const assignment of effectiveAssignments(world, caller.objectId, act.scope, now)) {
    const role = roleDefinition(world, assignment.roleId);
    if (role?.permissions.some((entry) => grants(entry, act.action, data)) !== true) continue;
    if (assignment.condition === null || conditionHolds(assignment.condition, act)) {
      const by = denialOf(world, caller.objectId, act);
      return by === undefined ? { is: 'granted' } : { is: 'denied', by };
    }
    conditional = true;
  }
  return { is: conditional ? 'conditional' : 'refused' };
}

/** Whether the caller holds any role at the scope, above it or below it. */
export function isVisible(world: World, objectId: string, scope: string, now: Moment): boolean {
  const principals = principalsOf(world, objectId);
  return Object.values(world.assignments).some(
    (each) =>
      principals.has(each.principalId) &&
      each.effectiveAt <= now &&
      (each.expiresAt ?? Infinity) > now &&
      (isAtOrBelow(scope, each.scope) || isAtOrBelow(each.scope, scope)),
  );
}
