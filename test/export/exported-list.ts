import type { Declared, Exported } from '../../src/export/exported.ts';
import type { ExportedList } from '../../src/export/list/exported-list.ts';
import { everything } from '../support/exported.ts';
import { newAssignment, newGroup, newInstance } from '../support/resources.ts';

const subscriptionId = everything.instanceId.split('/')[2] ?? '';
const person = '3c7f1b92-85d0-4ea6-b24f-60d91e8a53c7';
const owner = 'bcd981a7-7f74-457b-83e1-cceb9e632ffe';
const reader = 'd57506d4-4c8d-48b1-8587-93c323f6a5a3';

type Instance = ReturnType<typeof newInstance>;

/** What a site of a list has made, and found. */
interface Site {
  readonly name: string;
  readonly group: string;
  readonly location?: string;
  readonly makes: readonly ('group' | 'instance' | 'access')[];
  readonly change?: Partial<Instance>;
  readonly tags?: Readonly<Record<string, string>>;
  readonly exists?: boolean;
  readonly subscriptionId?: string;
}

/** A row of a list, as it is written down. */
export function siteOf(site: Site): Exported {
  const { name, group: resourceGroup, location = 'westeurope', makes, exists = true } = site;
  const tags = site.tags ?? { 'adt-setup': name, team: 'a' };
  const place = site.subscriptionId ?? subscriptionId;
  const group = newGroup(place, resourceGroup, 'westeurope', tags);
  const instance: Instance = {
    ...newInstance({ subscriptionId: place, resourceGroup, name, tags, location }),
    ...site.change,
  };
  const roleId = name.startsWith('r') ? reader : owner;
  const access = newAssignment({ scope: instance.id, roleId, principalId: person, principalType: 'User' });
  const all = { group, instance, access };
  const declared = makes.map((kind): Declared => ({ resource: all[kind], exists }));
  const found = (['group', 'instance'] as const).filter((kind) => !makes.includes(kind));
  return {
    ...everything,
    instanceId: instance.id,
    location,
    hostName: exists ? `${name}.api.weu.digitaltwins.azure.net` : undefined,
    declared,
    found: found.map((kind) => ({ kind, id: all[kind].id })),
    access: { ...everything.access, principal: 'Ana Lima', principalId: person, role: 'x', roleId },
  };
}

/** A list of these sites. */
export function listOf(...[first, ...others]: readonly [Exported, ...Exported[]]): ExportedList {
  return {
    cloud: everything.cloud,
    tenantId: everything.tenantId,
    version: everything.version,
    planId: everything.planId,
    deployment: 'adt-setup-2026-01-06-a1b2c3',
    location: 'westeurope',
    about: ['Looked at in Azure: all of it.'],
    sites: [first, ...others],
  };
}

const all = ['group', 'instance', 'access'] as const;

const made = [
  siteOf({ name: 'one-twins', group: 'rg-a', makes: all }),
  siteOf({ name: 'two-twins', group: 'rg-a', location: 'uksouth', makes: ['instance', 'access'] }),
  siteOf({ name: 'three-twins', group: 'rg-b', makes: all }),
] as const;

/** A site that shares the group that another of its list has made. */
function sharing(site: Exported, owner: Exported): Exported {
  const group = owner.declared.filter(({ resource }) => resource.kind === 'group');
  return { ...site, declared: [...group, ...site.declared], found: site.found.filter(({ kind }) => kind !== 'group') };
}

const threeMade = listOf(made[0], sharing(made[1], made[0]), made[2]);

const closed = { publicNetworkAccess: 'disabled', identity: 'system' } as const;

/** Lists by what their rows found and made. */
export const lists: Readonly<Record<string, ExportedList>> = {
  'three of two groups': threeMade,
  'a group and an instance that were there, a closed one': listOf(
    made[0],
    siteOf({ name: 'closed-twins', group: 'rg-b', makes: all, change: closed }),
    siteOf({ name: 'found-twins', group: 'rg-there', makes: ['access'] }),
    siteOf({ name: 'rest-twins', group: 'rg-there', makes: ['instance'], change: { identity: 'system' } }),
    siteOf({ name: 'only-read', group: 'rg-there', makes: [] }),
  ),
  'all was there': listOf(
    siteOf({ name: 'found-twins', group: 'rg-there', makes: ['access'] }),
    siteOf({ name: 'only-read', group: 'rg-other', makes: [] }),
  ),
  'nothing is there yet': listOf(
    siteOf({ name: 'one-twins', group: 'rg-a', makes: all, exists: false }),
    siteOf({ name: 'two-twins', group: 'rg-b', makes: all, exists: false }),
  ),
  'only one': listOf(made[0]),
  'two of one name, in two groups': listOf(
    siteOf({ name: 'same-twins', group: 'rg-a', makes: all }),
    siteOf({ name: 'same-twins', group: 'rg-b', location: 'uksouth', makes: all }),
  ),
};

/** A list whose groups and instances have these tags. */
export function taggedList(tags: Readonly<Record<string, string>>): ExportedList {
  return listOf(
    siteOf({ name: 'one-twins', group: 'rg-a', makes: all, tags }),
    siteOf({ name: 'closed-twins', group: 'rg-b', makes: all, tags, change: closed }),
  );
}
