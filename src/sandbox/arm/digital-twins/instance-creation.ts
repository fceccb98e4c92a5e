import type { Outcome } from '../../context.ts';
import { drawGuid, preciseTime } from '../../world/identifiers.ts';
import type { Instance, Operation } from '../../world/instances.ts';
import { resourceId } from '../../world/resources.ts';
import { bodyOf, type Call, groupOf } from '../call.ts';
import { enforcePolicies } from '../policy-insights/enforcement.ts';
import { refusal } from '../refusal.ts';
import { requireRegistered } from '../resources/providers.ts';
import { tagsOf } from '../resources/tags.ts';
import { instanceBody, instanceType } from './instance-body.ts';
import { identityOf, withPrincipal } from './instance-identity.ts';
import { claimName, refuseTaken } from './instance-names.ts';
import { begin, store } from './instance-operation.ts';
import { accessOf, locationOf, systemDataOf } from './instance-request.ts';
import { pollingHeaders } from './operations.ts';

/** What the setting `creationEnds` lets a creation end with. */
const failure = { code: 'InternalServerError', message: 'An error occurred.' };

function operationIdentifier(call: Call, operation: Operation): string {
  return `tenantId=${call.caller.tenantId},objectId=${call.caller.objectId}/${operation.location}/${operation.id}`;
}

/** 201 with the resource in state Provisioning; without a host name until it is ready (recorded exchange: digitalTwins.createOrUpdate). */
export function create(call: Call, name: string): Outcome {
  const { now, settings } = call.context;
  const group = groupOf(call);
  const location = locationOf(call);
  const content = bodyOf(call);
  const tags = tagsOf(content) ?? null;
  requireRegistered(call.world, group.subscriptionId, 'Microsoft.DigitalTwins');
  enforcePolicies(call, {
    type: instanceType,
    id: resourceId.instance(group.subscriptionId, group.name, name),
    name,
    location,
    tags: tags ?? {},
    publicNetworkAccess: accessOf(content['properties']) ?? 'Enabled',
    identity: identityOf(content)?.type,
  });
  const claimed = claimName(call.world, name, location);
  refuseTaken(claimed, name, location, now);
  const inRegion = Object.values(call.world.instances).filter(
    (each) => each.subscriptionId === group.subscriptionId && each.location === location,
  ).length;
  if (inRegion >= settings.instancesPerRegion) {
    // The service's own wording isn't known; the limit is documented, code and status follow ARM's quota errors.
    throw refusal(
      409,
      'QuotaExceeded',
      `The subscription has reached its limit of ${settings.instancesPerRegion} Azure Digital Twins instances in region '${location}'.`,
      { by: 'provider' },
    );
  }
  const [key, spent] = drawGuid(claimed);
  const made = preciseTime(now);
  const [identity, peopled] = withPrincipal(spent, call, { name, asked: identityOf(content) });
  const instance: Instance = {
    subscriptionId: group.subscriptionId,
    resourceGroup: group.name,
    name,
    location,
    tags,
    ...(identity === undefined ? {} : { identity }),
    publicNetworkAccess: accessOf(content['properties']) ?? 'Enabled',
    createdTime: made,
    lastUpdatedTime: made,
    systemData: systemDataOf(call, undefined),
    hostLabel: null,
    state: 'Provisioning',
    until: now + settings.creationSeconds * 1000,
    ...(settings.creationEnds === 'Failed' ? { fails: failure } : {}),
    key,
  };
  const [operation, world] = begin(call, store(peopled, instance), instance, 'Create');
  const headers = {
    ...pollingHeaders(operation, call.apiVersion, call.context),
    'x-ms-operation-identifier': operationIdentifier(call, operation),
  };
  return {
    reply: { status: 201, headers, body: instanceBody(instance, call.apiVersion, call.context.origin, false) },
    world,
  };
}
