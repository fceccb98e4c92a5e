import { inAddress } from '../../../text/in-address.ts';
import { findGroup, findSubscription } from '../../world/find.ts';
import type { Instance } from '../../world/instances.ts';
import { resourceId } from '../../world/resources.ts';
import type { ResourceGroup, Subscription } from '../../world/subscriptions.ts';
import type { World } from '../../world/world.ts';
import { type Html, html, name } from '../markup.ts';

/** What has a page in the portal. */
export interface Scope {
  readonly kind: 'subscription' | 'resource group' | 'instance';
  /** Resource id, in its canonical casing. */
  readonly id: string;
  readonly title: string;
  readonly subscription: Subscription;
  readonly group?: ResourceGroup;
  readonly instance?: Instance;
}

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

const pattern =
  /^\/subscriptions\/([^/]+)(?:\/resourceGroups\/([^/]+)(?:\/providers\/Microsoft\.DigitalTwins\/digitalTwinsInstances\/([^/]+))?)?$/i;

/** What a resource id stands for, in any casing; undefined when it isn't there. */
export function scopeAt(world: World, id: string): Scope | undefined {
  const [matched, subscriptionId = '', groupName, instanceName] = pattern.exec(id) ?? [];
  const subscription = findSubscription(world, subscriptionId);
  if (matched === undefined || subscription === undefined) return undefined;
  if (groupName === undefined) {
    return {
      kind: 'subscription',
      id: resourceId.subscription(subscription.id),
      title: subscription.displayName,
      subscription,
    };
  }
  const group = findGroup(world, subscription.id, groupName);
  if (group === undefined) return undefined;
  if (instanceName === undefined) {
    return {
      kind: 'resource group',
      id: resourceId.group(subscription.id, group.name),
      title: group.name,
      subscription,
      group,
    };
  }
  const instance = instancesIn(world, group).find((each) => same(each.name, instanceName));
  if (instance === undefined) return undefined;
  const at = resourceId.instance(subscription.id, group.name, instance.name);
  return { kind: 'instance', id: at, title: instance.name, subscription, group, instance };
}

export function instancesIn(world: World, group: ResourceGroup): readonly Instance[] {
  return Object.values(world.instances).filter(
    (each) => same(each.subscriptionId, group.subscriptionId) && same(each.resourceGroup, group.name),
  );
}

/** Address of a resource's page. */
export function linkTo(id: string, blade = 'overview'): string {
  return `/portal/resource${id.split('/').map(inAddress).join('/')}/${blade}`;
}

/** The way down to a scope. */
export function crumbs(scope: Scope): Html {
  const { subscription, group, kind } = scope;
  const steps = [html`<li><a href="/portal">Resources</a></li>`];
  if (kind !== 'subscription')
    steps.push(
      html`<li><a href="${linkTo(resourceId.subscription(subscription.id))}">${name(subscription.displayName)}</a></li>`,
    );
  if (kind === 'instance' && group !== undefined) {
    steps.push(
      html`<li><a href="${linkTo(resourceId.group(subscription.id, group.name))}">${name(group.name)}</a></li>`,
    );
  }
  return html`<nav class="crumbs" aria-label="You are here"><ol>${steps}</ol></nav>`;
}

/** Title and tabs of a scope. */
export function heading(scope: Scope, blade: string): Html {
  const tabs = [
    ['overview', 'Overview'],
    ['users', 'Access control (IAM)'],
    ...(scope.kind === 'instance' ? [['graph', 'Twin graph']] : []),
  ].map(
    ([each = '', label = '']) =>
      html`<li><a href="${linkTo(scope.id, each)}" ${each === blade ? html`aria-current="page"` : undefined}>${label}</a></li>`,
  );
  const kinds = { subscription: 'Subscription', 'resource group': 'Resource group', instance: 'Azure Digital Twins' };
  return html`${crumbs(scope)}<h1>${name(scope.title)} <small class="soft">${kinds[scope.kind]}</small></h1>
<nav class="tabs" aria-label="Views of ${scope.title}"><ul>${tabs}</ul></nav>`;
}
