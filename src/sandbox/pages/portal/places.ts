import { findGroup, findSubscription } from '../../world/find.ts';
import type { Instance } from '../../world/instances.ts';
import { resourceId } from '../../world/resources.ts';
import type { ResourceGroup, Subscription } from '../../world/subscriptions.ts';
import type { World } from '../../world/world.ts';
import { type Html, html, name } from '../markup.ts';

/** Something in the portal that has a page. */
export interface Place {
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
export function placeAt(world: World, id: string): Place | undefined {
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
  return `/portal/resource${id.split('/').map(encodeURIComponent).join('/')}/${blade}`;
}

/** The way down to it. */
export function crumbs(place: Place): Html {
  const { subscription, group, kind } = place;
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

/** Its title and tabs. */
export function heading(place: Place, blade: string): Html {
  const tabs = [
    ['overview', 'Overview'],
    ['users', 'Access control (IAM)'],
    ...(place.kind === 'instance' ? [['graph', 'Twin graph']] : []),
  ].map(
    ([each = '', label = '']) =>
      html`<li><a href="${linkTo(place.id, each)}" ${each === blade ? html`aria-current="page"` : undefined}>${label}</a></li>`,
  );
  const kinds = { subscription: 'Subscription', 'resource group': 'Resource group', instance: 'Azure Digital Twins' };
  return html`${crumbs(place)}<h1>${name(place.title)} <small class="soft">${kinds[place.kind]}</small></h1>
<nav class="tabs" aria-label="Views of ${place.title}"><ul>${tabs}</ul></nav>`;
}

/** A list of terms and values; values that aren't there are shown as a dash. */
export function values(pairs: readonly (readonly [term: string, value: Html | string | null | undefined])[]): Html {
  const lines = pairs.map(([term, value]) => html`<dt>${term}</dt><dd>${value ?? '-'}</dd>`);
  return html`<div class="sheet"><dl>${lines}</dl></div>`;
}

/** Tags as text, one after another. */
export function tagsText(tags: Readonly<Record<string, string>> | null | undefined): Html | undefined {
  const all = Object.entries(tags ?? {});
  return all.length === 0
    ? undefined
    : html`${all.map(([key, value], at) => html`${at === 0 ? '' : ', '}${name(key)}: ${name(value)}`)}`;
}

/**
 * A table that scrolls by itself where it is wider than the screen. On a narrow one its rows become blocks with the
 * columns' names in them; the roles are spelled out because browsers forget them when a table is no table any more.
 */
export function table(label: string, columns: readonly string[], rows: readonly (readonly (Html | string)[])[]): Html {
  const heads = columns.map((each) => html`<th scope="col" role="columnheader">${each}</th>`);
  const lines = rows.map(([first = '', ...rest]) => {
    const cells = rest.map(
      (each, at) => html`<td role="cell" data-label="${columns[at + 1] ?? ''}"><div>${each}</div></td>`,
    );
    return html`<tr role="row"><th scope="row" role="rowheader">${first}</th>${cells}</tr>`;
  });
  return html`<div class="scroll" role="region" aria-label="${label}" tabindex="0"><table role="table" aria-label="${label}"><thead role="rowgroup"><tr role="row">${heads}</tr></thead><tbody role="rowgroup">${lines}</tbody></table></div>`;
}

export function empty(text: string): Html {
  return html`<p class="empty">${text}</p>`;
}
