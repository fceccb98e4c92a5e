import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SetupError } from '../../src/errors.ts';
import { holdState } from '../../src/local/lock.ts';
import { registered } from '../support/contoso.ts';
import { type FakeAzure, fakeAzure } from '../support/fake-azure.ts';
import { type FakeWorld, fakeWorld } from '../support/fake-world.ts';
import { newMachine, sit } from './machine.ts';
import { randomFrom } from './random.ts';
import { type Count, counting } from './report.ts';

/** Azure's PUT: what is there of that name is written over, not made a second time. */
function puts(world: FakeWorld): Partial<FakeAzure> {
  const plain = fakeAzure(world);
  const without = <Thing extends { readonly id: string }>(all: readonly Thing[]): Thing[] => [
    ...new Map(all.map((each) => [each.id.toLowerCase(), each])).values(),
  ];
  return {
    async createResourceGroup(wanted) {
      const made = await plain.createResourceGroup(wanted);
      world.groups = without(world.groups);
      return made;
    },
    async createInstance(wanted) {
      await plain.createInstance(wanted);
      world.instances = without(world.instances);
    },
    async assignRole(wanted) {
      const made = await plain.assignRole(wanted);
      world.assignments = without(world.assignments);
      return made;
    },
  };
}

/** Lets one of those who wait go on at a time, chosen by chance, once all of them wait. */
function turns(random: () => number, count: number): { turn: () => Promise<void>; gone: () => void } {
  let alive = count;
  const waiting: (() => void)[] = [];
  const next = (): void => {
    if (alive === 0 || waiting.length < alive) return;
    waiting.splice(Math.floor(random() * waiting.length), 1)[0]?.();
  };
  return {
    turn: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        next();
      }),
    gone() {
      alive -= 1;
      next();
    },
  };
}

async function interleaved(seed: number): Promise<readonly string[]> {
  const random = randomFrom(seed);
  const count = 2 + Math.floor(random() * 5);
  const world = fakeWorld({
    groups: [],
    provider: { ...registered, registrationState: random() < 0.5 ? 'NotRegistered' : 'Registered' },
    slow: Math.floor(random() * 4),
  });
  const { turn, gone } = turns(random, count);
  const given = { resourceGroup: 'rg-shared', name: 'shared-twins', location: 'westeurope' };
  const port = puts(world);
  const wizards = Array.from({ length: count }, async () => {
    const machine = newMachine(world);
    const run = async (): Promise<readonly string[]> => {
      const { outcome } = await sit(machine, { point: () => undefined, given, turn, port });
      return outcome === 'ready' ? machine.wrong : [`one ended ${outcome}`];
    };
    try {
      // Whoever comes second may be told that the name has just been taken; the next run finds what is there.
      return await run().catch((error: unknown) => {
        if (error instanceof SetupError && error.ending === 'refused') return run();
        throw error;
      });
    } catch (error) {
      return [error instanceof Error ? error.message : String(error)];
    } finally {
      gone();
    }
  });
  const wrong = (await Promise.all(wizards)).flat();
  const { groups, instances, assignments } = world;
  const sizes = `${groups.length} ${instances.length} ${assignments.length}`;
  return sizes === '1 1 1' ? wrong : [...wrong, `groups, instances, assignments: ${sizes}`];
}

/** Two to six wizards with files of their own and one target, their requests in an order by chance. */
export async function wizards(seed: number, runs: number): Promise<Count> {
  const { trial, count } = counting('two to six wizards at once, several files');
  for (let at = 0; at < runs; at += 1) {
    trial((await interleaved(seed + at)).map((each) => `seed ${seed + at}: ${each}`));
  }
  return count();
}

/** Two to six wizards that want one file: one gets it. */
export async function oneFile(runs: number): Promise<Count> {
  const { trial, count } = counting('two to six wizards at once, one file');
  const folder = mkdtempSync(join(tmpdir(), 'adt-setup-torture-'));
  try {
    for (let at = 0; at < runs; at += 1) {
      const all = Array.from({ length: 2 + (at % 5) }, () => holdState(join(folder, `${at}.json`), new Date()));
      const settled = await Promise.allSettled(all);
      const holds = settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
      trial(holds.length === 1 ? [] : [`run ${at}: ${holds.length} hold it`]);
      for (const hold of holds) await hold.release();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return count();
}
