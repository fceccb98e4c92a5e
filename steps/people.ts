import type { Principal } from '../src/azure.ts';
import { isGuid, sameName } from '../src/domain/names.ts';
import { SetupError, usageError } from '../src/errors.ts';
import type { Question, World } from '../src/step.ts';

export const assignee: Question = {
  key: 'assignee',
  flag: 'assignee',
  placeholder: 'WHO',
  message: 'Who may use it',
  explain: 'Creating an instance gives nobody access to its data, not even you: that takes a role of its own.',
  help: 'me (default), a user principal name or e-mail, an object id or an application id',
  dependsOn: ['subscription'],
  parse(text) {
    const who = text.trim();
    if (who === 'me' || isGuid(who)) return who.toLowerCase();
    if (/^[^\s@]+@[^\s@]+$/.test(who) && who.length <= 320 && !/\p{Cc}/u.test(who)) return who;
    throw usageError(
      'invalid-assignee',
      `"${who}" is neither an e-mail address nor an object id.`,
      'Use me, a user principal name such as ana@contoso.com, an object id or an application id.',
    );
  },
};

/** The person as people know them: "Bea Cruz (bea@contoso.com)". */
export function shown(principal: Principal): string {
  const address = principal.mail ?? principal.userPrincipalName;
  const kind =
    principal.type === 'Group' ? 'the group ' : principal.type === 'ServicePrincipal' ? 'the application ' : '';
  const guest = principal.guest === true ? ', a guest' : '';
  return `${kind}${principal.name}${address === undefined ? '' : ` (${address}${guest})`}`;
}

function nobody(text: string, users: string): SetupError {
  return new SetupError({
    ending: 'usage',
    code: 'no-such-principal',
    message: `The directory knows nobody called "${text}".`,
    help: `Guests and personal accounts often have another user principal name than their e-mail. Open ${users}, select the person, copy the "Object ID" and give that.`,
    again: 'answer',
    questions: [assignee.key],
  });
}

export async function askPrincipal(
  world: World<'login' | 'subscription'>,
): Promise<{ principal: Principal; mine: boolean }> {
  const { subscription, login } = world.facts;
  const known = new Map<string, Promise<readonly Principal[]>>();
  const lookUp = (text: string): Promise<readonly Principal[]> => {
    const answer =
      known.get(text) ??
      (text === 'me'
        ? world.azure.me(subscription.id).then((me) => [me])
        : world.azure.principals(subscription.id, text));
    known.set(text, answer);
    return answer;
  };
  const live = {
    choices: [{ value: 'me', label: `${login.displayName} (you)`, hint: login.username }],
    otherwise: 'Somebody else',
    recommended: { value: 'me', why: 'so that you can work with it', safe: true },
    async check(value: string) {
      return (await lookUp(value)).length === 0 ? nobody(value, world.azure.links.users) : undefined;
    },
  };
  let text = await world.ask(assignee, live);
  let found = await lookUp(text);
  if (found.length > 1) {
    const choices = found.map((each) => ({ value: each.id, label: shown(each), hint: each.id }));
    text = await world.askAgain(assignee, { choices }, several(text, found));
    found = await lookUp(text);
  }
  const [principal] = found;
  if (principal === undefined) throw nobody(text, world.azure.links.users);
  if (text !== 'me') await world.confirm(assignee, shown(principal));
  return { principal, mine: text === 'me' || sameName(principal.id, (await world.azure.me(subscription.id)).id) };
}

function several(text: string, found: readonly Principal[]): SetupError {
  return usageError(
    'ambiguous-principal',
    `"${text}" may mean ${found.length} accounts.`,
    `Give the object id of the one you mean: ${found.map((each) => `${each.id} for ${shown(each)}`).join(', ')}.`,
  );
}
