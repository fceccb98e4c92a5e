import { describe, expect, test } from '@jest/globals';
import { carryOut } from '../../src/engine/carry-out.ts';
import { NeedsAnswersError, StepError } from '../../src/engine/flow.ts';
import { reopen } from '../../src/engine/reopening.ts';
import { survey } from '../../src/engine/survey.ts';
import { newWalk } from '../../src/engine/walk.ts';
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
import { fakeDesk, scripted } from '../support/fake-desk.ts';

const all = { resourceGroup: 'rg-factory', name: 'factory-twins' };

async function both(desk: Parameters<typeof survey>[0]): Promise<Awaited<ReturnType<typeof carryOut>>> {
  const walk = newWalk();
  return carryOut(desk, walk, await survey(desk, walk));
}

describe('the first walk', () => {
  test('asks every question, changes nothing, and plans every step', async () => {
    const world = fakeWorld({ provider: { ...registered, registrationState: 'NotRegistered' } });
    const { interview, heard } = scripted();
    const plan = await survey(fakeDesk(fakeAzure(world), { interview }), newWalk());
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
    const plan = await survey(fakeDesk(fakeAzure(world), { answers: { ...all, location: 'westeurope' } }), newWalk());
    expect(plan.lines.find((line) => line.id === 'instance')?.evidence).toBe('unknown');
  });

  test('asks nothing that is answered', async () => {
    const { interview, heard } = scripted();
    const answers = { ...all, location: 'eastus', assignee: 'me' };
    await survey(fakeDesk(fakeAzure(fakeWorld()), { interview, answers }), newWalk());
    expect(heard).toEqual([]);
  });

  test('goes back to the question before, with the earlier answer preselected', async () => {
    const { interview, heard } = scripted({
      resourceGroup: ['rg-new', 'rg-other'],
      location: ['eastus', 'eastus'],
      name: ['BACK', 'BACK', 'my-own-name'],
    });
    const desk = fakeDesk(fakeAzure(fakeWorld()), { interview });
    await survey(desk, newWalk());
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
    expect(desk.memory.answer('name')?.value).toBe('my-own-name');
  });

  test('invents the same name whenever the same set-up runs', async () => {
    const invented = async (): Promise<string | undefined> => {
      const { interview, heard } = scripted();
      await survey(fakeDesk(fakeAzure(fakeWorld()), { interview }), newWalk());
      return heard.find((each) => each.key === 'name')?.preselected;
    };
    expect(await invented()).toMatch(/^digital-twins-\w+$/);
    expect(await invented()).toBe(await invented());
  });

  test('going back past a question that depends on another one asks both again', async () => {
    const { interview, heard } = scripted({ resourceGroup: ['rg-one', 'rg-two'], location: ['BACK', 'eastus'] });
    await survey(fakeDesk(fakeAzure(fakeWorld()), { interview }), newWalk());
    expect(heard.slice(0, 4).map((each) => each.key)).toEqual([
      'resourceGroup',
      'location',
      'resourceGroup',
      'location',
    ]);
    expect(heard[2]?.preselected).toBe('rg-one');
  });

  test('a changed answer makes those that depend on it open again', () => {
    const desk = fakeDesk(fakeAzure(fakeWorld()), {
      answers: { ...all, subscription: 'x', location: 'eastus', assignee: 'me', role: 'owner' },
    });
    reopen(desk, newWalk(), 'subscription');
    expect(Object.keys(desk.memory.record().answers)).toEqual(['role']);
  });

  test('offers three free names instead of a taken one, with the reason', async () => {
    const { interview, heard } = scripted({
      name: ['contoso', (asked) => ({ is: 'answer', value: asked.choices[1]?.value ?? '' })],
    });
    await survey(
      fakeDesk(fakeAzure(fakeWorld({ taken: ['contoso'] })), { interview, answers: { resourceGroup: 'rg-factory' } }),
      newWalk(),
    );
    const second = heard.filter((each) => each.key === 'name')[1];
    expect(second?.choices).toHaveLength(3);
    expect(second?.note).toContain('taken in West Europe');
  });

  test('names all missing answers at once, with the live choices that are known', async () => {
    const answers = { name: 'factory-twins' };
    const failure = survey(fakeDesk(fakeAzure(fakeWorld()), { answers }), newWalk());
    await expect(failure).rejects.toBeInstanceOf(NeedsAnswersError);
    const { questions } = (await failure.catch((error: unknown) => error)) as NeedsAnswersError;
    expect(questions.map((each) => `${each.asked.question.key} ${each.when ?? ''}`)).toEqual([
      'resourceGroup ',
      'location the resource group is new',
    ]);
    expect(questions[0]?.asked.choices.map((each) => each.value)).toContain('rg-factory');
  });

  test('takes every recommendation where that is safe: in a sandbox', async () => {
    const plan = await survey(fakeDesk(fakeAzure(fakeWorld({ groups: [] })), { trusting: true }), newWalk());
    expect(plan.facts['resource-group']?.name).toBe('rg-digital-twins');
  });

  test('a made-up name that turns out to be taken, when it can be looked up at last, is replaced by another', async () => {
    const world = fakeWorld({ groups: [], provider: { ...registered, registrationState: 'NotRegistered' } });
    const desk = fakeDesk(fakeAzure(world), { trusting: true });
    const walk = newWalk();
    const plan = await survey(desk, walk);
    const first = plan.facts.instance?.name ?? '';
    world.taken.push(first);
    const done = await carryOut(desk, walk, plan);
    expect(done.outcome).toBe('ready');
    expect(done.facts.instance?.name).not.toBe(first);
  });

  test('nobody is asked while an approved plan is carried out: what has changed since is a refusal', async () => {
    const world = fakeWorld();
    const { interview, heard } = scripted();
    const desk = fakeDesk(fakeAzure(world), { interview, answers: { ...all, location: 'westeurope', assignee: 'me' } });
    const walk = newWalk();
    const plan = await survey(desk, walk);
    world.taken.push(all.name);
    await expect(carryOut(desk, walk, plan)).rejects.toMatchObject({ step: 'instance' });
    expect(heard).toEqual([]);
    expect(world.writes).toEqual([]);
  });

  test('an unattended answer that cannot be used ends with the reason', async () => {
    const answers = { ...all, name: 'contoso' };
    const error = await survey(fakeDesk(fakeAzure(fakeWorld({ taken: ['contoso'] })), { answers }), newWalk()).catch(
      (each: unknown) => each,
    );
    expect(error).toBeInstanceOf(StepError);
    expect((error as StepError).refusal.trouble).toMatchObject({ code: 'NameUnavailable', ending: 'refused' });
  });

  test('a refusal that another answer cures asks that question again', async () => {
    const { interview, heard } = scripted({ resourceGroup: ['rg-old', 'rg-factory'] });
    const world = fakeWorld({
      groups: [group('rg-factory'), group('rg-old', 'westeurope', { provisioningState: 'Deleting' })],
    });
    await survey(fakeDesk(fakeAzure(world), { interview }), newWalk());
    expect(heard.filter((each) => each.key === 'resourceGroup')[1]?.note).toContain('being deleted');
  });
});

