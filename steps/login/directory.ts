import { guidIn } from '../../src/domain/names.ts';
import { usageError } from '../../src/errors.ts';
import type { Account, AccountDirectory, SignInMethod } from '../../src/port/azure.ts';
import type { Choice, PromptOptions, Question } from '../../src/step/question.ts';
import type { World } from '../../src/step/world.ts';
import { subscription } from '../place/subscription.ts';

export const directory: Question<'tenant'> = {
  key: 'tenant',
  subject: 'directory',
  forDoctor: true,
  flag: 'tenant',
  placeholder: 'ID',
  message: 'Directory (tenant)',
  explain:
    'The organization whose account you use, by its id or a domain such as contoso.com. The Azure portal lists yours under "Directories".',
  help: 'directory to sign in to: its id or a domain',
  optional: true,
  saidByStep: true,
  parse(text) {
    const id = guidIn(text) ?? text;
    if (/^[A-Za-z0-9][A-Za-z0-9.-]{0,252}$/.test(id)) return id;
    throw usageError(
      'invalid-tenant',
      `"${text}" can't be a directory (tenant).`,
      'Give its id, or a domain such as contoso.com.',
    );
  },
};

/** What there is in a directory, for somebody who chooses among theirs. */
function choice(one: AccountDirectory, method: SignInMethod): Choice {
  const { tenantId, name, domain, subscriptions, closed } = one;
  const named = { value: tenantId, label: name ?? domain ?? tenantId };
  // A tool's own sign-in can't be renewed from here; a browser or a code can.
  const outside =
    method === 'cli' ? `needs MFA: sign in again to this directory (az login --tenant ${tenantId})` : undefined;
  if (closed === 'needs-proof') {
    return { ...named, hint: 'needs MFA: you sign in again to this directory', disabled: outside };
  }
  if (subscriptions === undefined) return { ...named, hint: domain, disabled: 'could not be looked into' };
  const found = subscriptions === 1 ? '1 subscription' : `${subscriptions === 0 ? 'no' : subscriptions} subscriptions`;
  return { ...named, hint: [domain, found].filter(Boolean).join(', ') };
}

function options(all: readonly AccountDirectory[], method: SignInMethod): PromptOptions {
  if (all.length < 2) return { later: true };
  return { later: true, choices: all.map((each) => choice(each, method)), otherwise: 'Look in all of them' };
}

/** Several may be meant: more than one holds subscriptions, or would not say. */
function isOpen(all: readonly AccountDirectory[]): boolean {
  return all.filter(({ subscriptions, closed }) => closed === 'needs-proof' || (subscriptions ?? 0) > 0).length > 1;
}

/**
 * Signs in, in the directory that was named; otherwise in one of the person's own, when they have several and neither an
 * answer nor a subscription says which. After a refusal that another directory cures, the person names one first.
 */
export async function signedIn(world: World<unknown>, method: SignInMethod): Promise<Account> {
  const named = world.answered(directory);
  const next = guidIn(world.answered(subscription) ?? '');
  if (named !== undefined || world.isReopened(directory)) {
    const offered = named === undefined ? options(await world.azure.directories(), method) : {};
    const answer = await world.ask(directory, offered);
    return await world.azure.signIn(method, answer === '' ? undefined : answer, next);
  }
  const account = await world.azure.signIn(method, undefined, next);
  if (account.kind === 'servicePrincipal' || world.answered(subscription) !== undefined) return account;
  const all = await world.azure.directories();
  if (!isOpen(all)) return account;
  const answer = await world.ask(directory, options(all, method));
  return answer === '' ? account : await world.azure.signIn(method, answer, next);
}
