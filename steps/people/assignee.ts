import { isGuid, sameName } from '../../src/domain/names.ts';
import type { PrincipalType } from '../../src/domain/principal-type.ts';
import { SetupError, usageError } from '../../src/errors.ts';
import type { Principal } from '../../src/port/azure.ts';
import type { Question } from '../../src/step/question.ts';
import type { World } from '../../src/step/world.ts';
import type { HasLogin, HasSubscription } from '../facts.ts';
import { subscription } from '../place/subscription.ts';
import { agreeing, described, everybodyInIt, isNameless, kindOf, shown } from './words.ts';

/** An object id whose type is said along with it, for directories that don't tell. */
const typed = /^(user|group|app):([0-9a-f-]{36})$/i;

const typeOf: Readonly<Record<string, PrincipalType>> = { user: 'User', group: 'Group', app: 'ServicePrincipal' };

/** User principal names have at most 113 characters, display names 256 (Microsoft Graph, user resource type). */
const longest = 320;

export const assignee: Question<'assignee'> = {
  key: 'assignee',
  subject: 'principal',
  flag: 'assignee',
  placeholder: 'WHO',
  message: 'Who may use it',
  explain: 'Creating an instance gives nobody access to its data, not even you: that takes a role of its own.',
  help: 'me (default), an e-mail, user principal name, alias, group or application; user:ID, group:ID or app:ID',
  dependsOn: [subscription],
  parse(text) {
    const who = text.trim();
    if (/^me$/i.test(who) || isGuid(who)) return who.toLowerCase();
    const [, , id = ''] = typed.exec(who) ?? [];
    if (isGuid(id)) return who.toLowerCase();
    const isName = who !== '' && !/^-|^(user|group|app):|[\p{Cc}"<>\\]/iu.test(who) && who.length <= longest;
    if (isName && (!who.includes('@') || /^[^\s@]+@[^\s@]+$/.test(who))) return who;
    throw usageError(
      'invalid-assignee',
      `"${who.slice(0, 80)}" is neither a name, an e-mail address nor an object id.`,
      'Use me, a user principal name or e-mail such as ana@contoso.com, the name of a group or application, or an object id: user:ID, group:ID, app:ID.',
    );
  },
};

function nobody(text: string, users: string): SetupError {
  return new SetupError({
    ending: 'usage',
    code: 'no-such-principal',
    message: `The directory (tenant) of this subscription knows nobody called "${text}".`,
    suggestion: isGuid(text)
      ? `An object id belongs to one directory: check that it is of this one. An application of another directory has to be added here first: az ad sp create --id ${text}`
      : `Guests and personal accounts often have another user principal name than their e-mail. Open ${users}, select the person, copy the "Object ID" and give that.`,
    again: 'answer',
    cures: ['principal'],
  });
}

function several(text: string, found: readonly Principal[]): SetupError {
  return usageError(
    'ambiguous-principal',
    `"${text}" may mean ${found.length} accounts.`,
    `Give the object id of the one you mean: ${found.map((each) => `${each.id} for ${shown(each)}`).join(', ')}.`,
  );
}

function otherType(principal: Principal, said: PrincipalType): SetupError {
  const is = principal.type === undefined ? 'something else' : kindOf[principal.type];
  return new SetupError({
    ending: 'usage',
    code: 'other-principal-type',
    message: `${principal.id} is not ${kindOf[said]} but ${is}: ${shown(principal)}.`,
    suggestion: 'Give the object id without a type, or another one.',
    again: 'answer',
    cures: ['principal'],
  });
}

type LookUp = (text: string) => Promise<readonly Principal[]>;

/** Looks each text up once. An object id with its type stands for itself where the directory won't tell. */
function directoryOf(world: World<HasLogin & HasSubscription>): LookUp {
  const { azure, facts } = world;
  const known = new Map<string, Promise<readonly Principal[]>>();
  async function look(text: string): Promise<readonly Principal[]> {
    if (text === 'me') return [await azure.me(facts.subscription.id)];
    const [, word = '', id] = typed.exec(text) ?? [];
    const type = typeOf[word];
    if (id === undefined || type === undefined) return await azure.principals(facts.subscription.id, text);
    const found = await azure.principals(facts.subscription.id, id);
    const other = found.find((each) => each.type !== undefined && each.type !== type);
    if (other !== undefined) throw otherType(other, type);
    return found.map((each) => ({ ...each, type }));
  }
  return (text) => {
    const answer = known.get(text) ?? look(text);
    known.set(text, answer);
    return answer;
  };
}

/** Asks what an object id is that the directory won't tell; unattended, Azure finds out by itself. */
async function withType(world: World<HasLogin & HasSubscription>, principal: Principal): Promise<Principal> {
  const why = usageError(
    'unknown-principal-type',
    'Your account may not look into the directory, so say what this object id is.',
    `Give it as user:${principal.id}, group:${principal.id} or app:${principal.id}.`,
  );
  const choices = [
    { value: `user:${principal.id}`, label: 'A person' },
    { value: `group:${principal.id}`, label: 'A group', hint: everybodyInIt },
    { value: `app:${principal.id}`, label: 'An application', hint: 'its object id under "Enterprise applications"' },
  ];
  try {
    const answer = await world.askAgain(assignee, { choices }, why);
    return { ...principal, type: typeOf[typed.exec(answer)?.[1] ?? ''] };
  } catch (error) {
    if (error === why) return principal;
    throw error;
  }
}

/** Who gets the role: found in the directory of the subscription, shown and agreed to. `mine`: the account itself. */
export async function askPrincipal(
  world: World<HasLogin & HasSubscription>,
): Promise<{ principal: Principal; mine: boolean }> {
  const { subscription, login } = world.facts;
  const lookUp = directoryOf(world);
  const names = new Map<string, string>();
  const options = {
    choices: [{ value: 'me', label: `${login.displayName} (you)`, hint: login.username }],
    otherwise: 'Someone else',
    recommended: { value: 'me', why: 'so that you can work with it', safe: true },
    async check(value: string) {
      const found = await lookUp(value);
      const [first] = found;
      if (first === undefined) return nobody(value, world.azure.links.users);
      names.set(value, found.length === 1 ? shown(first) : `${value} (${found.length} accounts)`);
      return undefined;
    },
    understood: (value: string) => names.get(value),
  };
  let text = await world.ask(assignee, options);
  let found = await lookUp(text);
  if (found.length > 1) {
    const choices = found.map((each) => ({ value: each.id, label: shown(each), hint: each.id }));
    text = await world.askAgain(assignee, { choices }, several(text, found));
    found = await lookUp(text);
  }
  const [first] = found;
  if (first === undefined) throw nobody(text, world.azure.links.users);
  const me = await world.azure.me(subscription.id);
  const mine = sameName(first.id, me.id);
  const known = mine && isNameless(first) ? me : first;
  const principal = known.type === undefined && !mine ? await withType(world, known) : known;
  if (text !== 'me') {
    const message =
      principal.type === undefined ? 'Give access to the account with this object id?' : agreeing[principal.type];
    await world.confirm(assignee, message, described(world, principal));
  }
  return { principal, mine };
}
