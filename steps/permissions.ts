import { sameName } from '../src/domain/names.ts';
import { doesWhat, type Resource, rightsFor, targetOf } from '../src/domain/resource.ts';
import { actions } from '../src/domain/right.ts';
import { doubts, type Verdict } from '../src/rights/verdict.ts';
import type { Evidence, Outcome, Step } from '../src/step/step.ts';
import type { World } from '../src/step/world.ts';
import { listed } from '../src/text/listing.ts';
import type { HasGroup, HasInstance, HasLogin, HasProvider, HasSubscription, Rights } from './facts.ts';
import { whereNoGroup } from './place/group-ahead.ts';
import { activations } from './rights/activation.ts';
import { type Missing, rightsHandOver } from './rights/hand-over.ts';
import { judgeNearest, whyNot } from './rights/scopes.ts';

type Needs = HasLogin & HasSubscription & HasProvider & HasGroup & HasInstance;

interface Judged {
  readonly step: string;
  readonly makes: Resource;
  readonly verdict: Verdict;
}

/** What is said of granting access, which is planned later. */
const granting = 'grant access';

interface Saying {
  readonly says: string;
  readonly verdict: Verdict;
}

function sayings(judged: readonly Saying[]): string {
  const named = (is: Verdict['is']): readonly string[] =>
    judged.filter(({ verdict }) => verdict.is === is).map(({ says }) => says);
  const [yes, no, unknown] = [named('yes'), named('no'), named('unknown')];
  if (yes.length === judged.length) return 'you may do all of this';
  if (unknown.length === judged.length) return 'could not be checked; Azure will tell';
  if (yes.length > 0 && yes.length + no.length === judged.length && listed(no) === granting)
    return 'you may create all of this, but not grant access';
  return [
    ...(no.length > 0 ? [`you may not ${listed(no, 'or')}`] : []),
    ...(yes.length > 0 ? [`you may ${listed(yes)}`] : []),
    ...doubts(judged).map((doubt) => `you probably may ${doubt}`),
    ...(unknown.length > 0 ? [`could not be checked: ${listed(unknown)}`] : []),
  ].join('; ');
}

function evidenceOf(judged: readonly Saying[]): Evidence {
  if (judged.some(({ verdict }) => verdict.is === 'unknown')) return 'unknown';
  return judged.some(({ verdict }) => verdict.is === 'probably') ? 'assumed' : 'checked';
}

export const permissions = {
  id: 'permissions',
  title: 'Your rights',
  needs: ['login', 'subscription', 'provider', 'resource-group', 'instance'],
  questions: [],
  settled: true,
  ahead(world) {
    const { azure, facts } = world;
    const { login, subscription } = facts;
    if (subscription === undefined) return [];
    const me = azure.me(subscription.id);
    // The token tells who one is in its own directory.
    const isAtHome = login !== undefined && sameName(login.tenantId, subscription.tenantId);
    const id = isAtHome ? Promise.resolve(login.objectId) : me.then((known) => known.id);
    // What isn't there yet has the rights of what is above it.
    const scope = `/subscriptions/${subscription.id}`;
    const above = (): readonly Promise<unknown>[] => [
      id.then((mine) => azure.roleAssignmentsOf(scope, mine)),
      azure.permissions(scope),
      azure.denyAssignments(scope),
    ];
    return [me, ...whereNoGroup(world, above)];
  },
  async plan(world) {
    const judge = judgeNearest(world);
    const [grant, judged] = await Promise.all([
      judge({ action: actions.assignRole, scope: world.facts.instance.id }),
      Promise.all(
        world.planned.map(async ({ step, makes }): Promise<Judged> => {
          const [{ action }] = rightsFor(makes);
          return { step, makes, verdict: await judge({ action, scope: targetOf(makes) }) };
        }),
      ),
    ]);
    return outcome(world, judged, grant);
  },
} satisfies Step<'permissions', Rights, Needs>;

async function outcome(world: World<Needs>, judged: readonly Judged[], assignRoles: Verdict): Promise<Outcome<Rights>> {
  const { login, 'resource-group': group } = world.facts;
  const all = [
    ...judged.map(({ makes, verdict }) => ({ says: doesWhat(makes), verdict })),
    { says: granting, verdict: assignRoles },
  ];
  const said = {
    says: sayings(all),
    evidence: evidenceOf(all),
    az: [['az', 'role', 'assignment', 'list', '--assignee', login.objectId, '--all', '--include-inherited']],
  };
  const missing = judged.flatMap(({ step, makes, verdict: { is, ...more } }): (Missing & Pick<Judged, 'step'>)[] =>
    is === 'no' ? [{ step, makes, ...more }] : [],
  );
  const value: Rights = { assignRoles, isMissingSome: missing.length > 0 };
  if (missing.length === 0) return { kind: 'found', value, ...said };
  const rights = missing.map(({ makes, denial }) => ({ right: rightsFor(makes)[0], denial }));
  const [denied] = missing.flatMap(({ denial }) => denial ?? []);
  return {
    kind: 'blocked',
    ...said,
    missing: rights.map(({ right }) => right),
    why: await whyNot(world, group.id, denied),
    value,
    activations: await activations(world, rights),
    stops: missing.map(({ step }) => step),
    handOver: await rightsHandOver(world, missing),
  };
}
