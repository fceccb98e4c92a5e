import { hostNameOf } from '../../arm/digital-twins/instance-body.ts';
import type { Context } from '../../context.ts';
import type { Instance } from '../../world/instances.ts';
import { regionNamed } from '../../world/regions.ts';
import { resourceId } from '../../world/resources.ts';
import type { ResourceGroup } from '../../world/subscriptions.ts';
import type { World } from '../../world/world.ts';
import { type Html, html, name } from '../markup.ts';
import { crumbs, heading, instancesIn, linkTo, type Scope } from './scopes.ts';
import { empty, moment, table, tagsText, values } from './tables.ts';

/** Rows that a list shows; the search finds the others. */
const mostRows = 200;

function groupRow(world: World, group: ResourceGroup): readonly (Html | string)[] {
  const subscription = world.subscriptions.find(({ id }) => id === group.subscriptionId);
  const count = instancesIn(world, group).length;
  return [
    html`<a href="${linkTo(resourceId.group(group.subscriptionId, group.name))}">${name(group.name)}</a>`,
    name(subscription?.displayName ?? group.subscriptionId),
    regionText(group.location),
    count === 0 ? '-' : `${count}`,
  ];
}

function instanceRow(instance: Instance): readonly (Html | string)[] {
  const { subscriptionId, resourceGroup } = instance;
  return [
    html`<a href="${linkTo(resourceId.instance(subscriptionId, resourceGroup, instance.name))}">${name(instance.name)}</a>`,
    html`<a href="${linkTo(resourceId.group(subscriptionId, resourceGroup))}">${name(resourceGroup)}</a>`,
    regionText(instance.location),
    instance.state,
  ];
}

function regionText(location: string): string {
  return regionNamed(location)?.displayName ?? location;
}

/** What somebody has just made is what they look for. */
function newestFirst(instances: readonly Instance[]): readonly Instance[] {
  return [...instances].sort((one, other) => Date.parse(other.createdTime) - Date.parse(one.createdTime));
}

/** The first page: search, instances, groups, subscriptions. */
export function home(world: World, find: string): Html {
  const { crowd } = world;
  const wanted = find.toLowerCase();
  const groups = Object.values(world.groups).filter((each) => each.name.toLowerCase().includes(wanted));
  const instances = newestFirst(Object.values(world.instances)).filter((each) =>
    each.name.toLowerCase().includes(wanted),
  );
  const subscriptions = world.subscriptions.map((each) => [
    html`<a href="${linkTo(resourceId.subscription(each.id))}">${name(each.displayName)}</a>`,
    each.state,
    html`<span class="id">${each.id}</span>`,
  ]);
  const some = (rows: number): Html | undefined =>
    rows > mostRows ? html`<p class="soft">The first ${mostRows} of ${rows}. Search for the others.</p>` : undefined;
  return html`<h1>Resources</h1>
<form class="find" role="search" action="/portal"><div><label class="field" for="find">Name</label>
<input type="search" id="find" name="find" value="${find}"></div><button>Search</button></form>
<h2>Azure Digital Twins instances</h2>
${instances.length === 0 ? empty('None of this name.') : table('Instances', ['Name', 'Resource group', 'Region', 'State'], instances.slice(0, mostRows).map(instanceRow))}
${some(instances.length)}
<h2>Resource groups</h2>
${
  groups.length === 0
    ? empty('None of this name.')
    : table(
        'Resource groups',
        ['Name', 'Subscription', 'Region', 'Instances'],
        groups.slice(0, mostRows).map((each) => groupRow(world, each)),
      )
}
${some(groups.length)}
${crowd.groups === 0 ? undefined : html`<p class="soft">The ${crowd.groups} generated groups are not listed.</p>`}
<h2>Subscriptions</h2>
${table('Subscriptions', ['Name', 'State', 'Subscription ID'], subscriptions)}`;
}

/** The overview of a subscription, group or instance. */
export function overview(world: World, scope: Scope, context: Context): Html {
  const { instance, group } = scope;
  const top = heading(scope, 'overview');
  if (instance !== undefined) return html`${top}${instanceValues(scope, instance, context)}${locksOf(world, scope)}`;
  if (group !== undefined) return html`${top}${groupValues(world, scope, group)}${locksOf(world, scope)}`;
  return html`${top}${subscriptionValues(world, scope)}${locksOf(world, scope)}`;
}

