import type { Kind, Tags } from './kind.ts';
import { subscriptionScope } from './names.ts';
import { actions } from './right.ts';
import { tagArguments, tagWords } from './tags.ts';

export interface GroupResource {
  readonly kind: 'group';
  readonly id: string;
  readonly name: string;
  /** Canonical region name: "westeurope". */
  readonly location: string;
  readonly tags: Tags;
}

/** Full resource id of a resource group. */
export function resourceGroupId(subscriptionId: string, name: string): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/${name}`;
}

/** Microsoft.Resources/resourceGroups (Resource Manager, "Resource groups: create or update"). */
export const groupKind: Kind<GroupResource> = {
  type: () => 'Microsoft.Resources/resourceGroups',
  apiVersion: () => '2021-04-01',
  action: () => actions.createGroup,
  scope: ({ id }) => subscriptionScope(id),
  target: ({ id }) => id,
  content: ({ location, tags }) => ({ location, tags }),
  az: ({ name, location, tags }) => [
    ...['az', 'group', 'create', '--name', name, '--location', location],
    ...tagArguments(tags),
  ],
  visit: ({ id, name, location, tags }, names) => ({
    at: subscriptionScope(id),
    page: 'overview',
    then: `choose Resource groups, then Create, with the name "${name}", the region ${names.region(location)}${tagWords(tags)}`,
  }),
  thing: ({ name, location }, names) => `${name}, ${names.region(location)}`,
  happens: 'will be created: ',
  closed: (_, thing) => `you may not create it: ${thing}`,
  became: 'created',
  does: () => 'create the resource group',
  asks: () => 'create the resource group',
  word: () => 'group',
};
