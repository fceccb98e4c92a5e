import { describe, expect, test } from '@jest/globals';
import { instance, registered } from '../../support/contoso.ts';
import { fakeAzure } from '../../support/fake-azure.ts';
import { fakeContext } from '../../support/fake-context.ts';
import { fakeWorld } from '../../support/fake-world.ts';
import { all, both } from '../walking.ts';

describe('the second walk', () => {
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

  test.each([0.5, 4.2, 12, 31.7, 61.3, 98.6])(
    'a creation of %d s is seen at most two seconds after its end',
    async (seconds) => {
      const world = fakeWorld();
      const plain = fakeAzure(world);
      let sentAt = Number.NaN;
      const looks: number[] = [];
      const azure = fakeAzure(world, {
        async create(resource) {
          if (resource.kind === 'instance') sentAt = context.clock.now();
          return await plain.create(resource);
        },
        async instance(...which) {
          const since = (context.clock.now() - sentAt) / 1000;
          if (since >= 0) looks.push(since);
          const found = await plain.instance(...which);
          return found && since < seconds ? { ...found, provisioningState: 'Provisioning' } : found;
        },
      });
      const context = fakeContext(azure, { answers: { ...all, location: 'westeurope' } });
      expect((await both(context)).outcome).toBe('ready');
      expect(looks[0]).toBe(0.5);
      expect(looks.at(-1)).toBeLessThanOrEqual(Math.max(1, seconds + 2.3));
      // One more tells when it was born.
      expect(looks.length).toBeLessThan(3 + seconds / 2);
    },
  );
});
