import type { Outcome } from '../../context.ts';
import { resourceId } from '../../world/resources.ts';
import { type Call, param, type Route } from '../call.ts';
import { pagedList } from '../paging.ts';
import { resourceNotFound } from '../refusal.ts';
import { instanceType } from './instance-body.ts';
import { instanceOf } from './instance-changes.ts';

/** The only group that a private endpoint can be for (Azure Digital Twins, "Private Link": sub-resource API). */
function privateLink(call: Call): object {
  const { subscriptionId, resourceGroup, name } = instanceOf(call);
  return {
    id: `${resourceId.instance(subscriptionId, resourceGroup, name)}/privateLinkResources/API`,
    name: 'API',
    type: `${instanceType}/privateLinkResources`,
    properties: {
      groupId: 'API',
      requiredMembers: ['API'],
      requiredZoneNames: ['privatelink.digitaltwins.azure.net'],
    },
  };
}

const listPrivateLinks = (call: Call): Outcome => ({ reply: { status: 200, body: { value: [privateLink(call)] } } });

function getPrivateLink(call: Call): Outcome {
  const { name, resourceGroup } = instanceOf(call);
  if (param(call, 'part').toLowerCase() === 'api') return { reply: { status: 200, body: privateLink(call) } };
  throw resourceNotFound(`${instanceType}/privateLinkResources`, `${name}/${param(call, 'part')}`, resourceGroup);
}

/** None: the sandbox has no private networks, and no clusters for the history of twins. */
function listNone(call: Call): Outcome {
  instanceOf(call);
  return { reply: { status: 200, body: pagedList(call, []) } };
}

const none =
  (part: string) =>
  (call: Call): Outcome => {
    const { name, resourceGroup } = instanceOf(call);
    throw resourceNotFound(`${instanceType}/${part}`, `${name}/${param(call, 'part')}`, resourceGroup);
  };

type Needs = NonNullable<Route['needs']>;

/** What of an instance has to do with networks and history, as lists that are empty or always the same. */
export function networkRoutes(pattern: string, reading: (part: string) => Needs): readonly Route[] {
  const both = (part: string, list: Route['handle'], get: Route['handle']): readonly Route[] =>
    [`${pattern}/${part}`, `${pattern}/${part}/{part}`].map((each, at) => ({
      method: 'GET',
      pattern: each,
      family: 'twins',
      needs: reading(part),
      handle: at === 0 ? list : get,
    }));
  return [
    ...both('privateLinkResources', listPrivateLinks, getPrivateLink),
    ...both('privateEndpointConnections', listNone, none('privateEndpointConnections')),
    ...both('timeSeriesDatabaseConnections', listNone, none('timeSeriesDatabaseConnections')),
  ];
}
