import { actions, type Right } from '../src/rights/match.ts';
import { doubts, type Verdict } from '../src/rights/verdict.ts';
import type { Evidence, Outcome, Rights, Step, StepId, World } from '../src/step/step.ts';
import { listed } from '../src/text/listing.ts';
import { activations } from './rights/activation.ts';
import { type Missing, rightsHandOver } from './rights/hand-over.ts';
import { judgeNearest, whyNot } from './rights/scopes.ts';

type Needs = 'subscription' | 'provider' | 'resource-group' | 'instance' | 'login';

/** What the rights are for, as the plan says it. */
const works: Partial<Readonly<Record<StepId, string>>> = {
  provider: 'switch the service on',
  'resource-group': 'create the resource group',
  instance: 'create the instance',
  role: 'grant access',
};

interface Judged {
  readonly step: StepId;
  readonly right: Right;
  readonly az: Missing['az'];
  readonly verdict: Verdict;
}

/** The thing itself that a step makes, which may stand below the scope where the right is given. */
function target(world: World<Needs>, step: StepId, right: Right): string {
  const { 'resource-group': group, instance } = world.facts;
  if (step === 'resource-group') return group.id;
  return step === 'instance' ? instance.id : right.scope;
}

function sayings(judged: readonly Judged[]): string {
  const named = (is: Verdict['is']): readonly string[] =>
    judged.filter(({ verdict }) => verdict.is === is).map(({ step }) => works[step] ?? step);
  const [yes, no, unknown] = [named('yes'), named('no'), named('unknown')];
  if (yes.length === judged.length) return 'you may do all of this';
  if (unknown.length === judged.length) return 'could not be checked; Azure will tell';
  if (yes.length > 0 && yes.length + no.length === judged.length && listed(no) === works.role)
    return 'you may create all of this, but not grant access';
  const doubtful = doubts(judged.map(({ step, verdict }) => ({ says: works[step] ?? step, verdict })));
  return [
    ...(no.length > 0 ? [`you may not ${listed(no, 'or')}`] : []),
    ...(yes.length > 0 ? [`you may ${listed(yes)}`] : []),
    ...doubtful.map((doubt) => `you probably may ${doubt}`),
    ...(unknown.length > 0 ? [`could not be checked: ${listed(unknown)}`] : []),
  ].join('; ');
}

function evidenceOf(judged: readonly Judged[]): Evidence {
  if (judged.some(({ verdict }) => verdict.is === 'unknown')) return 'unknown';
  return judged.some(({ verdict }) => verdict.is === 'probably') ? 'assumed' : 'checked';
}

export const permissions: Step<Needs, 'permissions'> = {
  id: 'permissions',
  title: 'Your rights',
  needs: ['login', 'subscription', 'provider', 'resource-group', 'instance'],
  questions: [],
  async plan(world) {
    const judge = judgeNearest(world);
    const granting: World<Needs>['needed'][number] = {
      step: 'role',
      right: { action: actions.assignRole, scope: world.facts.instance.id },
      az: [],
    };
    const judged = await Promise.all(
      [...world.needed, granting].map(async ({ step, right, az }): Promise<Judged> => {
        const verdict = await judge({ action: right.action, scope: target(world, step, right) });
        return { step, right, az, verdict };
      }),
    );
    return verdict(world, judged);
  },
};

async function verdict(world: World<Needs>, judged: readonly Judged[]): Promise<Outcome<Rights>> {
  const { login } = world.facts;
  const missing = judged.flatMap(({ step, right, az, verdict: { is, ...more } }): Missing[] =>
    is === 'no' && step !== 'role' ? [{ step, right, az, ...more }] : [],
  );
  const said = {
    says: sayings(judged),
    evidence: evidenceOf(judged),
    az: [['az', 'role', 'assignment', 'list', '--assignee', login.objectId, '--all', '--include-inherited']],
  };
  const value: Rights = {
    assignRoles: judged.find(({ step }) => step === 'role')?.verdict ?? { is: 'unknown' },
    missing: missing.map(({ step }) => step),
  };
  if (missing.length === 0) return { kind: 'found', value, ...said };
  const denials = missing.flatMap(({ denial }) => denial ?? []);
  const { 'resource-group': group } = world.facts;
  return {
    kind: 'blocked',
    ...said,
    missing: missing.map(({ right }) => right),
    why: await whyNot(world, group.id, denials[0]),
    value,
    activations: await activations(world, missing),
    stops: missing.map(({ step }) => step),
    handOver: await rightsHandOver(world, missing),
  };
}
