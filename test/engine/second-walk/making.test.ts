import { describe, expect, test } from '@jest/globals';
import { apply } from '../../../src/engine/apply.ts';
import { OtherPlanError } from '../../../src/engine/flow.ts';
import { makePlan } from '../../../src/engine/make-plan.ts';
import { newSession } from '../../../src/engine/session.ts';
import { instance, registered } from '../../support/contoso.ts';
import { fakeAzure } from '../../support/fake-azure.ts';
import { fakeCloud, fakeContext } from '../../support/fake-context.ts';
import { type FakeWorld, fakeWorld } from '../../support/fake-world.ts';
import { all, both } from '../walking.ts';

describe('the second walk', () => {
  test('makes what is missing, in order, and proves it', async () => {
    const world = fakeWorld({ groups: [], provider: { ...registered, registrationState: 'NotRegistered' }, slow: 3 });
    const context = fakeContext(fakeAzure(world), { answers: { ...all, location: 'westeurope' } });
    const done = await both(context);
    expect(done.outcome).toBe('ready');
    expect(world.writes.map((each) => each.split(' ')[0])).toEqual(['register', 'group', 'instance', 'role']);
    expect(done.lines.find((each) => each.id === 'verify')).toMatchObject({ status: 'done', evidence: 'checked' });
    expect(context.memory.record().made.map((each) => each.step)).toEqual([
      'provider',
      'resource-group',
      'instance',
      'role',
    ]);
    expect(context.memory.record().making).toBeNull();
  });

  test('creates no group for a name that turns out to be taken once the service is on', async () => {
    const provider = { ...registered, registrationState: 'NotRegistered' };
    const world = fakeWorld({ groups: [], provider, taken: ['factory-twins'] });
    const ended = both(fakeContext(fakeAzure(world), { answers: { ...all, location: 'westeurope' } }));
    await expect(ended).rejects.toMatchObject({ step: 'instance', code: 'NameUnavailable' });
    expect(world.writes).toEqual(['register']);
  });

  test('marks what it makes', async () => {
    const world = fakeWorld({ groups: [] });
    await both(fakeContext(fakeAzure(world), { answers: { ...all, location: 'eastus', tags: '{"team":"factory"}' } }));
    expect(world.groups[0]?.tags).toEqual({ team: 'factory', 'adt-setup': 'test' });
    expect(world.instances[0]?.tags).toEqual({ team: 'factory', 'adt-setup': 'test' });
  });

  test('writes nothing when everything is there', async () => {
    const world = fakeWorld();
    const answers = { ...all, location: 'westeurope' };
    await both(fakeContext(fakeAzure(world), { answers }));
    const before = world.writes.length;
    const done = await both(fakeContext(fakeAzure(world), { answers }));
    expect(world.writes).toHaveLength(before);
    expect(done.lines.every((line) => line.status === 'reused')).toBe(true);
  });

  test.each<[string, (world: FakeWorld) => void, string]>([
    ['the role was taken away', (world) => (world.assignments = []), 'role'],
    ['X11: the instance was deleted', (world) => (world.instances = []), 'instance'],
    [
      'X11: the group was deleted, with all in it',
      (world) => Object.assign(world, { groups: [], instances: [] }),
      'group',
    ],
  ])('finished steps are looked at again: %s', async (_, undo, written) => {
    const world = fakeWorld({ groups: [] });
    const context = fakeContext(fakeAzure(world), { answers: { ...all, location: 'westeurope' } });
    await both(context);
    undo(world);
    world.writes = [];
    expect((await both(context)).outcome).toBe('ready');
    expect(world.writes[0]).toMatch(written);
  });

  test('what was there when the plan was made is looked at again before anything is made for it', async () => {
    const world = fakeWorld({ instances: [instance(all.name)] });
    const context = fakeContext(fakeAzure(world), { answers: { ...all, location: 'westeurope' } });
    const session = newSession();
    const plan = await makePlan(context, session);
    expect(plan.lines.find((line) => line.id === 'instance')?.status).toBe('reused');
    world.instances = [];
    await expect(apply(context, session, plan)).rejects.toThrow(OtherPlanError);
    expect(world.writes).toEqual([]);
    await apply(context, session, await makePlan(context, session));
    expect(world.writes[0]).toBe('instance factory-twins');
  });

  test('the instance itself is asked again although it has answered before', async () => {
    const world = fakeWorld();
    const context = fakeContext(fakeAzure(world), { answers: { ...all, location: 'westeurope' }, waits: false });
    expect((await both(context)).outcome).toBe('ready');
    world.twins = { is: 'forbidden' };
    expect((await both(context)).outcome).toBe('waiting');
  });

  test('a made-up name is saved before anything is sent with it', async () => {
    const world = fakeWorld({ groups: [] });
    const plain = fakeAzure(world);
    const saved: (string | undefined)[] = [];
    const made: string[] = [];
    const context = fakeContext(
      fakeAzure(world, {
        async createResourceGroup(wanted) {
          made.push(wanted.name);
          saved.push(context.memory.record().answers['resourceGroup']?.value);
          return await plain.createResourceGroup(wanted);
        },
        async createInstance(wanted) {
          made.push(wanted.name);
          saved.push(context.memory.record().answers['name']?.value);
          await plain.createInstance(wanted);
        },
      }),
      { cloud: { ...fakeCloud, practice: true } },
    );
    expect((await both(context)).outcome).toBe('ready');
    expect(saved).toEqual(made);
    expect(made).toHaveLength(2);
  });

  test('adopts an instance of that name in that group, and asks for no region', async () => {
    const world = fakeWorld({ instances: [instance('factory-twins', 'rg-factory', { location: 'eastus' })] });
    const done = await both(fakeContext(fakeAzure(world), { answers: all }));
    expect(done.report.location).toBe('eastus');
    expect(world.writes).toEqual([expect.stringMatching(/^role/)]);
  });
});
