import { parentScope, sameName, scopeName } from '../../src/domain/names.ts';
import { dataRoleOf } from '../../src/domain/roles.ts';
import { SetupError } from '../../src/errors.ts';
import { unlessClosed } from '../../src/rights/unless-closed.ts';
import { ownWork, type Removal, type RemovalWorld } from '../../src/step/removal.ts';
import { isAnother, notOurs } from './remade.ts';

/**
 * Reads the assignment itself. One that Azure refuses to show is gone when what it was on is gone: then there is nobody left to ask
 * about it.
 */
async function read({ azure, thing }: RemovalWorld): ReturnType<RemovalWorld['azure']['roleAssignment']> {
  try {
    return await azure.roleAssignment(thing.id);
  } catch (error) {
    if (!(error instanceof SetupError) || error.httpStatus !== 403) throw error;
    const on = parentScope(thing.id);
    if ((await azure.find({ kind: 'instance', id: on })) === undefined) return undefined;
    throw error;
  }
}

/** "Ana Lima's Data Owner" */
async function words(world: RemovalWorld, principalId: string, roleId: string): Promise<string> {
  const { azure, thing } = world;
  const subscription = thing.id.split('/')[2] ?? '';
  const names = (await unlessClosed(azure.principalsById(subscription, [principalId]))) ?? [];
  const name = names.find(({ id }) => sameName(id, principalId))?.name ?? `the account ${principalId}`;
  const role = dataRoleOf(roleId)?.name.replace('Azure Digital Twins ', '') ?? 'role';
  return `${name}'s ${role}`;
}

/** Where the same principal has the same role besides, which stays: "Ana Lima also has it from the subscription". */
async function remains(world: RemovalWorld, principalId: string, roleId: string): Promise<string> {
  const { azure, thing } = world;
  const held = (await unlessClosed(azure.roleAssignmentsOf(parentScope(thing.id), principalId))) ?? [];
  const others = held.filter((each) => sameName(each.roleId, roleId) && !sameName(each.id, thing.id));
  const from = [...new Set(others.map(({ scope }) => scopeName(scope)))];
  return from.length === 0 ? '' : `; access remains through ${from.join(', ')}`;
}

/** Exactly the one assignment that this set-up made, by its id; what the same person has from elsewhere stays. */
export async function removeRole(world: RemovalWorld): Promise<Removal> {
  const { thing } = world;
  const found = await read(world);
  const { sent } = thing;
  const known = found ?? (sent?.kind === 'assignment' ? sent : undefined);
  const says = known === undefined ? 'the role' : await words(world, known.principalId, known.roleId);
  if (found === undefined) return { kind: 'gone', says };
  const other = notOurs(thing, says, found.createdOn);
  if (other !== undefined) return other;
  return {
    kind: 'remove',
    removes: { kind: 'assignment', id: thing.id },
    says,
    why: `${ownWork}${await remains(world, found.principalId, found.roleId)}`,
    az: [['az', 'role', 'assignment', 'delete', '--ids', thing.id]],
    async look() {
      const now = await read(world);
      return now === undefined || isAnother(thing, now.createdOn) ? 'absent' : 'there';
    },
    longest: 120,
    doing: 'Azure is taking the role away',
  };
}
