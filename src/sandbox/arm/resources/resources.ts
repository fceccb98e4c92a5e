import type { Outcome } from '../../context.ts';
import type { Instance } from '../../world/instances.ts';
import { resourceId } from '../../world/resources.ts';
import { judge } from '../../world/rights.ts';
import { type Call, groupOf, param, type Route, subscriptionOf } from '../call.ts';
import { instanceType } from '../digital-twins/instance-body.ts';
import { pagedList } from '../paging.ts';
import { refusal } from '../refusal.ts';

type Test = (instance: Instance) => boolean;

const properties: Readonly<Record<string, (instance: Instance) => string>> = {
  resourcetype: () => instanceType,
  name: (instance) => instance.name,
  resourcegroup: (instance) => instance.resourceGroup,
  location: (instance) => instance.location,
};

/** Comparisons with `eq` and `ne`, joined by `and`, in any letter case (Microsoft's reference of "Resources - List"). */
function testOf(filter: string): Test {
  const tests = filter.split(/\s+and\s+/i).map((part): Test => {
    const [, name = '', verb = '', value = ''] = /^\s*(\w+)\s+(eq|ne)\s+'((?:[^']|'')*)'\s*$/i.exec(part) ?? [];
    const read = properties[name.toLowerCase()];
    if (read === undefined)
      throw refusal(400, 'InvalidFilterInQueryString', `Invalid $filter '${filter}' specified in the query string.`);
    const wanted = value.replaceAll("''", "'").toLowerCase();
    return (instance) => (read(instance).toLowerCase() === wanted) === (verb.toLowerCase() === 'eq');
  });
  return (instance) => tests.every((test) => test(instance));
}

/** A resource as lists of all types show it: nothing of the provider's own, and times when they are asked for. */
function genericBody(instance: Instance, expand: string): object {
  const wants = (name: string): boolean => expand.toLowerCase().split(',').includes(name.toLowerCase());
  return {
    id: resourceId.instance(instance.subscriptionId, instance.resourceGroup, instance.name),
    name: instance.name,
    type: instanceType,
    location: instance.location,
    ...(instance.identity === undefined ? {} : { identity: instance.identity }),
    ...(instance.tags === null ? {} : { tags: instance.tags }),
    ...(wants('createdTime') ? { createdTime: instance.createdTime } : {}),
    ...(wants('changedTime') ? { changedTime: instance.lastUpdatedTime } : {}),
    ...(wants('provisioningState') ? { provisioningState: instance.state } : {}),
  };
}

/** Every resource of a subscription or a group that the caller may read: here, all are instances. */
function list(call: Call): Outcome {
  const { world, caller, context, ask } = call;
  const { id } = subscriptionOf(call);
  const group = param(call, 'group') === '' ? undefined : groupOf(call).name.toLowerCase();
  const filter = ask.query.get('$filter') ?? '';
  const matches = filter.trim() === '' ? (): boolean => true : testOf(filter);
  const found = Object.values(world.instances).filter((each) => {
    if (each.subscriptionId !== id || (group !== undefined && each.resourceGroup.toLowerCase() !== group)) return false;
    const scope = resourceId.instance(id, each.resourceGroup, each.name);
    return (
      matches(each) && judge(world, caller, { action: `${instanceType}/read`, scope }, context.now).is === 'granted'
    );
  });
  const expand = ask.query.get('$expand') ?? '';
  return {
    reply: {
      status: 200,
      body: pagedList(
        call,
        found.map((each) => genericBody(each, expand)),
      ),
    },
  };
}

export const resourceRoutes: readonly Route[] = [
  { method: 'GET', pattern: '/subscriptions/{subscription}/resources', family: 'resources', handle: list },
  {
    method: 'GET',
    pattern: '/subscriptions/{subscription}/resourceGroups/{group}/resources',
    family: 'resources',
    handle: list,
  },
];
