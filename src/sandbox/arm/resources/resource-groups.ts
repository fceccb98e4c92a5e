import type { Outcome } from '../../context.ts';
import { begun } from '../../world/contoso/standing.ts';
import { crowdGroupAt } from '../../world/crowd.ts';
import { findGroup } from '../../world/find.ts';
import { preciseTime } from '../../world/identifiers.ts';
import { groupKey } from '../../world/keys.ts';
import { regionNamed, regions } from '../../world/regions.ts';
import { resourceId } from '../../world/resources.ts';
import { judge } from '../../world/rights.ts';
import type { ResourceGroup } from '../../world/subscriptions.ts';
import { changed } from '../../world/world.ts';
import { bodyOf, type Call, groupOf, isAtLeast, param, type Route, subscriptionOf } from '../call.ts';
import { forbidden } from '../forbidden.ts';
import { paged } from '../paging.ts';
import { enforcePolicies } from '../policy-insights/enforcement.ts';
import { refusal } from '../refusal.ts';
import { deleteGroup } from './group-deletion.ts';
import { tagsOf } from './tags.ts';

const groupType = 'Microsoft.Resources/resourceGroups';

/** `$expand=createdTime` of the list adds when each was made, as clients in use show (Microsoft.Resources 2019-08-01 and later). */
function createdTime(group: ResourceGroup, expand: string): object {
  const wants = expand.toLowerCase().split(',').includes('createdtime');
  return wants ? { createdTime: preciseTime(group.createdAt ?? begun) } : {};
}

/** Recorded exchange: resourceGroups.get. The `type` key is absent up to api-version 2019-07-01; no `tags` key without tags. */
function groupBody(group: ResourceGroup, apiVersion: string): object {
  return {
    id: resourceId.group(group.subscriptionId, group.name),
    name: group.name,
    ...(isAtLeast(apiVersion, '2019-07-02') ? { type: groupType } : {}),
    location: group.location,
    ...(group.managedBy === undefined ? {} : { managedBy: group.managedBy }),
    ...(group.tags === undefined ? {} : { tags: group.tags }),
    properties: { provisioningState: group.goneAt === undefined ? 'Succeeded' : 'Deleting' },
  };
}

