import type { Outcome } from '../../context.ts';
import { findGroup } from '../../world/find.ts';
import type { Instance } from '../../world/instances.ts';
import { instanceKey } from '../../world/keys.ts';
import { resourceId } from '../../world/resources.ts';
import { changed } from '../../world/world.ts';
import { bodyOf, type Call, groupOf, param } from '../call.ts';
import { enforceDeletion, enforcePolicies } from '../policy-insights/enforcement.ts';
import { refusal, resourceNotFound } from '../refusal.ts';
import { beingDeleted } from '../resources/resource-groups.ts';
import { tagsOf } from '../resources/tags.ts';
import { instanceBody, instanceType } from './instance-body.ts';
import { create } from './instance-creation.ts';
import { identityOf, withPrincipal } from './instance-identity.ts';
import { begin, refuseBusy, store } from './instance-operation.ts';
import { accessOf, locationOf, systemDataOf } from './instance-request.ts';
import { pollingHeaders } from './operations.ts';

/** The instance of the path, or 404. */
export function instanceOf(call: Call): Instance {
  const group = groupOf(call);
  const found = call.world.instances[instanceKey(group.subscriptionId, group.name, param(call, 'instance'))];
  if (found === undefined) throw resourceNotFound(instanceType, param(call, 'instance'), group.name);
  return found;
}

const body = (call: Call, instance: Instance): object =>
  instanceBody(instance, call.apiVersion, call.context.origin, false);

function withoutIdentity(instance: Instance): Omit<Instance, 'identity'> {
  const copy: { identity?: unknown } & Omit<Instance, 'identity'> = { ...instance };
  delete copy.identity;
  return copy;
}

function withoutFailure(instance: Instance): Omit<Instance, 'fails'> {
  const copy: { fails?: unknown } & Omit<Instance, 'fails'> = { ...instance };
  delete copy.fails;
  return copy;
}

/** PUT over an existing instance replaces its tags, identity and network access: the usual "create or update". */
function update(call: Call, before: Instance, content: Readonly<Record<string, unknown>>, replaces: boolean): Outcome {
  const { now, settings } = call.context;
  const given = tagsOf(content);
  const tags = given ?? (replaces ? null : before.tags);
  enforcePolicies(call, {
    type: instanceType,
    id: resourceId.instance(before.subscriptionId, before.resourceGroup, before.name),
    name: before.name,
    location: before.location,
    tags: tags ?? {},
    publicNetworkAccess: accessOf(content['properties']) ?? (replaces ? 'Enabled' : before.publicNetworkAccess),
    identity: (identityOf(content) ?? before.identity)?.type,
  });
  const wantsIdentity = content['identity'] !== undefined || replaces;
  const [identity, peopled] = wantsIdentity
    ? withPrincipal(call.world, call, { name: before.name, asked: identityOf(content), before: before.identity })
    : [before.identity, call.world];
  const instance: Instance = {
    ...withoutIdentity(before),
    tags,
    ...(identity === undefined ? {} : { identity }),
    publicNetworkAccess: accessOf(content['properties']) ?? (replaces ? 'Enabled' : before.publicNetworkAccess),
    systemData: systemDataOf(call, before.systemData),
    state: 'Updating',
    until: now + settings.creationSeconds * 250,
  };
  const [operation, world] = begin(call, store(peopled, instance), instance, 'Update');
  return {
    reply: {
      status: replaces ? 200 : 202,
      headers: pollingHeaders(operation, call.apiVersion, call.context),
      body: body(call, instance),
    },
    world,
  };
}

/** Makes an instance or replaces one. */
export function putInstance(call: Call): Outcome {
  const group = groupOf(call);
  if (group.goneAt !== undefined) throw beingDeleted(group.name);
  const name = param(call, 'instance');
  const before = call.world.instances[instanceKey(group.subscriptionId, group.name, name)];
  refuseBusy(call, before);
  if (before === undefined) return create(call, name);
  const location = locationOf(call);
  if (location !== before.location) {
    throw refusal(
      409,
      'InvalidResourceLocation',
      `The resource '${before.name}' already exists in location '${before.location}' in resource group '${group.name}'. A resource with the same name cannot be created in location '${location}'. Please select a new resource name.`,
    );
  }
  return update(call, before, bodyOf(call), true);
}

/** Changes what is given. */
export function patchInstance(call: Call): Outcome {
  const before = instanceOf(call);
  refuseBusy(call, before);
  return update(call, before, bodyOf(call), false);
}

/** 202 with the resource in state Deleting; gone some time later (recorded exchange: digitalTwins.delete). Nothing there: 204. */
export function deleteInstance(call: Call): Outcome {
  const { now, settings } = call.context;
  const group = findGroup(call.world, param(call, 'subscription'), param(call, 'group'));
  const before =
    group === undefined
      ? undefined
      : call.world.instances[instanceKey(group.subscriptionId, group.name, param(call, 'instance'))];
  if (before === undefined) return { reply: { status: 204 } };
  enforceDeletion(call, resourceId.instance(before.subscriptionId, before.resourceGroup, before.name), instanceType);
  if (before.state !== 'Deleting') refuseBusy(call, before);
  const until = before.state === 'Deleting' ? (before.until ?? now) : now + settings.deletionSeconds * 1000;
  const instance: Instance = { ...withoutFailure(before), state: 'Deleting', until };
  const held =
    settings.deletedNameHeldSeconds > 0
      ? { [`${before.location}/${before.name}`.toLowerCase()]: until + settings.deletedNameHeldSeconds * 1000 }
      : {};
  const [operation, begun] = begin(call, store(call.world, instance), instance, 'Delete');
  const world = changed(begun, { heldNames: { ...begun.heldNames, ...held } });
  return {
    reply: {
      status: 202,
      headers: pollingHeaders(operation, call.apiVersion, call.context),
      body: body(call, instance),
    },
    world,
  };
}
