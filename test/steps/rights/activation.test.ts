import { describe, expect, test } from '@jest/globals';
import { makePlan } from '../../../src/engine/make-plan.ts';
import type { Plan } from '../../../src/engine/plan.ts';
import { newSession } from '../../../src/engine/session.ts';
import type { Activation } from '../../../src/step/hand-over.ts';
import { activationsOf } from '../../../src/wizard/colleague.ts';
import type { StepId } from '../../../steps/index.ts';
import { contributor, everything, group, reader } from '../../support/contoso.ts';
import { fakeAzure } from '../../support/fake-azure.ts';
import { fakeContext } from '../../support/fake-context.ts';
import { fakeWorld } from '../../support/fake-world.ts';
import { all, granting, line, managed, owner, planned, rbacAdministrator, subscription } from './planning.ts';

const ownerRole = { id: owner, name: 'Owner', entries: [everything] };

describe('roles that can be activated', () => {
  const eligible = [
    { id: 'e1', roleId: rbacAdministrator, scope: subscription },
    { id: 'e2', roleId: owner, scope: subscription },
    { id: 'e3', roleId: owner, scope: group('rg-other').id },
  ];
  const roles = [granting, ownerRole];
  const yours = (plan: Plan, id: StepId): readonly Activation[] => {
    const outcome = plan.outcomes.get(id);
    return outcome?.kind === 'blocked' ? outcome.activations : [];
  };

  test('are offered where they give what is missing, the most helpful first', async () => {
    const plan = await planned({ entries: [reader], eligible, roles });
    expect(yours(plan, 'permissions').map((each) => `${each.role} on ${each.on}`)).toEqual([
      'Owner on the subscription Contoso Dev',
    ]);
    expect(yours(plan, 'role').map((each) => each.role)).toEqual(['Role Based Access Control Administrator', 'Owner']);
    expect(yours(plan, 'role')[0]).toMatchObject({ link: 'https://portal.example/#activate', hours: 1 });
  });

  test.each([
    ['who has no role yet', [reader]],
    ['who has one', [everything]],
  ])('are not offered to somebody %s against a deny assignment: no role helps', async (_, entries) => {
    const plan = await planned({ entries, eligible, roles, denials: [managed] });
    expect([yours(plan, 'permissions'), yours(plan, 'role')]).toEqual([[], []]);
    expect(line(plan, 'role')?.says).toBe(
      'you may not grant roles here: the deny assignment "Managed by contoso-insights" forbids it',
    );
    for (const { why } of plan.handOvers) expect(why).toContain('unless its creator exempts them');
    expect(activationsOf(plan)).toEqual([]);
  });

  test('are only looked for when something is missing, and never activated by a plan', async () => {
    let asked = 0;
    const world = fakeWorld({ eligible, roles });
    const azure = fakeAzure(world, {
      eligibleRoles: () => {
        asked += 1;
        return Promise.resolve(eligible);
      },
    });
    await makePlan(fakeContext(azure, { answers: all }), newSession());
    expect(asked).toBe(0);
    world.entries = [contributor];
    const plan = await makePlan(fakeContext(azure, { answers: all }), newSession());
    expect(asked).toBeGreaterThan(0);
    expect(world.writes).toEqual([]);
    expect(line(plan, 'role')?.says).toContain('you can activate Role Based Access Control Administrator on');
  });
});
