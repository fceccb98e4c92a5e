import type { Lock } from '../port/place-rules.ts';
import { inAddress } from '../text/in-address.ts';
import type { Clients } from './http/clients.ts';
import { rawList, textIn } from './http/raw-list.ts';
import { ifTold } from './refusals/if-told.ts';

const marker = '/providers/Microsoft.Authorization/locks/';

/**
 * The locks of a subscription, and of its groups and resources: one list has them all (Microsoft.Authorization
 * 2020-05-01, "Management Locks - List At Subscription Level").
 */
export async function listLocks(clients: Clients, subscriptionId: string): Promise<readonly Lock[] | undefined> {
  const { session } = clients;
  const about = clients.about({ doing: 'look for locks', subscriptionId });
  const path = `/subscriptions/${inAddress(subscriptionId)}/providers/Microsoft.Authorization/locks?api-version=2020-05-01`;
  const credential = session.credential(session.tenantOf(subscriptionId));
  const entries = await ifTold(rawList(clients, path, credential, about.doing), about);
  return entries?.flatMap(lock);
}

function lock(entry: Readonly<Record<string, unknown>>): Lock[] {
  const { level, notes } = (entry['properties'] ?? {}) as { readonly level?: unknown; readonly notes?: unknown };
  const id = textIn(entry, 'id') ?? '';
  const at = id.toLowerCase().lastIndexOf(marker.toLowerCase());
  if (at <= 0 || (level !== 'ReadOnly' && level !== 'CanNotDelete')) return [];
  const name = textIn(entry, 'name') ?? id.slice(at + marker.length);
  return [{ name, level, scope: id.slice(0, at), ...(typeof notes === 'string' && notes !== '' && { notes }) }];
}
