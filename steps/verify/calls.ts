import { SetupError } from '../../src/errors.ts';
import type { TwinsAnswer } from '../../src/port/azure.ts';
import { privilegedRoles } from '../../src/rights/privileged-roles.ts';
import type { Look } from '../../src/step/step.ts';
import type { World } from '../../src/step/world.ts';
import type { HasInstance, HasLogin, HasRole, HasSubscription, Proof } from '../facts.ts';

import { withService } from './service.ts';

type Needs = HasLogin & HasSubscription & HasInstance & HasRole;

/** Calls to the instance as the signed-in account, and what their answers mean. */
export interface Calls {
  /** @throws SetupError when waiting can't help. */
  look(fresh: boolean): Promise<Look<Proof>>;
  /** Why it has not answered yet, in whole sentences. */
  explain(): Promise<string>;
}

/** Fresh tokens that are refused one after the other before waiting is given up: the sign-in itself is wrong then. */
const mostUnauthorized = 3;

/** The built-in roles that manage resources (built-in roles, "Privileged"). */
const managingRoles: ReadonlyMap<string, string> = new Map(privilegedRoles.map(({ id, name }) => [id, name]));

/**
 * Seconds for which an instance that was made just now may not be known at its own address yet: nobody documents how long, and
 * this is generous. Otherwise it is the answer to an account of another directory (Azure Digital Twins, "Troubleshoot 404").
 */
const newcomer = 180;

/** For the line that counts the seconds: short enough for 80 columns; the explanation says more. */
const states: Readonly<Record<Exclude<TwinsAnswer['is'], 'answered'>, string>> = {
  'unknown-host': 'no address yet',
  forbidden: 'not yet',
  'no-such-host': 'no address yet',
  unauthorized: 'no sign-in yet',
};

export function callsTo(world: World<Needs>): Calls {
  const { instance, subscription } = world.facts;
  let last: TwinsAnswer | undefined;
  let unauthorized = 0;
  return {
    async look(fresh) {
      if (instance.hostName === undefined) return { is: 'absent' };
      const answer = await withService(world, world.azure.askTwins(subscription.id, instance.hostName, fresh));
      last = answer;
      unauthorized = answer.is === 'unauthorized' ? unauthorized + 1 : 0;
      if (answer.is === 'answered') return { is: 'there', value: { called: true } };
      const isNew = (world.madeAgo(instance.id) ?? newcomer) < newcomer;
      if (answer.is === 'unknown-host' && !isNew) throw wrongTenant(world);
      if (unauthorized > mostUnauthorized) throw notAccepted(world);
      return { is: 'under-way', state: states[answer.is] };
    },
    async explain() {
      if (last?.is === 'no-such-host') {
        if (last.says !== undefined) return `${last.says} New addresses take some minutes to spread.`;
        return `This computer can't find ${instance.hostName ?? 'its address'} yet: new addresses take some minutes to spread, and a company's own name service or VPN may not pass them on.`;
      }
      if (last?.is === 'unknown-host') return 'The instance is new, and its own address does not know it yet.';
      if (last?.is === 'unauthorized')
        return 'The instance does not accept the sign-in yet, although it is a fresh one.';
      return await compared(world);
    },
  };
}

/**
 * Azure's answer to a missing role has no text. Roles for the resource and roles for its data are two things: the first
 * give nothing of the second ("Security for Azure Digital Twins solutions").
 */
async function compared(world: World<Needs>): Promise<string> {
  const { role, instance, login } = world.facts;
  const assignments = await world.azure.roleAssignmentsOf(instance.id, role.principal.id).catch((error: unknown) => {
    if (error instanceof SetupError) return undefined;
    throw error;
  });
  const managing = [...new Set(assignments?.flatMap((each) => managingRoles.get(each.roleId) ?? []))].join(' and ');
  const needed = role.role.name;
  const have =
    managing === ''
      ? `The data of the instance needs the role ${needed}.`
      : `You are ${managing}, which manages the resource; its data needs ${needed}.`;
  const isHeld = assignments?.some((each) => each.roleId === role.role.id);
  if (isHeld === false) return `${have} That role is not assigned any more: run again to give it once more.`;
  const token =
    login.method === 'cli'
      ? ' The Azure CLI keeps a sign-in for up to an hour: az logout, then az login, gets a new one.'
      : '';
  return `${have} You have that role, and Azure has not spread it yet.${token}`;
}

function wrongTenant(world: World<Needs>): SetupError {
  const { instance, subscription } = world.facts;
  return new SetupError({
    ending: 'refused',
    code: 'sub-domain-not-found',
    message: `The address of "${instance.name}" answers, but says that it knows no such instance.`,
    suggestion: `Azure says so to accounts of another directory. Sign in to the instance's own: --tenant ${subscription.tenantId}.`,
  });
}

function notAccepted(world: World<Needs>): SetupError {
  const { instance, subscription } = world.facts;
  return new SetupError({
    ending: 'signIn',
    code: 'instance-refuses-sign-in',
    message: `"${instance.name}" does not accept your sign-in, not even a fresh one (401).`,
    suggestion: `Check the date and time of this computer, then sign in again to the directory of the instance: --tenant ${subscription.tenantId}.`,
    httpStatus: 401,
  });
}
