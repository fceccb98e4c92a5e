import { groupScope, nameIn } from '../domain/names.ts';
import { SetupError } from '../errors.ts';
import type { AzureReads } from '../port/azure.ts';
import { type Entered } from '../saved/enter.ts';
import type { Listed } from '../saved/list.ts';
import { partsOf, subscriptionIn } from '../state/parts.ts';
import { type Endpoint, endpointOf, type Holder, holdersOf } from './access.ts';
import { lookAt, type Seen, unseen, type Verdict, verdictOf } from './look.ts';

/** One set-up, looked at. */
export interface Report {
  readonly set: Listed;
  readonly verdict: Verdict;
  readonly hostName: string | undefined;
  readonly resourceId: string | undefined;
  readonly resourceGroup: string | undefined;
  readonly subscriptionId: string | undefined;
  readonly tenantId: string | undefined;
  readonly subscriptionName: string | undefined;
  readonly region: string | undefined;
  readonly endpoint: Endpoint;
  readonly resources: readonly Seen[];
  /** Undefined where it could not be read. */
  readonly access: readonly Holder[] | undefined;
  /** Why nothing at all could be looked at. */
  readonly blind?: SetupError;
}

/** Why nothing can be looked at with the account that has signed in: it doesn't see the subscription, or that has moved. */
function outOfSight({ account, subscription }: Entered, { record, subscription: id }: Listed): SetupError | undefined {
  if (subscription === undefined)
    return new SetupError({
      ending: 'forNow',
      code: 'subscription-not-seen',
      message: `${account.name} doesn't see the subscription ${id ?? ''} in the directory ${account.tenantId}.`,
      suggestion: `Sign in with the account that made the set-up${record.tenant === null ? '' : `, in the directory ${record.tenant}`}; if the subscription has moved to another directory since, name that: --tenant.`,
    });
  const { tenantId } = subscription;
  if (record.tenant === null || tenantId.toLowerCase() === record.tenant.toLowerCase()) return undefined;
  return new SetupError({
    ending: 'refused',
    code: 'subscription-moved',
    message: `The subscription ${subscription.name} was in the directory ${record.tenant} when this was set up, and is in ${tenantId} now: roles that were given before are lost with such a move.`,
    suggestion: `Sign in there: --tenant ${tenantId}. Then set it up again, which gives the role anew.`,
  });
}

/** Looks at all of a set-up as it is now. `entered` gives who has signed in, or throws why nobody could. */
export async function reportOn(set: Listed, azure: AzureReads, entered: () => Promise<Entered>): Promise<Report> {
  const { record } = set;
  const parts = partsOf(record);
  const { facts } = record;
  const known = {
    set,
    hostName: facts.hostName,
    resourceId: facts.resourceId,
    resourceGroup: facts.resourceId === undefined ? set.group : nameIn(groupScope(facts.resourceId), 'resourceGroups'),
    subscriptionId: subscriptionIn(record),
    tenantId: record.tenant ?? undefined,
    subscriptionName: undefined,
    region: undefined,
  };
  const blind = (error: SetupError): Report => {
    const resources = parts.map((part) => unseen(part, error));
    return { ...known, verdict: 'unknown', endpoint: 'unknown', resources, access: undefined, blind: error };
  };
  let who: Entered;
  try {
    who = await entered();
  } catch (error) {
    if (!(error instanceof SetupError) || error.ending === 'usage') throw error;
    return blind(error);
  }
  const hidden = outOfSight(who, set);
  if (hidden?.ending === 'forNow') return blind(hidden);
  const subscriptionId = who.subscription?.id ?? '';
  const instance = parts.find(({ kind }) => kind === 'instance');
  const [resources, endpoint, access, found] = await Promise.all([
    Promise.all(parts.map((part) => lookAt(azure, part))),
    endpointOf(azure, subscriptionId, facts.hostName),
    instance === undefined ? Promise.resolve([]) : holdersOf(azure, subscriptionId, instance.id),
    instance === undefined ? undefined : instanceOf(azure, instance.id),
  ]);
  const moved = hidden && { reason: `${hidden.message} ${hidden.suggestion}` };
  return {
    ...known,
    hostName: found?.hostName ?? facts.hostName,
    subscriptionName: who.subscription?.name,
    region: found?.location,
    verdict: verdictOf(resources),
    endpoint,
    resources: resources.map((each) => (each.part.kind === 'assignment' ? { ...each, ...moved } : each)),
    access,
  };
}

async function instanceOf(azure: AzureReads, id: string): Promise<Awaited<ReturnType<AzureReads['instance']>>> {
  try {
    const [subscription = '', group = ''] = [nameIn(id, 'subscriptions'), nameIn(id, 'resourceGroups')];
    return await azure.instance(subscription, group, id.split('/').at(-1) ?? '');
  } catch (error) {
    if (error instanceof SetupError) return undefined;
    throw error;
  }
}
