import { dataRole, type Role, rolesFor } from '../domain/roles.ts';
import type { Clock } from '../engine/context.ts';
import { SetupError } from '../errors.ts';
import type { Account, Azure, Instance, TwinsAnswer } from '../port/azure.ts';

/** The instance that first steps are about, and who calls it. */
export interface Place {
  readonly azure: Azure;
  readonly account: Account;
  readonly subscriptionId: string;
  readonly instance: Instance;
  readonly hostName: string;
}

/** How a wait passes, and how it is told. */
export interface Patience {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Longest wait, in seconds. */
  readonly longest: number;
  waiting(elapsed: number): void;
}

/** Seconds between calls. */
const step = 5;

/**
 * Calls the instance until it answers: a role takes up to ten minutes to count ("Symptom: role assignment changes are not
 * detected", Azure RBAC troubleshooting). Nobody waits for a role that the account doesn't have.
 * @throws SetupError saying who is signed in, and what they lack.
 */
export async function waitForAccess(place: Place, { clock, signal, longest, waiting }: Patience): Promise<void> {
  const since = clock.now();
  for (let fresh = false; ; fresh = true) {
    const answer = await place.azure.askTwins(place.subscriptionId, place.hostName, fresh);
    if (answer.is === 'answered') return;
    const elapsed = Math.round((clock.now() - since) / 1000);
    if (!fresh) await checkRole(place, 'reader');
    if (answer.is === 'unknown-host' || elapsed + step > longest) throw notLetIn(place, answer);
    waiting(elapsed);
    await clock.wait(step * 1000, signal);
  }
}

/** @throws SetupError where writing needs a role that the account doesn't have. */
export async function checkMayWrite(place: Place): Promise<void> {
  await checkRole(place, 'owner');
}

/** Whether the account has one of the roles that allow it; nothing is thrown where that can't be known. */
async function checkRole(place: Place, word: 'owner' | 'reader'): Promise<void> {
  const role = dataRole(word);
  const mine = await assignedTo(place);
  if (mine === undefined || mine.some((id) => rolesFor(role).some((each) => each.id === id))) return;
  throw missingRole(place, role);
}

/** Ids of the account's roles at the instance, also by its groups; `undefined` where they can't be read, or are of other people's making. */
async function assignedTo({ azure, subscriptionId, instance }: Place): Promise<readonly string[] | undefined> {
  try {
    const me = await azure.me(subscriptionId);
    const all = (await azure.roleAssignmentsOf(instance.id, me.id)).map(({ roleId }) => roleId);
    const custom = await azure.customRoles(instance.id);
    return custom.some(({ id }) => all.includes(id)) ? undefined : all;
  } catch (error) {
    if (error instanceof SetupError) return undefined;
    throw error;
  }
}

/** "Ana Lima (ana@contoso.com, object id 0000)". */
function whoIs({ displayName, username, objectId }: Account): string {
  const more = displayName === username ? '' : `${username}, `;
  return `${displayName} (${more}object id ${objectId})`;
}

function missingRole({ account, instance }: Place, role: Role): SetupError {
  return new SetupError({
    ending: 'handover',
    code: 'no-data-role',
    message: `You are signed in as ${whoIs(account)}, who does not have the role ${role.name} on ${instance.name}.`,
    suggestion: `It allows to ${role.allows}. Run adt-setup to get it, or sign in with the account that has it: --auth.`,
  });
}

function notLetIn({ account, instance, hostName }: Place, answer: TwinsAnswer): SetupError {
  const you = `You are signed in as ${whoIs(account)}.`;
  if (answer.is === 'no-such-host')
    return new SetupError({
      ending: 'forNow',
      code: 'no-such-host',
      message: `This computer can't find ${hostName}.`,
      suggestion:
        answer.says ??
        'A new address takes some minutes to spread, and a VPN may hide it. adt-setup doctor looks closer.',
    });
  if (answer.is === 'unknown-host')
    return new SetupError({
      ending: 'refused',
      code: 'sub-domain-not-found',
      message: `The address of ${instance.name} answers, but says that it knows no such instance. ${you}`,
      suggestion: `Azure says so to accounts of another directory than the instance's, which is ${account.tenantId}: name it with --tenant.`,
    });
  const closed = instance.publicNetworkAccess === 'disabled';
  return new SetupError({
    ending: 'forNow',
    code: closed ? 'private-network' : 'role-not-effective',
    message: closed
      ? `${instance.name} takes no calls from the internet. ${you}`
      : `${instance.name} does not let you in yet. ${you}`,
    suggestion: closed
      ? 'Run this again on a computer in one of its private networks.'
      : 'A new role takes up to 10 minutes to count. Run this again in a few minutes.',
  });
}