/** `tagname eq 'x' and tagvalue eq 'y'` (recorded exchange: resourceGroups.list (filter)). */
function tagFilter(filter: string | null): (group: ResourceGroup) => boolean {
  if (filter === null || filter.trim() === '') return () => true;
  const parts = /^\s*tagname\s+eq\s+'((?:[^']|'')*)'(?:\s+and\s+tagvalue\s+eq\s+'((?:[^']|'')*)')?\s*$/i.exec(filter);
  if (parts === null)
    throw refusal(400, 'InvalidFilterInQueryString', `Invalid $filter '${filter}' specified in the query string.`);
  const name = parts[1]?.replaceAll("''", "'").toLowerCase() ?? '';
  const value = parts[2]?.replaceAll("''", "'");
  return (group) =>
    Object.entries(group.tags ?? {}).some(
      ([key, held]) => key.toLowerCase() === name && (value === undefined || held === value),
    );
}

/** The groups that the caller may read; a caller with rights on some groups only sees those. */
function list(call: Call): Outcome {
  const { world, caller, context, apiVersion } = call;
  const { id } = subscriptionOf(call);
  const action = 'Microsoft.Resources/subscriptions/resourceGroups/read';
  const may = (scope: string): boolean => judge(world, caller, { action, scope }, context.now).is === 'granted';
  const all = may(resourceId.subscription(id));
  const matches = tagFilter(call.ask.query.get('$filter'));
  const stored = Object.values(world.groups).filter(
    (group) => group.subscriptionId === id && matches(group) && (all || may(resourceId.group(id, group.name))),
  );
  if (!all && stored.length === 0) throw forbidden(caller, action, resourceId.subscription(id));
  const crowd =
    all && id === world.subscriptions[0]?.id && call.ask.query.get('$filter') === null ? world.crowd.groups : 0;
  const expand = call.ask.query.get('$expand') ?? '';
  const page = paged(call, stored.length + crowd, (index) => {
    const group = stored[index] ?? crowdGroupAt(world, index - stored.length);
    return { ...groupBody(group, apiVersion), ...createdTime(group, expand) };
  });
  return { reply: { status: 200, body: page } };
}

/** 204 when it is there, 404 when not; a HEAD has no body (recorded exchange: resourceGroups.checkExistence). */
function head(call: Call): Outcome {
  groupOf(call);
  return { reply: { status: 204 } };
}

function get(call: Call): Outcome {
  return { reply: { status: 200, body: groupBody(groupOf(call), call.apiVersion) } };
}

/** Resource naming rules: letters and digits of any alphabet, underscore, parentheses, hyphen, period; no period at the end; 90 at most. */
function checkName(name: string): void {
  if (/^[-\p{L}\p{N}_.()]{1,90}$/u.test(name) && !name.endsWith('.')) return;
  throw refusal(
    400,
    'InvalidResourceGroup',
    `The provided resource group name '${name}' is invalid. Its length must be at most 90 characters, it must consist of letters, digits, underscores, parentheses, hyphens and periods, and it can't end with a period.`,
  );
}

function locationOf(call: Call): string {
  const location = bodyOf(call)['location'];
  if (typeof location !== 'string' || location === '')
    throw refusal(400, 'LocationRequired', 'The location property is required for this definition.');
  const region = regionNamed(location);
  if (region === undefined) {
    throw refusal(
      400,
      'LocationNotAvailableForResourceGroup',
      `The provided location '${location}' is not available for resource group. List of available regions is '${regions.map((each) => each.name).join(',')}'.`,
    );
  }
  return region.name;
}

/** 201 for a new one, 200 for one that exists; another location is refused (recorded exchange: resourceGroups.createOrUpdate). */
function put(call: Call): Outcome {
  const name = param(call, 'group');
  checkName(name);
  const { id } = subscriptionOf(call);
  const location = locationOf(call);
  const tags = tagsOf(bodyOf(call));
  const before = findGroup(call.world, id, name);
  if (before?.goneAt !== undefined) throw beingDeleted(before.name);
  if (before !== undefined && before.location !== location) {
    throw refusal(
      409,
      'InvalidResourceGroupLocation',
      `Invalid resource group location '${location}'. The Resource group already exists in location '${before.location}'.`,
    );
  }
  enforcePolicies(call, { type: groupType, id: resourceId.group(id, name), name, location, tags: tags ?? {} });
  const managedBy = bodyOf(call)['managedBy'];
  const group: ResourceGroup = {
    subscriptionId: id,
    name: before?.name ?? name,
    location,
    ...(tags === undefined ? {} : { tags }),
    ...(typeof managedBy === 'string' ? { managedBy } : {}),
    createdAt: before === undefined ? call.context.now : (before.createdAt ?? begun),
  };
  const world = changed(call.world, { groups: { ...call.world.groups, [groupKey(id, name)]: group } });
  return { reply: { status: before === undefined ? 201 : 200, body: groupBody(group, call.apiVersion) }, world };
}

/** PATCH changes the tags only. */
function patch(call: Call): Outcome {
  const group = groupOf(call);
  if (group.goneAt !== undefined) throw beingDeleted(group.name);
  const tags = tagsOf(bodyOf(call));
  const next = tags === undefined ? group : { ...group, tags };
  const world = changed(call.world, {
    groups: { ...call.world.groups, [groupKey(group.subscriptionId, group.name)]: next },
  });
  return { reply: { status: 200, body: groupBody(next, call.apiVersion) }, world };
}

export function beingDeleted(name: string): Error {
  return refusal(
    409,
    'ResourceGroupBeingDeleted',
    `The resource group '${name}' is in deprovisioning state and cannot perform this operation.`,
  );
}

const on =
  (verb: string) =>
  (call: Call): { action: string; scope: string } => ({
    action: `Microsoft.Resources/subscriptions/resourceGroups/${verb}`,
    scope: resourceId.group(
      subscriptionOf(call).id,
      findGroup(call.world, param(call, 'subscription'), param(call, 'group'))?.name ?? param(call, 'group'),
    ),
  });

const pattern = '/subscriptions/{subscription}/resourceGroups/{group}';

export const resourceGroupRoutes: readonly Route[] = [
  { method: 'GET', pattern: '/subscriptions/{subscription}/resourceGroups', family: 'resources', handle: list },
  { method: 'HEAD', pattern, family: 'resources', needs: on('read'), handle: head },
  { method: 'GET', pattern, family: 'resources', needs: on('read'), handle: get },
  { method: 'PUT', pattern, family: 'resources', needs: on('write'), handle: put },
  { method: 'PATCH', pattern, family: 'resources', needs: on('write'), handle: patch },
  { method: 'DELETE', pattern, family: 'resources', needs: on('delete'), handle: deleteGroup },
];
