import { isGuid, sameName } from '../../domain/names.ts';
import { SetupError } from '../../errors.ts';
import type { SetupRecord } from '../../state/set-up-record.ts';

/** The subscriptions in which a set-up has made something, or begun to. */
function subscriptionsOf({ made, making }: SetupRecord): readonly string[] {
  const ids = [...made, ...(making === null ? [] : [making])].map(({ id }) => id);
  return ids.flatMap((id) => /^\/subscriptions\/([^/]+)/i.exec(id)?.[1] ?? []);
}

/**
 * The subscription where a set-up began, when an answer names another one by its id: somebody has changed the saved answers,
 * or means another set-up. (A name can only be looked up in Azure.)
 */
export function begunElsewhere(record: SetupRecord, subscription: string | undefined): string | undefined {
  if (subscription === undefined || !isGuid(subscription)) return undefined;
  const begun = subscriptionsOf(record);
  return begun.some((each) => sameName(each, subscription)) ? undefined : begun.at(-1);
}

/**
 * What to tell people who see the plan of a set-up whose answers name another subscription than it began in, if they do.
 * @throws SetupError (refused) where nobody would see the plan before something is made there.
 */
export function movedElsewhere(
  record: SetupRecord,
  subscription: string | undefined,
  isShown: boolean,
): string | undefined {
  const began = begunElsewhere(record, subscription);
  if (began === undefined) return undefined;
  const message = `This set-up began in the subscription ${began}, and its answers now name ${subscription ?? 'none'}.`;
  if (isShown) return message;
  throw new SetupError({
    ending: 'refused',
    code: 'other-subscription',
    message,
    suggestion:
      'Run it in a terminal, where the plan is shown and you are asked first; or begin another one beside it: --fresh.',
  });
}
