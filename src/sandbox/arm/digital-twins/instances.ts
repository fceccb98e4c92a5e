import type { Outcome } from '../../context.ts';
import { findGroup } from '../../world/find.ts';
import type { Instance } from '../../world/instances.ts';
import { regionNamed } from '../../world/regions.ts';
import { resourceId } from '../../world/resources.ts';
import { bodyOf, type Call, groupOf, param, type Route, subscriptionOf } from '../call.ts';
import { pagedList } from '../paging.ts';
import { badContent } from '../refusal.ts';
import { requireRegistered } from '../resources/providers.ts';
import { deleteEndpoint, getEndpoint, listEndpoints, putEndpoint } from './endpoints.ts';
import { instanceBody, instanceType } from './instance-body.ts';
import { deleteInstance, instanceOf, patchInstance, putInstance } from './instance-changes.ts';
import { claimName, isNameFree } from './instance-names.ts';
import { notOffered } from './instance-request.ts';
import { networkRoutes } from './network-parts.ts';

const body = (call: Call, instance: Instance): object =>
  instanceBody(instance, call.apiVersion, call.context.origin, true);

function get(call: Call): Outcome {
  return { reply: { status: 200, body: body(call, instanceOf(call)) } };
}

/** 204 when it is there, 404 when not (Microsoft.Resources, "Resources - Check Existence By Id"). */
function head(call: Call): Outcome {
  instanceOf(call);
  return { reply: { status: 204 } };
}

/** No nextLink on the only page; an empty list where the provider isn't registered (recorded exchange: digitalTwins.listByResourceGroup). */
function list(call: Call): Outcome {
  const { id } = subscriptionOf(call);
  const group = param(call, 'group') === '' ? undefined : groupOf(call);
  const found = Object.values(call.world.instances).filter(
    (each) =>
      each.subscriptionId === id &&
      (group === undefined || each.resourceGroup.toLowerCase() === group.name.toLowerCase()),
  );
  return {
    reply: {
      status: 200,
      body: pagedList(
        call,
        found.map((each) => body(call, each)),
      ),
    },
  };
}

/** Always 200; free names have no `reason`, taken ones name the region (recorded exchange: digitalTwins.checkNameAvailability). */
function checkName(call: Call): Outcome {
  const { id } = subscriptionOf(call);
  const location = regionNamed(param(call, 'location'));
  const name = bodyOf(call)['name'];
  if (typeof name !== 'string' || bodyOf(call)['type'] !== instanceType)
    throw badContent(`The request content was invalid: 'name' and 'type' (${instanceType}) are required.`);
  if (call.context.settings.nameCheckUnregistered === 'refused')
    requireRegistered(call.world, id, 'Microsoft.DigitalTwins');
  if (location?.twinsCode === undefined) {
    throw notOffered(param(call, 'location'));
  }
  const world = claimName(call.world, name, location.name);
  const reply = isNameFree(world, name, location.name, call.context.now);
  return world === call.world
    ? { reply: { status: 200, body: reply } }
    : { reply: { status: 200, body: reply }, world };
}

const at =
  (verb: string) =>
  (call: Call): { action: string; scope: string } => {
    const { id } = subscriptionOf(call);
    const group = param(call, 'group');
    const instance = param(call, 'instance');
    const name = findGroup(call.world, id, group)?.name ?? group;
    const scope =
      group === ''
        ? resourceId.subscription(id)
        : instance === ''
          ? resourceId.group(id, name)
          : resourceId.instance(id, name, instance);
    return { action: `${instanceType}/${verb}`, scope };
  };

const pattern =
  '/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.DigitalTwins/digitalTwinsInstances';

function endpointRoutes(instance: string): readonly Route[] {
  const one = `${instance}/endpoints/{endpoint}`;
  const family = 'twins';
  return [
    { method: 'GET', pattern: `${instance}/endpoints`, family, needs: at('endpoints/read'), handle: listEndpoints },
    { method: 'GET', pattern: one, family, needs: at('endpoints/read'), handle: getEndpoint },
    { method: 'PUT', pattern: one, family, needs: at('endpoints/write'), handle: putEndpoint },
    { method: 'DELETE', pattern: one, family, needs: at('endpoints/delete'), handle: deleteEndpoint },
  ];
}

export const instanceRoutes: readonly Route[] = [
  {
    method: 'GET',
    pattern: '/subscriptions/{subscription}/providers/Microsoft.DigitalTwins/digitalTwinsInstances',
    family: 'twins',
    needs: at('read'),
    handle: list,
  },
  { method: 'GET', pattern, family: 'twins', needs: at('read'), handle: list },
  { method: 'GET', pattern: `${pattern}/{instance}`, family: 'twins', needs: at('read'), handle: get },
  { method: 'HEAD', pattern: `${pattern}/{instance}`, family: 'twins', needs: at('read'), handle: head },
  { method: 'PUT', pattern: `${pattern}/{instance}`, family: 'twins', needs: at('write'), handle: putInstance },
  { method: 'PATCH', pattern: `${pattern}/{instance}`, family: 'twins', needs: at('write'), handle: patchInstance },
  { method: 'DELETE', pattern: `${pattern}/{instance}`, family: 'twins', needs: at('delete'), handle: deleteInstance },
  ...endpointRoutes(`${pattern}/{instance}`),
  ...networkRoutes(`${pattern}/{instance}`, at),
  {
    method: 'POST',
    pattern:
      '/subscriptions/{subscription}/providers/Microsoft.DigitalTwins/locations/{location}/checkNameAvailability',
    family: 'twins',
    changesNothing: true,
    needs: (call) => ({
      action: 'Microsoft.DigitalTwins/locations/checkNameAvailability/action',
      scope: resourceId.subscription(subscriptionOf(call).id),
    }),
    handle: checkName,
  },
];
