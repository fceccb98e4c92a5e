import type { TwinsAnswer } from '../src/azure.ts';
import { SetupError } from '../src/errors.ts';
import type { Look, Proof, Step, World } from '../src/step.ts';

type Needs = 'subscription' | 'instance' | 'role';

/** A role takes effect within ten minutes as a rule, with a fresh token (Azure RBAC troubleshooting, "Symptom: role assignment changes are not detected"). */
const waits = { usually: 60, longest: 1800, atLongest: 'waiting' } as const;

const states: Readonly<Record<Exclude<TwinsAnswer['is'], 'answered' | 'unknown-host'>, string>> = {
  forbidden: 'not yet',
  'no-such-host': "the instance's address is not known everywhere yet",
  unauthorized: 'the instance asks for a fresh sign-in',
};

async function look(world: World<Needs>, fresh: boolean): Promise<Look<Proof>> {
  const { instance, subscription } = world.facts;
  if (instance.hostName === undefined) return { is: 'absent' };
  const answer = await world.azure.askTwins(subscription.id, instance.hostName, fresh);
  if (answer.is === 'answered') return { is: 'there', value: { called: true } };
  if (answer.is === 'unknown-host') throw wrongTenant(world);
  return { is: 'under-way', state: states[answer.is] };
}

function wrongTenant(world: World<Needs>): SetupError {
  const { instance, subscription } = world.facts;
  return new SetupError({
    ending: 'refused',
    code: 'sub-domain-not-found',
    message: `The address of "${instance.name}" answers, but says that it knows no such instance.`,
    help: `Azure says so to accounts of another directory. Sign in to the instance's own: --tenant ${subscription.tenantId}.`,
  });
}

export const verify: Step<Needs, 'verify'> = {
  id: 'verify',
  title: 'Proof',
  needs: ['subscription', 'instance', 'role'],
  questions: [],
  async plan(world) {
    const { instance, role, subscription } = world.facts;
    const az = [['az', 'dt', 'model', 'list', '--dt-name', instance.name]];
    if (!role.mine) {
      const says = `the role is listed; only ${role.principal.name} can make the first call`;
      return world.absent.has('role')
        ? {
            kind: 'change',
            says: 'the role will be listed',
            evidence: 'assumed',
            az,
            expects: { called: false },
            change: listed(role.assignment.id),
          }
        : { kind: 'found', value: { called: false }, says, evidence: 'checked', az };
    }
    const isPlanned = world.absent.has('instance') || world.absent.has('role');
    const now = isPlanned ? undefined : await look(world, false);
    if (now?.is === 'there') {
      return { kind: 'found', value: now.value, says: 'the instance answered your call', evidence: 'checked', az };
    }
    const network = instance.publicNetworkAccess === 'disabled' ? unreachable(subscription.name) : undefined;
    if (network && !isPlanned) throw network;
    return {
      kind: 'change',
      says: 'one call to the new instance',
      evidence: isPlanned ? 'assumed' : 'checked',
      az,
      expects: { called: true },
      change: {
        id: `https://${instance.hostName ?? ''}`,
        needs: [],
        look: ({ fresh }) => look(world, fresh),
        ...waits,
        doing: 'Azure is spreading the role: minutes, now and then ten',
        done: 'the instance answered your call',
      },
    };
  },
};

function listed(id: string): {
  id: string;
  needs: [];
  look(): Promise<Look<Proof>>;
  longest: number;
  atLongest: 'waiting';
  doing: string;
  done: string;
} {
  return {
    id,
    needs: [],
    look: () => Promise.resolve({ is: 'there', value: { called: false } }),
    longest: 60,
    atLongest: 'waiting',
    doing: 'Looking',
    done: 'the role is listed',
  };
}

function unreachable(subscription: string): SetupError {
  return new SetupError({
    ending: 'refused',
    code: 'not-reachable-from-here',
    message:
      "The instance can't be called from here: it takes no calls from the internet (public network access is disabled).",
    help: `Try it from a network that is linked to it. Everything else in ${subscription} is done.`,
  });
}
