import { describe, expect, test } from '@jest/globals';
import { makePlan } from '../../../src/engine/make-plan.ts';
import { newSession } from '../../../src/engine/session.ts';
import type { RoleAssignment } from '../../../src/port/azure.ts';
import { ana, dev, instance } from '../../support/contoso.ts';
import { fakeAzure } from '../../support/fake-azure.ts';
import { fakeContext } from '../../support/fake-context.ts';
import { fakeWorld } from '../../support/fake-world.ts';
import { all, assigned, bea, factsIn, line, planned } from '../../support/plans.ts';
import { builders } from './principals.ts';

describe('access', () => {
  test('that is there already is found, not repeated', async () => {
    const world = { instances: [instance('factory-twins')], assignments: [assigned({ ...bea, id: ana.objectId })] };
    expect(line(await planned(world), 'role')).toMatchObject({
      status: 'reused',
      says: expect.stringContaining('already'),
    });
  });

  const reading = 'd57506d4-4c8d-48b1-8587-93c323f6a5a3';

  test.each<[string, Partial<RoleAssignment>[], string]>([
    ['there', [{}], 'Data Owner already, which includes reading'],
    [
      'through a group, from the subscription',
      [{ principalId: builders.id, scope: `/subscriptions/${dev.id}` }],
      'Data Owner already, through the group Twin Builders, from the subscription Contoso Dev, which includes reading',
    ],
    ['beside the role itself', [{}, { roleId: reading }], 'Data Reader already'],
  ])('to read is there for a Data Owner, %s', async (_, held, says) => {
    const world = fakeWorld({ people: [builders], instances: [instance('factory-twins')] });
    const own = held.map((more) => assigned({ ...bea, id: ana.objectId }, more));
    const azure = fakeAzure(world, { roleAssignmentsOf: () => Promise.resolve(own) });
    const plan = await makePlan(fakeContext(azure, { answers: { ...all, role: 'reader' } }), newSession());
    const role = line(plan, 'role');
    expect(role?.status).toBe('reused');
    expect(role?.says.endsWith(says)).toBe(true);
    expect(factsIn(plan).role?.role.id).toBe(own.at(-1)?.roleId);
  });

  test.each([
    ['a Data Owner under a condition is no reader', 'reader', { conditional: true }],
    ['a Data Reader is no owner', 'owner', { roleId: reading }],
  ])('%s', async (_, role, more) => {
    const assignments = [assigned({ ...bea, id: ana.objectId }, more)];
    const plan = await planned({ instances: [instance('factory-twins')], assignments }, { role });
    expect(line(plan, 'role')?.status).toBe('planned');
  });

  test.each([
    ['with a condition', { conditional: true }],
    ['of another role', { roleId: 'd57506d4-4c8d-48b1-8587-93c323f6a5a3' }],
  ])('%s does not count', async (_, more) => {
    const world = {
      instances: [instance('factory-twins')],
      assignments: [assigned({ ...bea, id: ana.objectId }, more)],
    };
    expect(line(await planned(world), 'role')?.status).toBe('planned');
  });
});
