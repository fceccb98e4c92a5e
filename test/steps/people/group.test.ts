import { describe, expect, test } from '@jest/globals';
import { makePlan } from '../../../src/engine/make-plan.ts';
import { newSession } from '../../../src/engine/session.ts';
import type { RoleAssignment } from '../../../src/port/azure.ts';
import { ana, dev } from '../../support/contoso.ts';
import { fakeAzure } from '../../support/fake-azure.ts';
import { fakeContext, scripted } from '../../support/fake-context.ts';
import { fakeWorld } from '../../support/fake-world.ts';
import { all, assigned, bea, line, twin } from '../../support/plans.ts';
import { builders } from './principals.ts';

describe('access', () => {
  test.each<[string, Partial<RoleAssignment>, string]>([
    ['from the subscription', { scope: `/subscriptions/${dev.id}` }, 'already, from the subscription Contoso Dev'],
    ['through a group', { principalId: builders.id }, 'already, through the group Twin Builders'],
    [
      'through a group, from the resource group',
      { principalId: builders.id, scope: `/subscriptions/${dev.id}/resourceGroups/rg-factory` },
      'already, through the group Twin Builders, from the resource group',
    ],
    ['through a group without a name', { principalId: twin.id }, 'already, through a group'],
  ])('that is held %s is said, not repeated, also before the instance is there', async (_, more, says) => {
    const held = assigned({ ...bea, id: ana.objectId }, more);
    const azure = fakeAzure(fakeWorld({ people: [builders] }), { roleAssignmentsOf: () => Promise.resolve([held]) });
    const plan = await makePlan(fakeContext(azure, { answers: all }), newSession());
    const role = line(plan, 'role');
    expect(role?.status).toBe('reused');
    expect(role?.says.endsWith(says)).toBe(true);
  });

  test.each([
    ['bea@contoso.com', 'Bea Cruz (bea@contoso.com)'],
    [bea.id, 'Bea Cruz (bea@contoso.com)'],
    ['me', 'Ana Lima (you)'],
  ])('given to %s is said by name', async (assignee, label) => {
    const context = fakeContext(fakeAzure(fakeWorld({ people: [bea] })), { answers: { ...all, assignee } });
    await makePlan(context, newSession());
    expect(context.events).toContainEqual(expect.objectContaining({ kind: 'answered', value: assignee, label }));
  });

  test('of a group says who gets in before it is granted', async () => {
    const { prompter, confirmed } = scripted({ assignee: [builders.id] });
    const context = fakeContext(fakeAzure(fakeWorld({ people: [builders] })), { prompter, answers: all });
    const plan = await makePlan(context, newSession());
    expect(confirmed).toEqual([
      'Give the group Twin Builders access? the group Twin Builders, a group in the directory Contoso, object id cccccccc-0000-4000-8000-000000000009: everyone in the group, now and later',
    ]);
    expect(line(plan, 'role')?.says).toContain('(everyone in the group, now and later)');
  });
});
