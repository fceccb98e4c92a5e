import { describe, expect, test } from '@jest/globals';
import { makePlan } from '../../../src/engine/make-plan.ts';
import { newSession } from '../../../src/engine/session.ts';
import { instance } from '../../support/contoso.ts';
import { fakeAzure } from '../../support/fake-azure.ts';
import { fakeContext } from '../../support/fake-context.ts';
import { fakeWorld } from '../../support/fake-world.ts';
import { changeOf } from '../../support/plans.ts';
import { resourceAt } from '../../support/resources.ts';
import { all, both } from '../walking.ts';

describe('the second walk', () => {
  test("what was begun and is there with somebody else's mark is used, and does not count as made", async () => {
    const tags = { 'adt-setup': 'another' };
    const context = fakeContext(fakeAzure(fakeWorld({ instances: [instance(all.name, 'rg-factory', { tags })] })), {
      answers: all,
    });
    context.memory.making('instance', resourceAt(instance(all.name).id), context.clock.now());
    expect((await both(context)).outcome).toBe('ready');
    expect(context.memory.record().made.map((each) => each.step)).toEqual(['role']);
  });

  test('a role that Azure had already under another name is used, and does not count as made', async () => {
    const world = fakeWorld({ instances: [instance(all.name)] });
    const plain = fakeAzure(world);
    const other = '99999999-0000-4000-8000-000000000009';
    const azure = fakeAzure(world, {
      async assignRole(wanted) {
        const id = wanted.id.replace(wanted.name, other);
        await plain.assignRole({ ...wanted, name: other, id });
        return { id };
      },
    });
    const context = fakeContext(azure, { answers: all });
    const done = await both(context);
    expect(done.outcome).toBe('ready');
    expect(done.report.role?.assignmentId).toContain(other);
    expect(context.memory.record()).toMatchObject({ made: [], making: null });
    expect(context.memory.record().facts.assignmentId).toContain(other);
  });

  test('goes on waiting for an instance that is being created, and sends nothing again', async () => {
    const { hostName: _, ...creating } = instance('factory-twins', 'rg-factory', { provisioningState: 'Provisioning' });
    const world = fakeWorld({ instances: [creating], slow: 4 });
    const done = await both(fakeContext(fakeAzure(world), { answers: all }));
    expect(done.outcome).toBe('ready');
    expect(world.writes).toEqual([expect.stringMatching(/^role/)]);
  });

  test('uses an instance while somebody changes its tags: what is on it is looked at, and nothing is waited for', async () => {
    const changing = instance(all.name, 'rg-factory', { provisioningState: 'Updating' });
    const context = fakeContext(fakeAzure(fakeWorld({ instances: [changing] })), { answers: all });
    const plan = await makePlan(context, newSession());
    expect(plan.found).toContain(changing.id);
    expect(plan.lines.find(({ id }) => id === 'instance')).toMatchObject({ status: 'reused' });
    expect((await both(context)).outcome).toBe('ready');
  });

  test.each([
    ['Provisioning', 'factory-twins is being created already'],
    ['Moving', 'factory-twins is not ready yet: Azure says Moving'],
    ['Restoring', 'factory-twins is not ready yet: Azure says Restoring'],
  ])('says of an instance in state %s what Azure does with it', async (provisioningState, says) => {
    const world = fakeWorld({ instances: [instance(all.name, 'rg-factory', { provisioningState })], slow: 4 });
    const plan = await makePlan(fakeContext(fakeAzure(world), { answers: all }), newSession());
    expect(plan.lines.find(({ id }) => id === 'instance')).toMatchObject({ says });
  });

  test.each(['Updating', 'Succeeded'])(
    'waits for one in state %s that has no address yet',
    async (provisioningState) => {
      const { hostName: _, ...early } = instance(all.name, 'rg-factory', { provisioningState });
      const plan = await makePlan(
        fakeContext(fakeAzure(fakeWorld({ instances: [early] })), { answers: all }),
        newSession(),
      );
      expect(plan.found).not.toContain(early.id);
      expect(plan.lines.find(({ id }) => id === 'instance')).toMatchObject({ status: 'planned' });
      expect(plan.resources.map(({ kind }) => kind)).not.toContain('instance');
    },
  );

  test('waits for a group that somebody deletes, and then makes it and the instance anew', async () => {
    const world = fakeWorld({ instances: [instance(all.name)], slowDeletion: 6 });
    const azure = fakeAzure(world);
    await azure.remove('group', world.groups[0]?.id ?? '');
    const context = fakeContext(azure, { answers: { ...all, location: 'westeurope' } });
    expect((await both(context)).outcome).toBe('ready');
    expect(world.writes.map((each) => each.split(' ')[0])).toEqual(['remove', 'group', 'instance', 'role']);
    expect(context.memory.record().made.map((each) => each.step)).toEqual(['resource-group', 'instance', 'role']);
  });

  test('never writes over an instance that is there again after its deletion', async () => {
    const old = instance('factory-twins', 'rg-factory', { provisioningState: 'Deleting' });
    const world = fakeWorld({ instances: [old] });
    const context = fakeContext(fakeAzure(world), { answers: { ...all, location: 'westeurope' } });
    const plan = await makePlan(context, newSession());
    const change = await changeOf(context, plan, 'instance');
    world.instances = [{ ...old, provisioningState: 'Succeeded' }];
    await expect(change.held?.()).rejects.toMatchObject({ code: 'instance-is-back' });
  });
});
