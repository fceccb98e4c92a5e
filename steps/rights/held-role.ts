import { sameName } from '../../src/domain/names.ts';
import { type Role, rolesFor } from '../../src/domain/roles.ts';
import type { Principal, RoleAssignment } from '../../src/port/azure.ts';
import { unlessClosed } from '../../src/rights/unless-closed.ts';
import type { World } from '../../src/step/world.ts';
import type { Grant, HasGroup, HasInstance, HasSubscription } from '../facts.ts';
import { nearestScope } from './scopes.ts';

/**
 * The roles that somebody holds at the instance, also through groups and from above. What is held above an instance that
 * is still to be made will hold there, too; not being allowed to look so early is no reason to stop.
 */
export async function heldBy(
  world: Pick<World<HasSubscription & HasGroup & HasInstance>, 'azure' | 'facts' | 'absent'>,
  principal: Principal,
): Promise<readonly RoleAssignment[]> {
  const scope = world.facts.instance.id;
  const look = world.azure.roleAssignmentsOf(nearestScope(world, scope), principal.id);
  if (!world.absent.has('instance')) return await look;
  return (await unlessClosed(look)) ?? [];
}

/** Where a role was given, when that is not the scope in question. */
function fromWhere(given: string, scope: string, subscription: string): string {
  if (sameName(given, scope)) return '';
  if (/\/managementGroups\//i.test(given)) return ', from a management group';
  if (given === '' || given === '/') return ', from the whole of Azure';
  if (/^\/subscriptions\/[^/]+$/i.test(given)) return `, from the subscription ${subscription}`;
  if (/^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+$/i.test(given)) return ', from the resource group';
  return ', from above';
}

/** How a principal comes to hold a role at a scope: "through the group Twin Builders, from the subscription"; empty for their own, right there. */
export async function howHeld(
  world: Pick<World<HasSubscription>, 'azure' | 'facts'>,
  { principalId, scope }: RoleAssignment,
  principal: Principal,
  at: string,
): Promise<string> {
  const where = fromWhere(scope, at, world.facts.subscription.name);
  if (sameName(principalId, principal.id)) return where;
  const [group] = await world.azure.principalsById(world.facts.subscription.id, [principalId]);
  return `, through ${group === undefined ? 'a group' : `the group ${group.name}`}${where}`;
}

function covers(assignment: RoleAssignment, roleId: string): boolean {
  return sameName(assignment.roleId, roleId) && !assignment.conditional;
}

/** The assignment that makes another one needless, with its role. */
export function enoughFor(
  what: Role,
  held: readonly RoleAssignment[],
): (Pick<Grant, 'role'> & { assignment: RoleAssignment }) | undefined {
  return rolesFor(what).flatMap((role) =>
    held.filter((each) => covers(each, role.id)).map((assignment) => ({ role, assignment })),
  )[0];
}
