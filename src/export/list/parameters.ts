import type { AssignmentResource } from '../../domain/assignment.ts';
import type { InstanceResource } from '../../domain/instance.ts';
import type { Tags } from '../../domain/kind.ts';
import { contentOf } from '../../domain/resource.ts';
import { type ExportedList, groupsIn, loopedSites, type Site } from './exported-list.ts';

/** Access to an instance, as a template takes it. */
interface AccessValue {
  /** The name that exists, or would be made: the same access under another one is refused. */
  readonly name: string;
  readonly roleId: string;
  readonly principalId: string;
  readonly principalType?: string;
}

/** What the template of a list is given: as many of each as there are, the same way for all. */
export interface ListParameters {
  /** `made` is left out of a group that was there before: it is never written. */
  readonly groups: readonly {
    readonly name: string;
    readonly made?: { readonly location: string; readonly tags: Tags };
  }[];
  /** Instances that the list makes. */
  readonly sites: readonly ({
    readonly name: string;
    readonly resourceGroup: string;
    readonly location: string;
    readonly tags: Tags;
    readonly access: readonly AccessValue[];
  } & Readonly<Record<string, unknown>>)[];
  /** Instances that were there before, and the access that the list gives to them. */
  readonly there: readonly {
    readonly name: string;
    readonly resourceGroup: string;
    readonly access: readonly AccessValue[];
  }[];
}

function accessValue({ name, roleId, principalId, principalType }: AssignmentResource): AccessValue {
  return { name, roleId, principalId, ...(principalType !== undefined && { principalType }) };
}

function siteValue({ name, group, access }: Site, instance: InstanceResource): ListParameters['sites'][number] {
  const { location = '', tags = {}, ...rest } = contentOf(instance) ?? {};
  return { name, resourceGroup: group, location, tags, ...rest, access: access.map(accessValue) };
}

/** The instances of a list, and their groups, as the values that a template loops over. @throws SetupError as {@link loopedSites}. */
export function listParameters(list: ExportedList): ListParameters {
  const sites = loopedSites(list);
  return {
    groups: groupsIn(list).map(({ name, made }) => ({
      name,
      ...(made !== undefined && { made: { location: made.location, tags: made.tags } }),
    })),
    sites: sites.flatMap((site) => (site.instance === undefined ? [] : [siteValue(site, site.instance)])),
    there: sites.flatMap((site) =>
      site.instance === undefined
        ? [{ name: site.name, resourceGroup: site.group, access: site.access.map(accessValue) }]
        : [],
    ),
  };
}

/** Those properties of an instance that are no business of a loop: they are handed on as they are. */
export function handedOn({ sites }: ListParameters): readonly (readonly [key: string, value: unknown])[] {
  const looped = ['name', 'resourceGroup', 'location', 'tags', 'access'];
  return Object.entries(sites[0] ?? {}).filter(([key]) => !looped.includes(key));
}
