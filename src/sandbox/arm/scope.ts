import { findGroup, findSubscription } from '../world/find.ts';
import { instanceKey } from '../world/keys.ts';
import { resourceId } from '../world/resources.ts';
import type { World } from '../world/world.ts';

/** What roles, locks and policies can be set on, in Azure's own casing. */
export interface Scope {
  readonly id: string;
  readonly kind: 'root' | 'subscription' | 'group' | 'resource' | 'other';
  readonly subscriptionId?: string;
  readonly group?: string;
  readonly exists: boolean;
}

const groupPattern = /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)(\/.*)?$/i;
const instancePattern = /^\/providers\/Microsoft\.DigitalTwins\/digitalTwinsInstances\/([^/]+)$/i;

/** Any casing in, Azure's own casing out, and whether it is there. */
export function scopeNamed(world: World, text: string): Scope {
  const path = text.replace(/\/+/g, '/').replace(/\/$/, '');
  if (path === '') return { id: '/', kind: 'root', exists: true };
  const single = /^\/subscriptions\/([^/]+)$/i.exec(path)?.[1]?.toLowerCase();
  if (single !== undefined) {
    return {
      id: resourceId.subscription(single),
      kind: 'subscription',
      subscriptionId: single,
      exists: findSubscription(world, single) !== undefined,
    };
  }
  const parts = groupPattern.exec(path);
  if (parts === null) return { id: path, kind: 'other', exists: false };
  const subscriptionId = (parts[1] ?? '').toLowerCase();
  const found = findGroup(world, subscriptionId, parts[2] ?? '');
  const group = found?.name ?? parts[2] ?? '';
  const rest = parts[3];
  if (rest === undefined)
    return {
      id: resourceId.group(subscriptionId, group),
      kind: 'group',
      subscriptionId,
      group,
      exists: found !== undefined,
    };
  const name = instancePattern.exec(rest)?.[1];
  const id = `${resourceId.group(subscriptionId, group)}${rest}`;
  if (name === undefined) return { id, kind: 'resource', subscriptionId, group, exists: false };
  const instance = world.instances[instanceKey(subscriptionId, group, name)];
  return {
    id: resourceId.instance(subscriptionId, group, instance?.name ?? name),
    kind: 'resource',
    subscriptionId,
    group,
    exists: instance !== undefined,
  };
}
