import { describe, expect, test } from '@jest/globals';
import { makePlan } from '../../src/engine/make-plan.ts';
import type { Plan } from '../../src/engine/plan.ts';
import { newSession, type Session } from '../../src/engine/session.ts';
import { watch } from '../../src/engine/watch.ts';
import { InterruptedError, SetupError } from '../../src/errors.ts';
import type { Azure } from '../../src/port/azure.ts';
import { contributor, everything, reader } from '../support/contoso.ts';
import { fakeAzure } from '../support/fake-azure.ts';
import { type FakeContext, fakeContext, scripted } from '../support/fake-context.ts';
import { type FakeWorld, fakeWorld } from '../support/fake-world.ts';

const answers = { resourceGroup: 'rg-factory', name: 'factory-twins', location: 'westeurope' };

interface Waiting {
  readonly world: FakeWorld;
  readonly context: FakeContext;
  readonly session: Session;
  readonly plan: Plan;
  readonly leave: AbortController;
  /** Waits; `somebody` acts at the end of each pause. */
  wait(prompter: (looks: number) => void): Promise<Plan | undefined>;
}

async function waiting(change: Partial<Azure> = {}, entries = [contributor]): Promise<Waiting> {
  const world = fakeWorld({ entries });
  const leave = new AbortController();
  const context = fakeContext(fakeAzure(world, change), { answers });
  const session = newSession();
  const plan = await makePlan(context, session);
  context.events.length = 0;
  return {
    world,
    context,
    session,
    plan,
    leave,
    wait(prompter) {
      let looks = 0;
      const clock: FakeContext['clock'] = {
        now: context.clock.now,
        async wait(milliseconds, signal) {
          await context.clock.wait(milliseconds, signal);
          looks += 1;
          if (looks > 20) throw new Error('waited for ever');
          prompter(looks);
          signal.throwIfAborted();
        },
      };
      return watch({ ...context, clock }, session, plan, { everySeconds: 30, until: 'for help' }, leave.signal);
    },
  };
}

describe('waiting for somebody else', () => {
  test('looks every 30 s with new tokens, shows only the wait, and ends when the right is there', async () => {
    let forgotten = 0;
    const { world, context, wait } = await waiting({ forgetTokens: () => (forgotten += 1) });
    const before = context.clock.now();
    const plan = await wait((looks) => {
      if (looks === 3) world.entries = [everything];
    });
    expect(plan?.blocked.size).toBe(0);
    expect(context.clock.now() - before).toBe(90_000);
    expect(forgotten).toBe(3);
    expect(new Set(context.events.map((event) => event.kind))).toEqual(new Set(['working']));
    expect(context.events[0]).toMatchObject({ doing: 'waiting for help, looking every 30 s' });
    expect(context.events.map((event) => (event.kind === 'working' ? event.state : ''))).toEqual([
      undefined,
      'not yet',
      'not yet',
    ]);
  });

  test('ends as well when a part of it is done', async () => {
    const { world, plan: before, wait } = await waiting({}, [reader]);
    expect([...before.blocked].sort()).toEqual(['instance', 'permissions', 'role']);
    const plan = await wait(() => {
      world.entries = [contributor];
    });
    expect([...(plan?.blocked ?? [])]).toEqual(['role']);
  });

  test('ends when the person leaves, also in the middle of a look', async () => {
    const early = await waiting();
    expect(await early.wait(() => early.leave.abort())).toBeUndefined();

    let asked = 0;
    const late = await waiting({
      provider: (id) => {
        asked += 1;
        if (asked === 1) return fakeAzure(fakeWorld()).provider(id);
        late.leave.abort();
        return new Promise(() => undefined);
      },
    });
    expect(await late.wait(() => undefined)).toBeUndefined();
  });

  test('goes on while Azure is out of reach, and says so', async () => {
    const down = { is: false };
    let entries = [contributor];
    const { context, wait } = await waiting({
      permissions: () =>
        down.is
          ? Promise.reject(new SetupError({ ending: 'forNow', code: 'ENETDOWN', message: 'down', suggestion: 'wait' }))
          : Promise.resolve(entries),
    });
    const plan = await wait((looks) => {
      down.is = looks === 1;
      if (looks === 2) entries = [everything];
    });
    expect(plan?.blocked.size).toBe(0);
    const states = context.events.map((event) => (event.kind === 'working' ? event.state : ''));
    expect(states).toEqual([undefined, 'Azure is out of reach just now']);
  });

  test('asks nobody anything', async () => {
    const { prompter, heard } = scripted();
    const { context, session, plan, world, leave } = await waiting();
    context.memory.forget(['assignee']);
    world.entries = [everything];
    const seen = await watch(
      { ...context, prompter },
      session,
      plan,
      { everySeconds: 30, until: 'for help' },
      leave.signal,
    );
    expect(seen?.blocked.size).toBe(0);
    expect(heard).toEqual([]);
  });

  test('an interruption of the program is one', async () => {
    const stop = new AbortController();
    const { context, session, plan, leave } = await waiting();
    const clock: FakeContext['clock'] = {
      now: context.clock.now,
      wait: (_, signal) => {
        stop.abort(new InterruptedError('SIGTERM'));
        return Promise.reject(signal.reason as Error);
      },
    };
    const ending = watch(
      { ...context, clock, signal: stop.signal },
      session,
      plan,
      { everySeconds: 30, until: 'for help' },
      leave.signal,
    );
    await expect(ending).rejects.toBeInstanceOf(InterruptedError);
  });
});
