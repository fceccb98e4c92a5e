import { SetupError } from '../src/errors.ts';
import type { Change, Outcome, Step } from '../src/step/step.ts';
import type { World } from '../src/step/world.ts';
import type { Argv } from '../src/text/argv.ts';
import type { HasInstance, HasLogin, HasRole, HasSubscription, Proof } from './facts.ts';
import { shown } from './people/words.ts';
import { type Calls, callsTo } from './verify/calls.ts';

type Needs = HasLogin & HasSubscription & HasInstance & HasRole;

/** A role takes effect within ten minutes as a rule, with a fresh token (Azure RBAC troubleshooting, "Symptom: role assignment changes are not detected"). */
const waits = { usually: 60, longest: 1800, atLongest: 'waiting' } as const;

const answered = 'the instance answered your call';

export const verify = {
  id: 'verify',
  title: 'Proof',
  needs: ['login', 'subscription', 'instance', 'role'],
  questions: [],
  async plan(world) {
    const { instance, role } = world.facts;
    const az = [['az', 'dt', 'model', 'list', '--dt-name', instance.name]];
    if (!role.mine) return ofSomebodyElse(world, az);
    const isPlanned = world.absent.has('instance') || world.absent.has('role');
    const calls = callsTo(world);
    if (instance.publicNetworkAccess === 'disabled') return await withoutInternet(calls, isPlanned, az);
    const now = isPlanned ? undefined : await calls.look(false);
    if (now?.is === 'there') return { kind: 'found', value: now.value, says: answered, evidence: 'checked', az };
    return {
      kind: 'change',
      says: 'one call to the new instance',
      evidence: isPlanned ? 'assumed' : 'checked',
      az,
      expects: { called: true },
      change: {
        look: ({ fresh }) => calls.look(fresh),
        explain: () => calls.explain(),
        ...waits,
        doing: 'Azure is spreading the role: up to 10 minutes',
        done: answered,
      },
    };
  },
} satisfies Step<'verify', Proof, Needs>;

/** Nobody can make the first call in another's name: that Azure lists the role has to do. */
function ofSomebodyElse(world: World<Needs>, az: readonly Argv[]): Outcome<Proof> {
  const { role } = world.facts;
  const only = `only ${shown(role.principal)} can make the first call`;
  const says = `the role is saved; ${only}`;
  if (!world.absent.has('role')) return { kind: 'found', value: { called: false }, says, evidence: 'checked', az };
  return {
    kind: 'change',
    says: `the role will be saved; ${only}`,
    evidence: 'assumed',
    az,
    expects: { called: false },
    change: nothingToDo(says),
  };
}

/**
 * An instance without access from the internet can only be called from its private networks (Azure Digital Twins,
 * "Private network access with Azure Private Link"). From anywhere else, a refusal says nothing about the role.
 */
async function withoutInternet(calls: Calls, isPlanned: boolean, az: readonly Argv[]): Promise<Outcome<Proof>> {
  const says = "can't be reached from here: it takes no calls from the internet. Try it from one of its networks";
  const value = { called: false };
  if (isPlanned) {
    const change = nothingToDo(says);
    return { kind: 'change', says, evidence: 'assumed', az, expects: value, change };
  }
  const isIn = await calls.look(false).then(
    (seen) => seen.is === 'there',
    (error: unknown) => {
      if (error instanceof SetupError) return false;
      throw error;
    },
  );
  if (isIn) return { kind: 'found', value: { called: true }, says: answered, evidence: 'checked', az };
  return { kind: 'found', value, says, evidence: 'assumed', az };
}

function nothingToDo(done: string): Change<Proof> {
  return {
    look: () => Promise.resolve({ is: 'there', value: { called: false } }),
    longest: 60,
    atLongest: 'waiting',
    doing: 'Looking',
    done,
  };
}
