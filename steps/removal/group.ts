import { resourceGroupId } from '../../src/domain/group.ts';
import { nameIn, sameName } from '../../src/domain/names.ts';
import type { Resident } from '../../src/port/azure.ts';
import { may } from '../../src/rights/match.ts';
import { unlessClosed } from '../../src/rights/unless-closed.ts';
import { type Before, ownWork, type Removal, type RemovalWorld } from '../../src/step/removal.ts';
import { isAnother, notOurs } from './remade.ts';

/** Names that a line has room for. */
const mostNames = 3;

/** "storage account" for "Microsoft.Storage/storageAccounts". */
function typeWords(type: string): string {
  const last = type.split('/').at(-1) ?? type;
  const words = last.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  return words.replace(/ies$/, 'y').replace(/(?<!s)s$/, '');
}

function residentWords(all: readonly Resident[]): string {
  const named = all.slice(0, mostNames).map(({ name, type }) => `${typeWords(type)} ${name}`.trim());
  const more = all.length - named.length;
  return `${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** An action that only somebody who may read everything may do: nobody gives a role for just this. */
const readsAll = 'Microsoft.Unheard/of/read';

function placeOf({ thing }: RemovalWorld): { subscription: string; name: string; id: string } {
  const subscription = nameIn(thing.id, 'subscriptions') ?? '';
  const name = nameIn(thing.id, 'resourceGroups') ?? '';
  return { subscription, name, id: resourceGroupId(subscription, name) };
}

/** What is in a group besides what goes before it; ours that the list still shows apart. Undefined without a complete list. */
async function others(
  world: RemovalWorld,
): Promise<{ readonly foreign: readonly Resident[]; readonly late: readonly Resident[] } | undefined> {
  const { azure, going } = world;
  const { subscription, name, id } = placeOf(world);
  const entries = await unlessClosed(azure.permissions(id));
  if (entries !== undefined && !may(entries, readsAll)) return undefined;
  const all = await azure.groupContents(subscription, name);
  if (all === undefined) return undefined;
  const isOurs = (each: Resident): boolean => going.some((gone) => sameName(gone, each.id));
  return { foreign: all.filter((each) => !isOurs(each)), late: all.filter(isOurs) };
}

/** Roles of others that were given on the group itself: they would go with it. Undefined when they can't be read. */
async function foreignRoles({ azure, going, thing }: RemovalWorld): Promise<number | undefined> {
  const all = await unlessClosed(azure.roleAssignments(thing.id));
  return all?.filter(({ id, scope }) => sameName(scope, thing.id) && !going.some((gone) => sameName(gone, id))).length;
}

/** Why the group stays, though this set-up made it: something else is in it, or it can't be seen whether there is. */
async function whyItStays(world: RemovalWorld): Promise<string | undefined> {
  const contents = await others(world);
  if (contents === undefined) return "what else is in it can't be seen: you may not read all of it";
  if (contents.foreign.length > 0) return `also holds: ${residentWords(contents.foreign)}`;
  const roles = await foreignRoles(world);
  if (roles === undefined) return "who else has access to it can't be seen";
  return roles === 0 ? undefined : `others were given access to it (${roles} role${roles === 1 ? '' : 's'})`;
}

/** The last look: nothing else has come into it, and what went before it has left its list, too. */
async function before(world: RemovalWorld): Promise<Before> {
  const why = await whyItStays(world);
  if (why !== undefined) return { is: 'stay', why };
  const late = (await others(world))?.late ?? [];
  return late.length === 0
    ? { is: 'free' }
    : { is: 'wait', says: `waiting until its list no longer shows ${late.map(({ name }) => name).join(', ')}` };
}

/** A group goes only when this set-up made it, and nothing else is in it. */
export async function removeGroup(world: RemovalWorld): Promise<Removal> {
  const { azure, thing } = world;
  const { subscription, name } = placeOf(world);
  const found = await azure.resourceGroup(subscription, name);
  if (found === undefined) return { kind: 'gone', says: name };
  const look = async (): Promise<'there' | 'under-way' | 'absent'> => {
    const now = await azure.resourceGroup(subscription, name);
    if (now === undefined) return 'absent';
    if (now.provisioningState === 'Deleting') return 'under-way';
    return isAnother(thing, (await azure.find(thing))?.born) ? 'absent' : 'there';
  };
  const remove: Removal = {
    kind: 'remove',
    removes: { kind: 'group', id: thing.id },
    says: name,
    why: ownWork,
    az: [['az', 'group', 'delete', '--name', name, '--subscription', subscription]],
    look,
    before: () => before(world),
    // Recorded deletions of groups took up to 2435 s.
    longest: 2700,
    doing: 'Azure is deleting it',
  };
  if (found.provisioningState === 'Deleting') return remove;
  const other = notOurs(thing, name, (await azure.find(thing))?.born);
  if (other !== undefined) return other;
  if (found.managedBy !== undefined) {
    return { kind: 'stays', says: name, why: `another application manages it by now (${found.managedBy})` };
  }
  const why = await whyItStays(world);
  return why === undefined ? remove : { kind: 'stays', says: name, why };
}
