import type { Subscription as SdkSubscription } from '@azure/arm-subscriptions';
import type { TokenCredential } from '@azure/core-auth';
import { isGuid } from '../domain/names.ts';
import { SetupError } from '../errors.ts';
import type { AccountDirectory, Subscription } from '../port/azure.ts';
import type { Clients, Seen } from './http/clients.ts';
import { allOf, isAbout } from './http/evidence.ts';
import { rawList, textIn } from './http/raw-list.ts';
import { shaped } from './http/shaped.ts';
import { hasCode, refusalOf, translate } from './refusals/translate.ts';
import { unusable } from './refusals/unusable.ts';
import { otherTenant } from './sign-in/renewing.ts';

/** A directory (tenant) that the account belongs to. */
export interface Tenant {
  readonly tenantId: string;
  readonly displayName?: string | undefined;
  readonly defaultDomain?: string | undefined;
  readonly domains: readonly string[];
}

/** Whether somebody who names a directory, by id or by one of its domains, means this one. */
export function isCalled(tenant: Tenant, name: string): boolean {
  const wanted = name.toLowerCase();
  return [tenant.tenantId, ...tenant.domains].some((each) => each.toLowerCase() === wanted);
}

/** How many other directories are looked into: guests of very many are rare, and each costs a token. */
const mostTenants = 20;

/** The directories that the account belongs to, as far as Azure tells; none when it doesn't. */
export async function listTenants(clients: Clients, credential: TokenCredential): Promise<readonly Tenant[]> {
  try {
    const tenants = await rawList(clients, '/tenants?api-version=2022-12-01', credential, 'list your directories');
    return tenants.flatMap((tenant) => {
      const tenantId = textIn(tenant, 'tenantId');
      if (tenantId === undefined || !isGuid(tenantId)) return [];
      const { domains } = tenant;
      return [
        {
          tenantId: tenantId.toLowerCase(),
          displayName: textIn(tenant, 'displayName'),
          defaultDomain: textIn(tenant, 'defaultDomain'),
          domains: Array.isArray(domains) ? domains.filter((each) => typeof each === 'string') : [],
        },
      ];
    });
  } catch (error) {
    if (clients.connection.rules.signal.aborted) throw error;
    // Names of tenants are a courtesy, and an account may not be allowed to ask.
    return [];
  }
}

/** A refusal that goes away when the person proves more of who they are: multi-factor authentication, terms of use, … */
const wantsProof =
  /^(AADSTS(50072|50074|50076|50078|50079|50158|50173|700082|70008)|interaction_required|AuthenticationRequiredError|claims-challenge)$/i;

/** The account's directories with what there is in each, its own first. They are looked into quietly, and one by one may fail. */
export async function listDirectories(
  clients: Clients,
  tenants: readonly Tenant[],
): Promise<readonly AccountDirectory[]> {
  const { session, connection } = clients;
  const own = session.claims.tenantId;
  const ordered = [
    ...tenants.filter(({ tenantId }) => tenantId === own),
    ...tenants.filter(({ tenantId }) => tenantId !== own),
  ].slice(0, mostTenants);
  const looks = await Promise.allSettled(
    ordered.map(({ tenantId }) => inTenant(clients, tenantId, session.quietCredential(tenantId))),
  );
  if (connection.rules.signal.aborted) throw connection.rules.signal.reason;
  return ordered.map(({ tenantId, displayName, defaultDomain }, at) => {
    const named = { tenantId, name: displayName, domain: defaultDomain };
    const look = looks[at];
    if (look?.status === 'fulfilled') {
      // All of them are asked for next, unless the person chooses another directory.
      clients.subscriptionsAhead.set(tenantId, Promise.resolve(look.value));
      const usable = look.value.filter(({ subscription }) => subscription.state === 'Enabled');
      return { ...named, subscriptions: usable.length };
    }
    const reason: unknown = look?.reason;
    const proof = reason instanceof SetupError && wantsProof.test(reason.code);
    return { ...named, subscriptions: undefined, closed: proof ? 'needs-proof' : 'refused' };
  });
}

async function oneOf(clients: Clients, id: string): Promise<readonly Seen[]> {
  const ahead = clients.subscriptionsAhead.get(id);
  clients.subscriptionsAhead.delete(id);
  return await (ahead ?? readOne(clients, id));
}

/**
 * All subscriptions that the account sees; only the one of an id, where that is given and the own directory has it. A token of one tenant lists that tenant's subscriptions only, so the others
 * are asked too, quietly: one that wants more proof of who one is, or fails, doesn't hide the rest.
 */
