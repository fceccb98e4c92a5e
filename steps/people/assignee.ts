import { guidIn, isGuid, sameName } from '../../src/domain/names.ts';
import type { PrincipalType } from '../../src/domain/principal-type.ts';
import { usageError } from '../../src/errors.ts';
import type { Principal } from '../../src/port/azure.ts';
import type { Choice, Question } from '../../src/step/question.ts';
import type { World } from '../../src/step/world.ts';
import type { HasLogin, HasSubscription } from '../facts.ts';
import { subscription } from '../place/subscription.ts';
import { nearby } from './nearby.ts';
import { byId, isOnlyName, nameAlone, nobody, otherType, several } from './refusals.ts';
import { caution, described, everybodyInIt, isNameless, shown } from './words.ts';

/** An object id whose type is said along with it, for directories that don't tell. */
const typed = /^(user|group|app):([0-9a-f-]{36})$/i;

/** A group by its name. Other names are nobody's own: anybody may name an application. */
const namedGroup = /^group:(.+)$/i;

const typeOf: Readonly<Record<string, PrincipalType>> = { user: 'User', group: 'Group', app: 'ServicePrincipal' };

/** User principal names have at most 113 characters, display names 256 (Microsoft Graph, user resource type). */
const longest = 320;

function isName(who: string): boolean {
  return who !== '' && !/^-|^(user|group|app):|[\p{Cc}"<>\\]/iu.test(who) && who.length <= longest;
}

export const assignee: Question<'assignee'> = {
  key: 'assignee',
  subject: 'principal',
  flag: 'assignee',
  placeholder: 'WHO',
  message: 'Who may use it',
  explain: 'Creating an instance gives nobody access to its data, not even you: that takes a role of its own.',
  help: 'me (default), an e-mail, user principal name or object id; user:ID, group:ID, app:ID or group:NAME',
  dependsOn: [subscription],
  settled: ({ role }) => role && byId(role.principalId, role.principalType),
  parse(text) {
    const who = text.trim();
    if (/^me$/i.test(who)) return 'me';
    const [, kind = '', rest = who] = /^(user:|group:|app:)(.*)$/i.exec(who) ?? [];
    const id = guidIn(rest);
    if (id !== undefined) return `${kind.toLowerCase()}${id}`;
    const [, group] = namedGroup.exec(who) ?? [];
    if (group !== undefined && isName(group.trim())) return `group:${group.trim()}`;
    if (isName(who) && (!who.includes('@') || /^[^\s@]+@[^\s@]+$/.test(who))) return who;
    throw usageError(
      'invalid-assignee',
      `"${who.slice(0, 80)}" is neither a name, an e-mail address nor an object id.`,
      'Use me, a user principal name or e-mail such as ana@contoso.com, group:NAME, or an object id: user:ID, group:ID, app:ID.',
    );
  },
};

type LookUp = (text: string) => Promise<readonly Principal[]>;

/** Looks each text up once. An object id with its type stands for itself where the directory won't tell. */
function directoryOf(world: World<HasLogin & HasSubscription>): LookUp {
  const { azure, facts } = world;
  const known = new Map<string, Promise<readonly Principal[]>>();
  async function look(text: string): Promise<readonly Principal[]> {
    const me = await azure.me(facts.subscription.id);
    const [, kind = '', id] = typed.exec(text) ?? [];
    const type = typeOf[kind.toLowerCase()];
    const isMine = text === 'me' || sameName(id ?? text, me.id);
    if (isMine && (type === undefined || me.type === undefined || me.type === type)) return [me];
    const [, name] = namedGroup.exec(text) ?? [];
    if (name !== undefined && id === undefined)
      return (await azure.principals(facts.subscription.id, name)).filter((each) => each.type === 'Group');
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
    const explain =
      'Azure gives access to an object id of a certain kind. The page of the person, group or application in the Azure portal shows which it is.';
    const answer = await world.askAgain(assignee, { choices, explain }, why);
    return { ...principal, type: typeOf[typed.exec(answer)?.[1] ?? ''] };
  } catch (error) {
    if (error === why) return principal;
    throw error;
  }
}

const meansAccess =
  'Yes gives this very account a role on the data of the instance, and on nothing else in Azure. No asks you again.';

/** Somebody whom a few letters may mean. */
function choiceOf(principal: Principal): Choice {
  const warning = caution(principal);
  return {
    value: byId(principal.id, principal.type),
    label: shown(principal),
    ...(warning !== '' && { hint: warning }),
  };
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
    otherwiseHint: 'type an e-mail, a name, a group or an object id',
    verb: 'look up',
    find: async (text: string) =>
      isGuid(text) ? [] : (await world.azure.principalsLike(subscription.id, text)).map(choiceOf),
    recommended: { value: 'me', why: 'so that you can work with it', safe: true },
    async check(value: string) {
      const found = await lookUp(value);
      const [first] = found;
      if (first === undefined) return nobody(value, world.azure.links.users, await nearby(world, value));
      const { id } = await world.azure.me(subscription.id);
      const one = sameName(first.id, id) ? `${login.displayName} (you)` : shown(first);
      names.set(value, found.length === 1 ? one : `${value} (${found.length} accounts)`);
      return undefined;
    },
    understood: (value: string) => names.get(value),
  };
  let text = await world.ask(assignee, options);
  let found = await lookUp(text);
  if (found.length > 1) {
    const choices = found.map((each) => ({ value: each.id, label: shown(each), hint: each.id }));
    const explain = 'Several accounts are called like this. The object id under each tells them apart.';
    text = await world.askAgain(assignee, { choices, explain }, several(text, found));
    found = await lookUp(text);
  }
  const [first] = found;
  if (first === undefined) throw nobody(text, world.azure.links.users, await nearby(world, text));
  const me = await world.azure.me(subscription.id);
  const mine = sameName(first.id, me.id);
  const known = mine && isNameless(first) ? me : first;
  const principal = known.type === undefined && !mine ? await withType(world, known) : known;
  if (!mine) {
    const message = `Give ${shown(principal)} access?`;
    const unconfirmed = isOnlyName(text) ? nameAlone(text, principal) : undefined;
    await world.confirm(assignee, message, {
      understood: described(world, principal),
      explain: meansAccess,
      unconfirmed,
    });
  }
  return { principal, mine };
}
