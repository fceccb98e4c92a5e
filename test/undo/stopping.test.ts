import { EventEmitter } from 'node:events';
import { describe, expect, test } from '@jest/globals';
import { InterruptedError } from '../../src/errors.ts';
import type { Process } from '../../src/local/process.ts';
import { type Stopper, stopperOn } from '../../src/local/stopper.ts';
import { fakeAzure } from '../support/fake-azure.ts';
import { readyWorld } from '../support/ready.ts';
import { tried } from '../support/taking-back.ts';

/** Somebody at Ctrl-C: the program tells of the first, the system itself of those after it. */
function stopping(): {
  readonly stop: Stopper;
  readonly host: EventEmitter;
  readonly said: string[];
  press(signal?: InterruptedError['signal']): void;
} {
  const host = new EventEmitter();
  const outer = new AbortController();
  const said: string[] = [];
  const stop = stopperOn(host as unknown as Process, outer.signal);
  return {
    stop,
    host,
    said,
    press(signal = 'SIGINT') {
      outer.abort(new InterruptedError(signal));
      host.emit(signal);
    },
  };
}

describe('Ctrl-C', () => {
  test('before anything is removed ends at once', () => {
    const { stop, press } = stopping();
    press();
    expect(stop.signal.aborted).toBe(true);
  });

  test('once while something is removed only asks to stop, and says so once', () => {
    const { stop, host, said, press } = stopping();
    stop.working(() => said.push('finishing'));
    host.once('SIGINT', () => undefined);
    press();
    expect(said).toEqual(['finishing']);
    expect(stop.stopping()).toBeInstanceOf(InterruptedError);
  });

  test('twice ends at once', () => {
    const { stop, host, said, press } = stopping();
    stop.working(() => said.push('finishing'));
    press();
    host.emit('SIGINT');
    expect(stop.signal.aborted).toBe(true);
    expect(stop.signal.reason).toBe(stop.stopping());
    expect(said).toEqual(['finishing']);
  });

  test.each(['SIGTERM', 'SIGHUP'] as const)('%s ends at once, whatever is under way', (signal) => {
    const { stop, press, said } = stopping();
    stop.working(() => said.push('finishing'));
    press(signal);
    expect(stop.signal.aborted).toBe(true);
    expect(said).toEqual([]);
  });

  test('after the end nothing is heard any more', () => {
    const { stop, host, press } = stopping();
    stop.working(() => undefined);
    stop.end();
    press();
    expect(stop.signal.aborted).toBe(false);
    expect(host.listenerCount('SIGINT')).toBe(0);
  });
});

test.each([
  ['the role', 1, ['assignment']],
  ['the instance', 2, ['assignment', 'instance']],
] as const)(
  'asked to stop while %s goes: it goes to its end, the rest stays for the next undo',
  async (_, at, removed) => {
    const world = readyWorld({ slowDeletion: 3 });
    let isAsked = false;
    const stop = new InterruptedError('SIGINT');
    const azure = fakeAzure(world);
    const first = await tried(
      {
        ...azure,
        remove: (kind, id) => {
          isAsked = world.writes.length + 1 === at;
          return azure.remove(kind, id);
        },
      },
      { stopping: () => (isAsked ? stop : undefined) },
    );
    expect(first.error).toBe(stop);
    expect(first.fates).toEqual(Object.fromEntries(removed.map((kind) => [kind, 'removed'])));
    expect(first.record).toMatchObject({ making: null, undo: { planId: expect.any(String) } });

    const nothingSaid = { yes: false, planId: undefined, name: undefined, withData: false, canAsk: false };
    const second = await tried(fakeAzure(world), { given: nothingSaid }, first.record);
    expect(second.ended?.outcome).toBe('undone');
    expect(world.writes).toHaveLength(3);
  },
);

test('asked to stop while the last thing goes: all is done then, and so it is said', async () => {
  const world = readyWorld();
  let asked: InterruptedError | undefined;
  const azure = fakeAzure(world);
  const remove: typeof azure.remove = (kind, id) => {
    if (kind === 'group') asked = new InterruptedError('SIGINT');
    return azure.remove(kind, id);
  };
  expect((await tried({ ...azure, remove }, { stopping: () => asked })).ended?.outcome).toBe('undone');
});