function instanceValues(scope: Scope, instance: Instance, { origin }: Context): Html {
  const host = hostNameOf(instance, origin);
  const parts = values([
    [
      'State',
      instance.fails === undefined || instance.state !== 'Failed'
        ? instance.state
        : html`${instance.state}: ${instance.fails.message}`,
    ],
    ['Host name', host === null ? 'Not there until the instance is made' : html`<span class="id">${host}</span>`],
    ['Region', regionText(instance.location)],
    [
      'Resource group',
      html`<a href="${linkTo(resourceId.group(instance.subscriptionId, instance.resourceGroup))}">${name(instance.resourceGroup)}</a>`,
    ],
    ['Subscription', name(scope.subscription.displayName)],
    ['Tags', tagsText(instance.tags)],
    ['Public network access', instance.publicNetworkAccess],
    ['Identity', instance.identity?.type],
    ['Created', html`${moment(instance.createdTime)} by ${name(instance.systemData.createdBy)}`],
    ['Last updated', moment(instance.lastUpdatedTime)],
    ['Resource ID', html`<span class="id">${scope.id}</span>`],
  ]);
  return parts;
}

function groupValues(world: World, scope: Scope, group: ResourceGroup): Html {
  const instances = newestFirst(instancesIn(world, group));
  return html`${values([
    ['State', group.goneAt === undefined ? 'Succeeded' : 'Deleting'],
    ['Region', regionText(group.location)],
    ['Subscription', name(scope.subscription.displayName)],
    ['Tags', tagsText(group.tags)],
    ['Resource ID', html`<span class="id">${scope.id}</span>`],
  ])}
<h2>Resources</h2>
${instances.length === 0 ? empty('No Azure Digital Twins instance in this group.') : table('Resources', ['Name', 'Resource group', 'Region', 'State'], instances.map(instanceRow))}`;
}

function subscriptionValues(world: World, scope: Scope): Html {
  const { subscription } = scope;
  const groups = Object.values(world.groups).filter((each) => each.subscriptionId === subscription.id);
  const tenant = world.tenants.find(({ id }) => id === subscription.tenantId);
  return html`${values([
    ['State', subscription.state],
    ['Directory', html`${name(tenant?.displayName ?? '-')} <span class="id">${subscription.tenantId}</span>`],
    ['Subscription ID', html`<span class="id">${subscription.id}</span>`],
  ])}
<h2>Resource groups</h2>
${
  groups.length === 0
    ? empty('No group in this subscription.')
    : table(
        'Resource groups',
        ['Name', 'Subscription', 'Region', 'Instances'],
        groups.slice(0, mostRows).map((each) => groupRow(world, each)),
      )
}`;
}

/** Locks that hold here: its own, and those above it. */
function locksOf(world: World, scope: Scope): Html | undefined {
  const here = scope.id.toLowerCase();
  const locks = world.locks.filter(
    (lock) => here === lock.scope.toLowerCase() || here.startsWith(`${lock.scope.toLowerCase()}/`),
  );
  if (locks.length === 0) return undefined;
  const rows = locks.map((each) => [
    name(each.name),
    each.level === 'ReadOnly' ? 'Read-only' : 'Delete',
    html`<span class="id">${each.scope}</span>`,
    each.notes ?? '-',
  ]);
  return html`<h2>Locks</h2>${table('Locks', ['Name', 'Kind', 'Scope', 'Notes'], rows)}`;
}

/** The people of the directory: what to look up an object id in. */
export function directory(world: World): Html {
  const kinds = { user: 'Person', group: 'Group', servicePrincipal: 'Application' };
  const rows = Object.values(world.directory)
    .slice(0, mostRows)
    .map((each) => [
      name(each.displayName),
      each.kind === 'user' && each.userType === 'Guest' ? 'Guest' : kinds[each.kind],
      each.kind === 'user'
        ? name(each.userPrincipalName)
        : each.kind === 'servicePrincipal'
          ? html`<span class="id">${each.appId}</span>`
          : '-',
      html`<span class="id">${each.id}</span>`,
      name(world.tenants.find(({ id }) => id === each.tenantId)?.displayName ?? each.tenantId),
    ]);
  return html`<h1>People</h1>${table('People, groups and applications', ['Name', 'Kind', 'User principal name or application ID', 'Object ID', 'Directory'], rows)}`;
}

/** Where a resource isn't. */
export function nowhere(scope: Scope | undefined): Html {
  return html`${scope === undefined ? undefined : crumbs(scope)}<h1>Not found</h1>
<p>There is nothing here, or nothing any more. <a href="/portal">All resources</a></p>`;
}
