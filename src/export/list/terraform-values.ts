import { subscriptionScope } from '../../domain/names.ts';
import { contentOf } from '../../domain/resource.ts';
import { blank, hclBody, hclTags, hclText, hclValue, type Item, textItem as text } from '../hcl.ts';
import { isPlain } from '../terraform-resources.ts';
import { type ExportedList, groupsIn, type ListedGroup, loopedSites, type Site } from './exported-list.ts';

/** The groups and instances of a list by how they are written. */
export interface Sorted {
  readonly made: readonly ListedGroup[];
  readonly foundGroups: readonly ListedGroup[];
  /** By azurerm. */
  readonly plain: readonly Site[];
  /** By azapi: azurerm has no argument for the network yet. */
  readonly closed: readonly Site[];
  /** Were there before, and are only read. */
  readonly there: readonly Site[];
  readonly all: readonly Site[];
}

/** @throws SetupError as {@link loopedSites}. */
export function sorted(list: ExportedList): Sorted {
  const groups = groupsIn(list);
  const all = loopedSites(list);
  return {
    made: groups.filter(({ made }) => made !== undefined),
    foundGroups: groups.filter(({ made }) => made === undefined),
    plain: all.filter(({ instance }) => instance !== undefined && isPlain(instance)),
    closed: all.filter(({ instance }) => instance !== undefined && !isPlain(instance)),
    there: all.filter(({ instance }) => instance === undefined),
    all,
  };
}

/** An object in a map. */
interface Entry {
  readonly key: string;
  readonly body: readonly Item[];
}

/** A map of objects as a local value; its keys come from outside, and are always quoted. */
function mapItem(key: string, all: readonly Entry[]): Item {
  if (all.length === 0) return { key, value: '{}' };
  const entries = all.map(
    ({ key: each, body }): Item => ({
      key: hclText(each),
      value: ['{', ...hclBody(body, '      '), '    }'].join('\n'),
    }),
  );
  return { key, value: ['{', ...hclBody(entries, '    '), '  }'].join('\n') };
}

const tagsItem = (tags: Readonly<Record<string, string>>): Item => ({ key: 'tags', value: hclTags(tags, '      ') });

function siteEntry({ key, name, group, instance }: Site): Entry {
  const place = [text('name', name), text('group', group)];
  if (instance === undefined) return { key, body: place };
  const { properties = {} } = contentOf(instance) ?? {};
  return {
    key,
    body: [
      ...place,
      text('location', instance.location),
      { key: 'identity', value: String(instance.identity === 'system') },
      tagsItem(instance.tags),
      ...(isPlain(instance) ? [] : [{ key: 'properties', value: hclValue(properties, '      ') }]),
    ],
  };
}

function accessEntries({ key: site, access }: Site): readonly Entry[] {
  return access.map(({ name, roleId, principalId, principalType, scope }) => {
    const role = `${subscriptionScope(scope)}/providers/Microsoft.Authorization/roleDefinitions/${roleId}`;
    const type =
      principalType === undefined ? { key: 'principal_type', value: 'null' } : text('principal_type', principalType);
    return {
      key: name,
      body: [text('site', site), text('role_definition_id', role), text('principal_id', principalId), type],
    };
  });
}

/** All that is looped over, as local values: sites are added and changed there. */
export function localValues({ made, plain, closed, there, all }: Sorted): Item {
  const groups = made.map(({ name, made: group }): Entry => {
    const { location = '', tags = {} } = group ?? {};
    return { key: name, body: [text('location', location), tagsItem(tags)] };
  });
  const maps = [
    [mapItem('groups', groups)],
    ...(plain.length > 0 ? [[mapItem('sites', plain.map(siteEntry))]] : []),
    ...(closed.length > 0
      ? [[{ line: '# With what azurerm has no argument for.' }, mapItem('closed_sites', closed.map(siteEntry))]]
      : []),
    ...(there.length > 0
      ? [[{ line: '# Were there before: they are only read.' }, mapItem('there', there.map(siteEntry))]]
      : []),
    [
      {
        line: '# By their names. Keep them while nothing else changes: the same access under another name is refused.',
      },
      mapItem('access', all.flatMap(accessEntries)),
    ],
  ];
  return { block: 'locals', body: maps.flatMap((items, at) => (at === 0 ? items : [blank, ...items])) };
}
