import { sameName } from '../domain/names.ts';
import { SetupError } from '../errors.ts';
import type { Entered } from '../saved/enter.ts';
import { subscriptionIn } from '../state/parts.ts';
import type { SetupRecord } from '../state/set-up-record.ts';

/**
 * The subscription where the set-up is, as the account sees it.
 * @throws SetupError when the account doesn't see it, or it is in another directory by now: then it isn't certain whose it is, and
 * nothing is removed.
 */
export function subscriptionOf(
  { account, subscription }: Entered,
  record: SetupRecord,
): { readonly id: string; readonly name: string } {
  const directory = record.tenant;
  if (subscription === undefined) {
    throw new SetupError({
      ending: 'signIn',
      code: 'subscription-not-seen',
      message: `${account.name} doesn't see the subscription ${subscriptionIn(record) ?? ''}, so what is in it can't be looked at. Nothing was removed.`,
      suggestion: `Sign in with the account that made the set-up${directory === null ? '' : ` (directory ${directory})`}, or name the directory that the subscription is in now: --tenant.`,
    });
  }
  if (directory !== null && !sameName(subscription.tenantId, directory)) {
    throw new SetupError({
      ending: 'refused',
      code: 'subscription-moved',
      message: `The subscription ${subscription.name} was in the directory ${directory} when this was set up, and is in ${subscription.tenantId} now: it isn't certain that it is still yours to remove. Nothing was removed.`,
      suggestion: 'Look at it with adt-setup status, and remove it in the portal if you are sure.',
    });
  }
  return { id: subscription.id, name: subscription.name };
}