export async function listSubscriptions(
  clients: Clients,
  otherTenants: readonly string[],
  id: string | undefined,
): Promise<readonly Subscription[]> {
  const { session } = clients;
  const [one] = id === undefined ? [] : await oneOf(clients, id);
  // One that another directory may have itself is searched for there.
  if (one !== undefined && one.subscription.delegatedTo === undefined) {
    session.remember(one.subscription.id, one.tokenTenant);
    return [one.subscription];
  }
  const own = await inTenant(clients, session.claims.tenantId, session.credential(session.claims.tenantId));
  const others = await Promise.allSettled(
    otherTenants
      .slice(0, mostTenants)
      .map((tenantId) => inTenant(clients, tenantId, session.quietCredential(tenantId))),
  );
  if (clients.connection.rules.signal.aborted) throw clients.connection.rules.signal.reason;
  const all = [own, ...others.map((result) => (result.status === 'fulfilled' ? result.value : []))].flat();
  const byId = new Map<string, Subscription>();
  for (const { subscription, tokenTenant } of all) {
    const key = subscription.id.toLowerCase();
    // Seen from its own directory, it is no delegation.
    if (byId.has(key) && (subscription.delegatedTo !== undefined || byId.get(key)?.delegatedTo === undefined)) continue;
    byId.set(key, subscription);
    session.remember(key, tokenTenant);
  }
  return [...byId.values()];
}

const shapes = { subscriptionId: 'text', displayName: 'text?', state: 'text?', tenantId: 'text?' } as const;

/** The subscriptions of a directory: those that were read ahead, which is good for once, or else as they are now. */
async function inTenant(clients: Clients, tenantId: string, credential: TokenCredential): Promise<readonly Seen[]> {
  const ahead = clients.subscriptionsAhead.get(tenantId);
  clients.subscriptionsAhead.delete(tenantId);
  return await (ahead ?? readTenant(clients, tenantId, credential));
}

/** Begins to read what will be asked for next: one subscription of the sign-in's own directory, or all of them. */
export function readAhead(clients: Clients, id: string | undefined): void {
  const { tenantId } = clients.session.claims;
  const credential = clients.session.credential(tenantId);
  const read = id === undefined ? readTenant(clients, tenantId, credential) : readOne(clients, id);
  read.catch(() => undefined);
  clients.subscriptionsAhead.set(id ?? tenantId, read);
}

async function readTenant(clients: Clients, tenantId: string, credential: TokenCredential): Promise<Seen[]> {
  const about = clients.about({ doing: 'list your subscriptions', tenantId });
  const client = await clients.subscriptions(credential);
  try {
    const found = await allOf((options) => client.subscriptions.list(options), about.doing);
    return found.map((each) => seenIn(each, tenantId, about.doing));
  } catch (error) {
    throw translate(error, about);
  }
}

function seenIn(found: SdkSubscription, tenantId: string, doing: string): Seen {
  const entry = shaped(found, shapes, doing);
  const { subscriptionId = '', displayName, state } = entry;
  if (!isGuid(subscriptionId)) throw unusable(doing);
  const ownTenant = (entry.tenantId ?? tenantId).toLowerCase();
  return {
    tokenTenant: tenantId,
    subscription: {
      id: subscriptionId.toLowerCase(),
      name: displayName ?? subscriptionId,
      tenantId: ownTenant,
      state: state ?? 'Enabled',
      ...(ownTenant === tenantId.toLowerCase() ? {} : { delegatedTo: tenantId }),
    },
  };
}

/** Refused to somebody of another directory, or who has no right on the subscription; or there is none of that id. */
function isNotSeen(error: unknown): boolean {
  return hasCode(error, otherTenant) || [400, 403, 404].includes(refusalOf(error)?.httpStatus ?? 0);
}

/** One subscription, as the sign-in's own directory has it ("Subscriptions - Get"); none where that doesn't. */
async function readOne(clients: Clients, id: string): Promise<readonly Seen[]> {
  const { tenantId } = clients.session.claims;
  const about = clients.about({ doing: 'look at the subscription', subscriptionId: id, tenantId });
  try {
    const client = await clients.subscriptions(clients.session.credential(tenantId));
    const seen = seenIn(await client.subscriptions.get(id), tenantId, about.doing);
    if (!isAbout(seen.subscription.id, id)) throw unusable(about.doing);
    return [seen];
  } catch (error) {
    if (isNotSeen(error)) return [];
    throw translate(error, about);
  }
}
