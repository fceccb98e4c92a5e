import { describe, expect, test } from '@jest/globals';
import { apply } from '../../src/engine/apply.ts';
import { NeedsAnswersError, OtherPlanError } from '../../src/engine/flow.ts';
import { makePlan } from '../../src/engine/make-plan.ts';
import { reopen } from '../../src/engine/reopening.ts';
import { newSession } from '../../src/engine/session.ts';
import { SetupError } from '../../src/errors.ts';
import {
  contributor,
  type FakeWorld,
  fakeAzure,
  fakeWorld,
  group,
  instance,
  reader,
  registered,
} from '../support/fake-azure.ts';
import { fakeCloud, fakeContext, scripted } from '../support/fake-context.ts';
import { resourceAt } from '../support/resources.ts';

const all = { resourceGroup: 'rg-factory', name: 'factory-twins' };

async function both(context: Parameters<typeof makePlan>[0]): Promise<Awaited<ReturnType<typeof apply>>> {
  const session = newSession();
  return apply(context, session, await makePlan(context, session));
}

describe('the first walk', () => {
  test('asks every question, changes nothing, and plans every step', async () => {
    const world = fakeWorld({ provider: { ...registered, registrationState: 'NotRegistered' } });
    const { prompter, heard } = scripted();
    const plan = await makePlan(fakeContext(fakeAzure(world), { prompter }), newSession());
    expect(heard.map((each) => each.key)).toEqual(['resourceGroup', 'location', 'name', 'assignee']);
    expect(plan.lines.map((line) => `${line.id} ${line.status}`)).toEqual([
      'login reused',
      'subscription reused',
      'provider planned',
      'resource-group planned',
      'instance planned',
      'permissions reused',
      'role planned',
      'verify planned',
    ]);
    expect(world.writes).toEqual([]);
  });

  test('says that a name could not be checked before the service is switched on', async () => {
    const world = fakeWorld({ provider: { ...registered, registrationState: 'NotRegistered' } });
    const plan = await makePlan(
      fakeContext(fakeAzure(world), { answers: { ...all, location: 'westeurope' } }),
      newSession(),
    );
    expect(plan.lines.find((line) => line.id === 'instance')?.evidence).toBe('unknown');
  });

  test('asks nothing that is answered', async () => {
    const { prompter, heard } = scripted();
    const answers = { ...all, location: 'eastus', assignee: 'me' };
    await makePlan(fakeContext(fakeAzure(fakeWorld()), { prompter, answers }), newSession());
    expect(heard).toEqual([]);
  });

  test('goes back to the question before, with the earlier answer preselected', async () => {
    const { prompter, heard } = scripted({
      resourceGroup: ['rg-new', 'rg-other'],
      location: ['eastus', 'eastus'],
      name: ['BACK', 'BACK', 'my-own-name'],
    });
    const context = fakeContext(fakeAzure(fakeWorld()), { prompter });
    await makePlan(context, newSession());
    expect(heard.map((each) => `${each.key} ${each.preselected ?? ''}`)).toEqual([
      'resourceGroup rg-digital-twins',
      'location westeurope',
      expect.stringMatching(/^name new-twins-/),
      'location eastus',
      expect.stringMatching(/^name new-twins-/),
      'location eastus',
      expect.stringMatching(/^name new-twins-/),
      'assignee me',
    ]);
    expect(context.memory.answer('name')?.value).toBe('my-own-name');
  });

  test('invents the same name whenever the same set-up runs', async () => {
    const invented = async (): Promise<string | undefined> => {
      const { prompter, heard } = scripted();
      await makePlan(fakeContext(fakeAzure(fakeWorld()), { prompter }), newSession());
      return heard.find((each) => each.key === 'name')?.preselected;
    };
    expect(await invented()).toMatch(/^digital-twins-\w+$/);
    expect(await invented()).toBe(await invented());
  });

  test('going back past a question that depends on another one asks both again', async () => {
    const { prompter, heard } = scripted({ resourceGroup: ['rg-one', 'rg-two'], location: ['BACK', 'eastus'] });
    await makePlan(fakeContext(fakeAzure(fakeWorld()), { prompter }), newSession());
    expect(heard.slice(0, 4).map((each) => each.key)).toEqual([
      'resourceGroup',
      'location',
      'resourceGroup',
      'location',
    ]);
    expect(heard[2]?.preselected).toBe('rg-one');
  });

  test('a changed answer makes those that depend on it open again', () => {
    const context = fakeContext(fakeAzure(fakeWorld()), {
      answers: { ...all, subscription: 'x', location: 'eastus', assignee: 'me', role: 'owner' },
    });
    reopen(context, newSession(), 'subscription');
    expect(Object.keys(context.memory.record().answers)).toEqual(['role']);
  });

  test('offers three free names instead of a taken one, with the reason', async () => {
    const { prompter, heard } = scripted({
      name: ['contoso', (asked) => ({ is: 'answer', value: asked.choices[1]?.value ?? '' })],
    });
    await makePlan(
      fakeContext(fakeAzure(fakeWorld({ taken: ['contoso'] })), { prompter, answers: { resourceGroup: 'rg-factory' } }),
      newSession(),
    );
    const second = heard.filter((each) => each.key === 'name')[1];
    expect(second?.choices).toHaveLength(3);
    expect(second?.note).toContain('taken in West Europe');
  });

  test('names all missing answers at once, with the live choices that are known', async () => {
    const answers = { name: 'factory-twins' };
    const failure = makePlan(fakeContext(fakeAzure(fakeWorld()), { answers }), newSession());
    await expect(failure).rejects.toBeInstanceOf(NeedsAnswersError);
    const { questions } = (await failure.catch((error: unknown) => error)) as NeedsAnswersError;
    expect(questions.map((each) => `${each.asked.question.key} ${each.when ?? ''}`)).toEqual([
      'resourceGroup ',
      'location the resource group is new',
    ]);
    expect(questions[0]?.asked.choices.map((each) => each.value)).toContain('rg-factory');
  });

  test('takes every recommendation where that is safe: in a sandbox', async () => {
    const plan = await makePlan(
      fakeContext(fakeAzure(fakeWorld({ groups: [] })), { cloud: { ...fakeCloud, practice: true } }),
      newSession(),
    );
    expect(plan.report.resourceGroup).toBe('rg-digital-twins');
  });

  test('a made-up name that turns out to be taken, when it can be looked up at last, is replaced by another', async () => {
    const world = fakeWorld({ groups: [], provider: { ...registered, registrationState: 'NotRegistered' } });
    const context = fakeContext(fakeAzure(world), { cloud: { ...fakeCloud, practice: true } });
    const session = newSession();
    const plan = await makePlan(context, session);
    const first = plan.report.name ?? '';
    world.taken.push(first);
    await expect(apply(context, session, plan)).rejects.toThrow(OtherPlanError);
    expect(world.instances).toEqual([]);
    const done = await apply(context, session, await makePlan(context, session));
    expect(done.outcome).toBe('ready');
    expect(done.report.name).not.toBe(first);
  });

  test('nobody is asked while an approved plan is carried out: what has changed since is a refusal', async () => {
    const world = fakeWorld();
    const { prompter, heard } = scripted();
    const context = fakeContext(fakeAzure(world), {
      prompter,
      answers: { ...all, location: 'westeurope', assignee: 'me' },
    });
    const session = newSession();
    const plan = await makePlan(context, session);
    world.taken.push(all.name);
    await expect(apply(context, session, plan)).rejects.toMatchObject({ step: 'instance' });
    expect(heard).toEqual([]);
    expect(world.writes).toEqual([]);
  });

  test('an unattended answer that cannot be used ends with the reason', async () => {
    const answers = { ...all, name: 'contoso' };
    const error = await makePlan(
      fakeContext(fakeAzure(fakeWorld({ taken: ['contoso'] })), { answers }),
      newSession(),
    ).catch((each: unknown) => each);
    expect(error).toBeInstanceOf(SetupError);
    expect(error).toMatchObject({ code: 'NameUnavailable', ending: 'refused' });
  });

  test('a refusal that another answer cures asks that question again', async () => {
    const { prompter, heard } = scripted({ resourceGroup: ['rg-old', 'rg-factory'] });
    const world = fakeWorld({
      groups: [group('rg-factory'), group('rg-old', 'westeurope', { provisioningState: 'Deleting' })],
    });
    await makePlan(fakeContext(fakeAzure(world), { prompter }), newSession());
    expect(heard.filter((each) => each.key === 'resourceGroup')[1]?.note).toContain('being deleted');
  });
});

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

  test('what was begun and is there with somebody else’s mark is used, and does not count as made', async () => {
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

  test('goes on waiting for an instance that is being created, and sends nothing again', async () => {
    const { hostName: _, ...creating } = instance('factory-twins', 'rg-factory', { provisioningState: 'Provisioning' });
    const world = fakeWorld({ instances: [creating], slow: 4 });
    const done = await both(fakeContext(fakeAzure(world), { answers: all }));
    expect(done.outcome).toBe('ready');
    expect(world.writes).toEqual([expect.stringMatching(/^role/)]);
  });

  test('waits until an old instance of that name is deleted, and only then begins a new one', async () => {
    const old = instance('factory-twins', 'rg-factory', { provisioningState: 'Deleting' });
    const world = fakeWorld({ instances: [old] });
    const plain = fakeAzure(world);
    let looks = 0;
    const azure = fakeAzure(world, {
      async instance(...which) {
        looks += 1;
        if (looks === 4) world.instances = [];
        if (looks < 4) expect(context.memory.begun()).toBeUndefined();
        return await plain.instance(...which);
      },
    });
    const context = fakeContext(azure, { answers: { ...all, location: 'westeurope' } });
    expect((await both(context)).outcome).toBe('ready');
    expect(world.writes.map((each) => each.split(' ')[0])).toEqual(['instance', 'role']);
    const said = context.events.flatMap((event) => (event.kind === 'working' ? [event.doing] : []));
    expect(said).toContain('waiting until the old factory-twins is deleted');
  });

  test('ends waiting when the old instance is not deleted in time, and writes nothing', async () => {
    const world = fakeWorld({
      instances: [instance('factory-twins', 'rg-factory', { provisioningState: 'Deleting' })],
    });
    const context = fakeContext(fakeAzure(world), { answers: { ...all, location: 'westeurope' }, timeout: 30 });
    const done = await both(context);
    expect(done.outcome).toBe('waiting');
    expect(done.lines.find((line) => line.id === 'instance')?.says).toContain('old factory-twins');
    expect(world.writes).toEqual([]);
  });

  test('never writes over an instance that is there again after its deletion', async () => {
    const old = instance('factory-twins', 'rg-factory', { provisioningState: 'Deleting' });
    const world = fakeWorld({ instances: [old] });
    const context = fakeContext(fakeAzure(world), { answers: { ...all, location: 'westeurope' } });
    const session = newSession();
    const plan = await makePlan(context, session);
    const change = plan.outcomes.get('instance');
    world.instances = [{ ...old, provisioningState: 'Succeeded' }];
    await expect(change?.kind === 'change' && change.change.held?.()).rejects.toMatchObject({
      code: 'instance-is-back',
    });
  });

  test('does what is possible and hands the rest over when roles may not be assigned', async () => {
    const world = fakeWorld({ entries: [contributor] });
    const context = fakeContext(fakeAzure(world), { answers: { ...all, location: 'westeurope' } });
    const session = newSession();
    const plan = await makePlan(context, session);
    const done = await apply(context, session, plan);
    expect(done.outcome).toBe('handover');
    expect(world.writes).toEqual(['instance factory-twins']);
    expect(plan.handOvers[0]?.ways[0]?.az[0]).toContain('bcd981a7-7f74-457b-83e1-cceb9e632ffe');
  });

  test('creates nothing at all when even that is not allowed', async () => {
    const world = fakeWorld({ entries: [reader], groups: [] });
    const context = fakeContext(fakeAzure(world), { answers: { ...all, location: 'westeurope' } });
    const session = newSession();
    const plan = await makePlan(context, session);
    expect(plan.lines.filter((line) => line.status === 'blocked').map((line) => line.id)).toEqual([
      'resource-group',
      'instance',
      'permissions',
      'role',
    ]);
    expect((await apply(context, session, plan)).outcome).toBe('handover');
    expect(world.writes).toEqual([]);
  });

  test('looks before it sends again when an answer was lost', async () => {
    const world = fakeWorld();
    const azure = fakeAzure(world);
    let tries = 0;
    const lossy = fakeAzure(world, {
      async createInstance(wanted) {
        tries += 1;
        await azure.createInstance(wanted);
        throw new SetupError({
          ending: 'forNow',
          code: 'ECONNRESET',
          message: 'lost',
          suggestion: 'again',
          again: 'soon',
        });
      },
    });
    const done = await both(fakeContext(lossy, { answers: { ...all, location: 'westeurope' } }));
    expect(done.outcome).toBe('ready');
    expect(tries).toBe(1);
    expect(world.instances).toHaveLength(1);
  });

  test.each([
    ['as it asks', 10, 20_000],
    ['a second at least', 0, 2000],
    ['a minute at most', 99_999, 120_000],
  ])('sends again when Azure says "not yet", waiting as long %s', async (_, retryAfter, waited) => {
    const world = fakeWorld();
    const azure = fakeAzure(world);
    let tries = 0;
    const busy = fakeAzure(world, {
      async createInstance(wanted) {
        tries += 1;
        if (tries < 3)
          throw new SetupError({
            ending: 'forNow',
            code: 'MissingSubscriptionRegistration',
            message: 'not yet',
            suggestion: '',
            again: 'soon',
            retryAfter,
          });
        await azure.createInstance(wanted);
      },
    });
    const context = fakeContext(busy, { answers: { ...all, location: 'westeurope' } });
    const before = context.clock.now();
    expect((await both(context)).outcome).toBe('ready');
    expect(context.clock.now() - before).toBeGreaterThanOrEqual(waited);
    expect(context.clock.now() - before).toBeLessThan(waited + 2000);
  });

  test('gives up what Azure has not taken for five minutes, long before the wait for it would end', async () => {
    const refusal = { ending: 'forNow', code: 'TooBusy', message: 'not yet', suggestion: '', again: 'soon' } as const;
    const busy = fakeAzure(fakeWorld(), { createInstance: () => Promise.reject(new SetupError(refusal)) });
    const context = fakeContext(busy, { answers: { ...all, location: 'westeurope' } });
    const before = context.clock.now();
    await expect(both(context)).rejects.toMatchObject({ step: 'instance', code: 'TooBusy' });
    expect((context.clock.now() - before) / 1000).toBeGreaterThanOrEqual(300);
    expect((context.clock.now() - before) / 1000).toBeLessThan(330);
  });

  test.each([
    ['the role has not spread within the limit', {}, 1800],
    ['nobody wants to wait', { waits: false }, 0],
    ['the limit of --timeout is reached', { timeout: 5 }, 5],
  ])('ends waiting, to be carried on, when %s', async (_, change, atLeast) => {
    const world = fakeWorld({ twins: { is: 'forbidden' } });
    const context = fakeContext(fakeAzure(world), { answers: { ...all, location: 'westeurope' }, ...change });
    const before = context.clock.now();
    const done = await both(context);
    expect(done.outcome).toBe('waiting');
    expect(done.lines.at(-1)?.status).toBe('waiting');
    expect((context.clock.now() - before) / 1000).toBeGreaterThanOrEqual(atLeast);
  });

  test('does not wait for ever for a registration: it goes on', async () => {
    const world = fakeWorld({
      provider: { ...registered, registrationState: 'Registering' },
      slowRegistration: 100_000,
    });
    const context = fakeContext(fakeAzure(world), { answers: { ...all, location: 'westeurope' } });
    const before = context.clock.now();
    expect((await both(context)).outcome).toBe('ready');
    expect((context.clock.now() - before) / 1000).toBeLessThan(120);
  });

  test('remembers when a creation began, also across an interruption', async () => {
    const world = fakeWorld({ slow: 2 });
    const context = fakeContext(fakeAzure(world), { answers: { ...all, location: 'westeurope' } });
    const since = context.memory.making(
      'instance',
      resourceAt(instance('factory-twins').id),
      context.clock.now() - 60_000,
    );
    await both(context);
    const working = context.events.find((event) => event.kind === 'working' && event.line.id === 'instance');
    expect(working?.kind === 'working' && working.elapsed).toBeGreaterThanOrEqual(60);
    expect(since).toBe(Date.parse('2026-01-02T03:03:05Z'));
  });
});