describe('the second walk', () => {
  test('makes what is missing, in order, and proves it', async () => {
    const world = fakeWorld({ groups: [], provider: { ...registered, registrationState: 'NotRegistered' }, slow: 3 });
    const desk = fakeDesk(fakeAzure(world), { answers: { ...all, location: 'westeurope' } });
    const done = await both(desk);
    expect(done.outcome).toBe('ready');
    expect(world.writes.map((each) => each.split(' ')[0])).toEqual(['register', 'group', 'instance', 'role']);
    expect(done.facts.verify).toEqual({ called: true });
    expect(desk.memory.record().made.map((each) => each.step)).toEqual([
      'provider',
      'resource-group',
      'instance',
      'role',
    ]);
    expect(desk.memory.record().making).toBeNull();
  });

  test('creates no group for a name that turns out to be taken once the service is on', async () => {
    const provider = { ...registered, registrationState: 'NotRegistered' };
    const world = fakeWorld({ groups: [], provider, taken: ['factory-twins'] });
    const ended = both(fakeDesk(fakeAzure(world), { answers: { ...all, location: 'westeurope' } }));
    await expect(ended).rejects.toMatchObject({ step: 'instance', refusal: { trouble: { code: 'NameUnavailable' } } });
    expect(world.writes).toEqual(['register']);
  });

  test('marks what it makes', async () => {
    const world = fakeWorld({ groups: [] });
    await both(fakeDesk(fakeAzure(world), { answers: { ...all, location: 'eastus', tags: '{"team":"factory"}' } }));
    expect(world.groups[0]?.tags).toEqual({ team: 'factory', 'adt-setup': 'test' });
    expect(world.instances[0]?.tags).toEqual({ team: 'factory', 'adt-setup': 'test' });
  });

  test('writes nothing when everything is there', async () => {
    const world = fakeWorld();
    const answers = { ...all, location: 'westeurope' };
    await both(fakeDesk(fakeAzure(world), { answers }));
    const before = world.writes.length;
    const done = await both(fakeDesk(fakeAzure(world), { answers }));
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
    const desk = fakeDesk(fakeAzure(world), { answers: { ...all, location: 'westeurope' } });
    await both(desk);
    undo(world);
    world.writes = [];
    expect((await both(desk)).outcome).toBe('ready');
    expect(world.writes[0]).toMatch(written);
  });

  test('what was there when the plan was made is looked at again before anything is made for it', async () => {
    const world = fakeWorld({ instances: [instance(all.name)] });
    const desk = fakeDesk(fakeAzure(world), { answers: { ...all, location: 'westeurope' } });
    const walk = newWalk();
    const plan = await survey(desk, walk);
    expect(plan.lines.find((line) => line.id === 'instance')?.status).toBe('reused');
    world.instances = [];
    await carryOut(desk, walk, plan);
    expect(world.writes[0]).toBe('instance factory-twins');
  });

  test('the instance itself is asked again although it has answered before', async () => {
    const world = fakeWorld();
    const desk = fakeDesk(fakeAzure(world), { answers: { ...all, location: 'westeurope' }, waits: false });
    expect((await both(desk)).outcome).toBe('ready');
    world.twins = { is: 'forbidden' };
    expect((await both(desk)).outcome).toBe('waiting');
  });

  test('what was begun and is there with somebody else’s mark is used, and does not count as made', async () => {
    const tags = { 'adt-setup': 'another' };
    const desk = fakeDesk(fakeAzure(fakeWorld({ instances: [instance(all.name, 'rg-factory', { tags })] })), {
      answers: all,
    });
    desk.memory.making('instance', instance(all.name).id, desk.clock.now());
    expect((await both(desk)).outcome).toBe('ready');
    expect(desk.memory.record().made.map((each) => each.step)).toEqual(['role']);
  });

  test('a made-up name is saved before anything is sent with it', async () => {
    const world = fakeWorld({ groups: [] });
    const plain = fakeAzure(world);
    const saved: (string | undefined)[] = [];
    const made: string[] = [];
    const desk = fakeDesk(
      fakeAzure(world, {
        async createResourceGroup(id, name, ...rest) {
          made.push(name);
          saved.push(desk.memory.record().answers['resourceGroup']?.value);
          return await plain.createResourceGroup(id, name, ...rest);
        },
        async createInstance(wanted) {
          made.push(wanted.name);
          saved.push(desk.memory.record().answers['name']?.value);
          await plain.createInstance(wanted);
        },
      }),
      { trusting: true },
    );
    expect((await both(desk)).outcome).toBe('ready');
    expect(saved).toEqual(made);
    expect(made).toHaveLength(2);
  });

  test('adopts an instance of that name in that group, and asks for no region', async () => {
    const world = fakeWorld({ instances: [instance('factory-twins', 'rg-factory', { location: 'eastus' })] });
    const done = await both(fakeDesk(fakeAzure(world), { answers: all }));
    expect(done.facts.instance?.location).toBe('eastus');
    expect(world.writes).toEqual([expect.stringMatching(/^role/)]);
  });

  test('goes on waiting for an instance that is being created, and sends nothing again', async () => {
    const { hostName: _, ...creating } = instance('factory-twins', 'rg-factory', { provisioningState: 'Provisioning' });
    const world = fakeWorld({ instances: [creating], slow: 4 });
    const done = await both(fakeDesk(fakeAzure(world), { answers: all }));
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
        if (looks < 4) expect(desk.memory.begun()).toBeUndefined();
        return await plain.instance(...which);
      },
    });
    const desk = fakeDesk(azure, { answers: { ...all, location: 'westeurope' } });
    expect((await both(desk)).outcome).toBe('ready');
    expect(world.writes.map((each) => each.split(' ')[0])).toEqual(['instance', 'role']);
    const said = desk.events.flatMap((event) => (event.kind === 'working' ? [event.doing] : []));
    expect(said).toContain('waiting until the old factory-twins is deleted');
  });

  test('ends waiting when the old instance is not deleted in time, and writes nothing', async () => {
    const world = fakeWorld({
      instances: [instance('factory-twins', 'rg-factory', { provisioningState: 'Deleting' })],
    });
    const desk = fakeDesk(fakeAzure(world), { answers: { ...all, location: 'westeurope' }, timeout: 30 });
    const done = await both(desk);
    expect(done.outcome).toBe('waiting');
    expect(done.lines.find((line) => line.id === 'instance')?.says).toContain('old factory-twins');
    expect(world.writes).toEqual([]);
  });

  test('never writes over an instance that is there again after its deletion', async () => {
    const old = instance('factory-twins', 'rg-factory', { provisioningState: 'Deleting' });
    const world = fakeWorld({ instances: [old] });
    const desk = fakeDesk(fakeAzure(world), { answers: { ...all, location: 'westeurope' } });
    const walk = newWalk();
    const plan = await survey(desk, walk);
    const change = plan.outcomes.get('instance');
    world.instances = [{ ...old, provisioningState: 'Succeeded' }];
    await expect(change?.kind === 'change' && change.change.held?.()).rejects.toMatchObject({
      trouble: { code: 'instance-is-back' },
    });
  });

  test('does what is possible and hands the rest over when roles may not be assigned', async () => {
    const world = fakeWorld({ entries: [contributor] });
    const desk = fakeDesk(fakeAzure(world), { answers: { ...all, location: 'westeurope' } });
    const walk = newWalk();
    const plan = await survey(desk, walk);
    const done = await carryOut(desk, walk, plan);
    expect(done.outcome).toBe('handover');
    expect(world.writes).toEqual(['instance factory-twins']);
    expect(plan.handOvers[0]?.ways[0]?.az[0]).toContain('bcd981a7-7f74-457b-83e1-cceb9e632ffe');
  });

  test('creates nothing at all when even that is not allowed', async () => {
    const world = fakeWorld({ entries: [reader], groups: [] });
    const desk = fakeDesk(fakeAzure(world), { answers: { ...all, location: 'westeurope' } });
    const walk = newWalk();
    const plan = await survey(desk, walk);
    expect(plan.lines.filter((line) => line.status === 'blocked').map((line) => line.id)).toEqual([
      'resource-group',
      'instance',
      'permissions',
      'role',
    ]);
    expect((await carryOut(desk, walk, plan)).outcome).toBe('handover');
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
        throw new SetupError({ ending: 'forNow', code: 'ECONNRESET', message: 'lost', help: 'again', again: 'soon' });
      },
    });
    const done = await both(fakeDesk(lossy, { answers: { ...all, location: 'westeurope' } }));
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
            help: '',
            again: 'soon',
            retryAfter,
          });
        await azure.createInstance(wanted);
      },
    });
    const desk = fakeDesk(busy, { answers: { ...all, location: 'westeurope' } });
    const before = desk.clock.now();
    expect((await both(desk)).outcome).toBe('ready');
    expect(desk.clock.now() - before).toBeGreaterThanOrEqual(waited);
    expect(desk.clock.now() - before).toBeLessThan(waited + 2000);
  });

  test('gives up what Azure has not taken for five minutes, long before the wait for it would end', async () => {
    const refusal = { ending: 'forNow', code: 'TooBusy', message: 'not yet', help: '', again: 'soon' } as const;
    const busy = fakeAzure(fakeWorld(), { createInstance: () => Promise.reject(new SetupError(refusal)) });
    const desk = fakeDesk(busy, { answers: { ...all, location: 'westeurope' } });
    const before = desk.clock.now();
    await expect(both(desk)).rejects.toMatchObject({ step: 'instance', refusal: { trouble: { code: 'TooBusy' } } });
    expect((desk.clock.now() - before) / 1000).toBeGreaterThanOrEqual(300);
    expect((desk.clock.now() - before) / 1000).toBeLessThan(330);
  });

  test.each([
    ['the role has not spread within the limit', {}, 1800],
    ['nobody wants to wait', { waits: false }, 0],
    ['the limit of --timeout is reached', { timeout: 5 }, 5],
  ])('ends waiting, to be carried on, when %s', async (_, change, atLeast) => {
    const world = fakeWorld({ twins: { is: 'forbidden' } });
    const desk = fakeDesk(fakeAzure(world), { answers: { ...all, location: 'westeurope' }, ...change });
    const before = desk.clock.now();
    const done = await both(desk);
    expect(done.outcome).toBe('waiting');
    expect(done.lines.at(-1)?.status).toBe('waiting');
    expect((desk.clock.now() - before) / 1000).toBeGreaterThanOrEqual(atLeast);
  });

  test('does not wait for ever for a registration: it goes on', async () => {
    const world = fakeWorld({
      provider: { ...registered, registrationState: 'Registering' },
      slowRegistration: 100_000,
    });
    const desk = fakeDesk(fakeAzure(world), { answers: { ...all, location: 'westeurope' } });
    const before = desk.clock.now();
    expect((await both(desk)).outcome).toBe('ready');
    expect((desk.clock.now() - before) / 1000).toBeLessThan(120);
  });

  test('remembers when a creation began, also across an interruption', async () => {
    const world = fakeWorld({ slow: 2 });
    const desk = fakeDesk(fakeAzure(world), { answers: { ...all, location: 'westeurope' } });
    const since = desk.memory.making('instance', instance('factory-twins').id, desk.clock.now() - 60_000);
    await both(desk);
    const working = desk.events.find((event) => event.kind === 'working' && event.line.id === 'instance');
    expect(working?.kind === 'working' && working.elapsed).toBeGreaterThanOrEqual(60);
    expect(since).toBe(Date.parse('2026-01-02T03:03:05Z'));
  });
});
