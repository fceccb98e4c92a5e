import type { Outcome } from '../../context.ts';
import { resourceId } from '../../world/resources.ts';
import { type Call, param, type Route } from '../call.ts';
import { pagedList } from '../paging.ts';
import { refusal, resourceNotFound } from '../refusal.ts';
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

/** DELETE of what is not there: 204, as of everything else of an instance. */
function deleteNone(call: Call): Outcome {
  instanceOf(call);
  return { reply: { status: 204 } };
}

/** Nothing of this kind can be made here, and nobody is to believe that it was. */
const notHere =
  (what: string) =>
  (call: Call): Outcome => {
    instanceOf(call);
    throw refusal(501, 'NotInSandbox', `The sandbox has no ${what}: in Azure this would be made.`, { by: 'provider' });
  };

type Needs = NonNullable<Route['needs']>;

/** What of an instance has to do with networks and history, as lists that are empty or always the same. */
export function networkRoutes(pattern: string, needs: (action: string) => Needs): readonly Route[] {
  const both = (part: string, list: Route['handle'], get: Route['handle']): readonly Route[] =>
    [`${pattern}/${part}`, `${pattern}/${part}/{part}`].map((each, at) => ({
      method: 'GET',
      pattern: each,
      family: 'twins',
      needs: needs(`${part}/read`),
      handle: at === 0 ? list : get,
    }));
  const changing = (part: string, what: string): readonly Route[] => {
    const one = { pattern: `${pattern}/${part}/{part}`, family: 'twins' } as const;
    return [
      { ...one, method: 'PUT', needs: needs(`${part}/write`), handle: notHere(what) },
      { ...one, method: 'DELETE', needs: needs(`${part}/delete`), handle: deleteNone },
    ];
  };
  return [
    ...both('privateLinkResources', listPrivateLinks, getPrivateLink),
    ...both('privateEndpointConnections', listNone, none('privateEndpointConnections')),
    ...both('timeSeriesDatabaseConnections', listNone, none('timeSeriesDatabaseConnections')),
    ...changing('privateEndpointConnections', 'private networks'),
    ...changing('timeSeriesDatabaseConnections', 'clusters for the history of twins'),
  ];
}
