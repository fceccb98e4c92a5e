import { describe, expect, test } from '@jest/globals';
import { apply } from '../../../src/engine/apply.ts';
import { makePlan } from '../../../src/engine/make-plan.ts';
import { newSession } from '../../../src/engine/session.ts';
import { SetupError } from '../../../src/errors.ts';
import { contributor, instance, reader } from '../../support/contoso.ts';
import { fakeAzure } from '../../support/fake-azure.ts';
import { fakeContext } from '../../support/fake-context.ts';
import { fakeWorld } from '../../support/fake-world.ts';
import { resourceAt } from '../../support/resources.ts';
import { all, both } from '../walking.ts';

describe('the second walk', () => {
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
