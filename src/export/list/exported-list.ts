import type { AssignmentResource } from '../../domain/assignment.ts';
import type { GroupResource } from '../../domain/group.ts';
import type { InstanceResource } from '../../domain/instance.ts';
import { sameName } from '../../domain/names.ts';
import type { Resource } from '../../domain/resource.ts';
import { SetupError } from '../../errors.ts';
import {
  type Declared,
  declaredInstance,
  type Exported,
  type Found,
  groupIdOf,
  groupNameOf,
  instanceNameOf,
  subscriptionOf,
} from '../exported.ts';

/** The set-ups of a list as values: every format of a list is made of this alone. */
export interface ExportedList extends Pick<Exported, 'cloud' | 'tenantId' | 'version' | 'planId' | 'about'> {
  /** What a deployment of it is called: the same for the same list. */
  readonly deployment: string;
  /** The region that keeps the record of that. */
  readonly location: string;
  /** At least one; what several share is declared by each of them. */
  readonly sites: readonly [Exported, ...Exported[]];
}

/** A resource group that instances of a list are in. */
export interface ListedGroup {
  readonly id: string;
  readonly name: string;
  /** As the list makes it, or has made it; undefined where it was there before. */
  readonly made: GroupResource | undefined;
}

/** An instance of a list, and what belongs to it. */
export interface Site {
  readonly name: string;
  /** Its own in the list: the name of the instance, and of its group where two are called the same. */
  readonly key: string;
  /** Name of its group, spelt alike for all that are in it. */
  readonly group: string;
  /** As the list makes it; undefined where it was there before. */
  readonly instance: InstanceResource | undefined;
  readonly access: readonly AssignmentResource[];
  readonly exported: Exported;
}

/** All that a list has made, or would make, each thing once. */
export function declaredIn({ sites }: ExportedList): readonly Declared[] {
  const all = new Map<string, Declared>();
  for (const each of sites.flatMap(({ declared }) => declared)) {
    const id = each.resource.id.toLowerCase();
    // What one row has made may be planned by another, whose look is older.
    if (all.get(id)?.exists !== true) all.set(id, each);
  }
  return [...all.values()];
}

/** What was there before the list, each thing once. */
export function foundIn(list: ExportedList): readonly Found[] {
  const made = declaredIn(list);
  const all = list.sites.flatMap(({ found }) => found);
  const foreign = all.filter(({ id }) => !made.some(({ resource }) => sameName(resource.id, id)));
  return foreign.filter(({ id }, at) => foreign.findIndex((each) => sameName(each.id, id)) === at);
}

/** The groups of a list, in the order in which its instances name them. */
export function groupsIn(list: ExportedList): readonly ListedGroup[] {
  const made = declaredIn(list).map(({ resource }) => resource);
  const all = new Map<string, ListedGroup>();
  for (const site of list.sites) {
    const id = groupIdOf(site);
    if (all.has(id.toLowerCase())) continue;
    const group = made.find((each): each is GroupResource => each.kind === 'group' && sameName(each.id, id));
    all.set(id.toLowerCase(), { id, name: groupNameOf(site), made: group });
  }
  return [...all.values()];
}

/** What only templates of single set-ups can hold. */
function unlisted(resource: Resource, { instanceId }: Exported): boolean {
  return resource.kind === 'other' || (resource.kind === 'assignment' && !sameName(resource.scope, instanceId));
}

/** The instances of a list with what belongs to each. */
export function sitesIn(list: ExportedList): readonly Site[] {
  const names = list.sites.map((each) => instanceNameOf(each).toLowerCase());
  const groups = groupsIn(list);
  return list.sites.map((exported): Site => {
    const name = instanceNameOf(exported);
    const resources = exported.declared.map(({ resource }) => resource);
    const isAlone = names.filter((each) => each === name.toLowerCase()).length === 1;
    return {
      name,
      key: isAlone ? name : `${groupNameOf(exported)}/${name}`,
      group: groups.find(({ id }) => sameName(id, groupIdOf(exported)))?.name ?? groupNameOf(exported),
      instance: declaredInstance(exported),
      access: resources.filter((each) => each.kind === 'assignment'),
      exported,
    };
  });
}

/**
 * The same for a loop over instances.
 * @throws SetupError (refused) where something has no place in it.
 */
export function loopedSites(list: ExportedList): readonly Site[] {
  for (const exported of list.sites) {
    const stray = exported.declared.find(({ resource }) => unlisted(resource, exported));
    if (stray !== undefined) throw cannotLoop(instanceNameOf(exported), stray.resource);
  }
  return sitesIn(list);
}

function cannotLoop(name: string, { id }: Resource): SetupError {
  return new SetupError({
    ending: 'refused',
    code: 'cannot-export',
    message: `The template of a list holds groups, instances and access to them, and ${name} has something else: ${id}.`,
    suggestion: `Use --format az, or write down one instance alone: --name ${name}.`,
  });
}

/**
 * The subscription of a list.
 * @throws SetupError (refused) where there are several: what deploys it goes to one.
 */
export function onlySubscription({ sites }: ExportedList): string {
  const all = [...new Set(sites.map((each) => subscriptionOf(each).toLowerCase()))];
  if (all.length === 1) return subscriptionOf(sites[0]);
  throw new SetupError({
    ending: 'refused',
    code: 'several-subscriptions',
    message: `The list is in ${all.length} subscriptions (${all.join(', ')}), and what is written in this format is deployed to one.`,
    suggestion: 'Say which with --subscription, and export once for each; --format az takes all of them.',
  });
}

/** "3 instances". */
export function listWords({ sites }: ExportedList): string {
  return `${sites.length} ${sites.length === 1 ? 'instance' : 'instances'}`;
}

/** "3 instances of Azure Digital Twins". */
export function listTitle(list: ExportedList): string {
  return `${listWords(list)} of Azure Digital Twins`;
}
