import type { Argv } from '../text/argv.ts';
import { resourceGroupId } from './group.ts';
import type { Content, Kind, Tags } from './kind.ts';
import { groupScope } from './names.ts';
import { actions } from './right.ts';
import { tagArguments, tagWords } from './tags.ts';

/** What an instance can be given besides its name, region, group and tags. A new property is one line here and one row below. */
export interface InstanceProperties {
  readonly identity: 'none' | 'system';
  readonly publicNetworkAccess: 'enabled' | 'disabled';
}

export interface InstanceResource extends InstanceProperties {
  readonly kind: 'instance';
  readonly id: string;
  /** Name of its resource group. */
  readonly group: string;
  readonly name: string;
  /** Canonical region name: "westeurope". */
  readonly location: string;
  readonly tags: Tags;
}

/** As found in Azure: `other` where it is something that this program never makes. */
export type FoundProperties = { readonly [Key in keyof InstanceProperties]: InstanceProperties[Key] | 'other' };

interface Property<Value> {
  /** What Azure makes when nobody says anything. */
  readonly usual: Value;
  /** Its part of the PUT's body (Microsoft.DigitalTwins 2023-01-31, `DigitalTwinsDescription`). */
  content(value: Value): Content;
  read(body: Content): Value | 'other';
  /** Its arguments of `az dt create`. */
  az(value: Value): Argv;
  /** After "with", where it differs from what the portal makes by itself. */
  words(value: Value): string | undefined;
}

const properties: { readonly [Key in keyof InstanceProperties]: Property<InstanceProperties[Key]> } = {
  identity: {
    usual: 'none',
    content: (value) => ({ identity: { type: value === 'system' ? 'SystemAssigned' : 'None' } }),
    read({ identity }) {
      const type = textOf(identity?.['type'], 'None');
      return type === 'none' ? 'none' : type === 'systemassigned' ? 'system' : 'other';
    },
    az: (value) => (value === 'system' ? ['--mi-system-assigned'] : []),
    words: (value) => (value === 'system' ? 'a system-assigned identity' : undefined),
  },
  publicNetworkAccess: {
    usual: 'enabled',
    content: (value) => ({ properties: { publicNetworkAccess: value === 'disabled' ? 'Disabled' : 'Enabled' } }),
    read: ({ properties: found }) =>
      textOf(found?.['publicNetworkAccess'], 'Enabled') === 'disabled' ? 'disabled' : 'enabled',
    az: (value) => (value === 'disabled' ? ['--public-network-access', 'Disabled'] : []),
    words: (value) => (value === 'disabled' ? 'no access from public networks' : undefined),
  },
};

function textOf(value: unknown, usual: string): string {
  return (typeof value === 'string' ? value : usual).toLowerCase();
}

type Row = Property<InstanceProperties[keyof InstanceProperties]>;

/** What each property makes of its value in an instance. */
function each<Made>(
  of: InstanceProperties,
  make: (row: Row, value: InstanceProperties[keyof InstanceProperties]) => Made,
): Made[] {
  const rows = Object.entries(properties) as unknown as readonly (readonly [keyof InstanceProperties, Row])[];
  return rows.map(([key, row]) => make(row, of[key]));
}

/** What Azure makes when nobody says anything. */
export const usualProperties = Object.fromEntries(
  Object.entries(properties).map(([key, { usual }]) => [key, usual]),
) as unknown as InstanceProperties;

/** The properties of an instance that is there, from the body that Azure gives of it. */
export function readProperties(body: Content): FoundProperties {
  return Object.fromEntries(
    Object.entries(properties).map(([key, { read }]) => [key, read(body)]),
  ) as unknown as FoundProperties;
}

/** "Microsoft.DigitalTwins/digitalTwinsInstances". */
export const instanceType = 'Microsoft.DigitalTwins/digitalTwinsInstances';

export const instanceVersion = '2023-01-31';

/** Full resource id of an Azure Digital Twins instance. */
export function instanceId(subscriptionId: string, resourceGroup: string, name: string): string {
  return `${resourceGroupId(subscriptionId, resourceGroup)}/providers/${instanceType}/${name}`;
}

export const instanceKind: Kind<InstanceResource> = {
  type: () => instanceType,
  apiVersion: () => instanceVersion,
  action: () => actions.createInstance,
  scope: ({ id }) => groupScope(id),
  target: ({ id }) => id,
  content(instance) {
    const { location, tags } = instance;
    const parts = each(instance, (row, value) => row.content(value));
    const own = Object.assign({}, ...parts.map((part) => part.properties)) as Record<string, unknown>;
    return { location, tags, ...(Object.assign({}, ...parts) as Content), properties: own };
  },
  az: (instance) => [
    ...['az', 'dt', 'create', '--dt-name', instance.name],
    ...['--resource-group', instance.group, '--location', instance.location],
    ...each(instance, (row, value) => row.az(value)).flat(),
    ...tagArguments(instance.tags),
  ],
  removal: (id) => ['az', 'resource', 'delete', '--ids', id],
  visit(instance, names) {
    const { name, location, tags } = instance;
    const more = each(instance, (row, value) => row.words(value)).filter((words) => words !== undefined);
    return {
      at: groupScope(instance.id),
      page: 'overview',
      then: `choose Create, look for Azure Digital Twins, and create it with the name "${name}", the region ${names.region(location)}${tagWords(tags)}${more.map((words) => `, ${words}`).join('')}`,
    };
  },
  thing: ({ name, location }, names) => `${name}, ${names.region(location)}`,
  happens: 'will be created: ',
  closed: (_, thing) => `you may not create it: ${thing}`,
  became: 'created',
  does: () => 'create the instance',
  asks: () => 'create the Azure Digital Twins instance',
  word: () => 'instance',
};
