import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { apply } from '../../src/engine/apply.ts';
import type { Clock } from '../../src/engine/context.ts';
import { makePlan } from '../../src/engine/make-plan.ts';
import { newSession } from '../../src/engine/session.ts';
import { type Workbench, workbench } from '../azure/workbench.ts';
import { remove } from '../support/administrator.ts';
import { fakeContext } from '../support/fake-context.ts';
import { newScene, type Scene } from './scene.ts';

const program = join(import.meta.dirname, '..', '..', 'dist', 'main.js');
let scene: Scene;

beforeAll(() => {
  scene = newScene();
});

afterAll(() => scene.home.remove());

/** Runs the built program in a process that differs by this script. */
function builtWith(script: string): { code: number | null; output: string } {
  const preload = join(scene.home.folder, 'different.cjs');
  writeFileSync(preload, script);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--require', preload, program, 'doctor', '--sandbox'],
    {
      env: scene.home.environment,
      encoding: 'utf8',
    },
  );
  return { code: status, output: stdout + stderr };
}

test('X07: too few open files to load the program', () => {
  const { code, output } = builtWith(`
    const fs = require('node:fs');
    const { readFileSync } = fs;
    fs.readFileSync = (path, ...rest) => {
      if (/program/.test(String(path))) throw Object.assign(new Error('too many open files'), { code: 'EMFILE' });
      return readFileSync(path, ...rest);
    };`);
  expect(output).toBe('adt-setup may open too few files here (see ulimit -n). Allow more, and run it again.\n');
  expect(code).toBe(75);
});

test.each(['18.20.4', '20.16.0'])('X08: Node.js %s', (version) => {
  const { code, output } = builtWith(`Object.defineProperty(process.versions, 'node', { value: '${version}' });`);
  expect(output).toBe(`adt-setup needs Node.js 20.17 or newer; this is ${version}. Get it at https://nodejs.org.\n`);
  expect(code).toBe(2);
});

test('X13: a name that is too long', async () => {
  const file = join(scene.home.folder, `${'x'.repeat(300)}.json`);
  const { code, stderr } = await scene.run(['--sandbox', '--state', file]);
  expect(stderr).toContain('ENAMETOOLONG');
  expect(code).toBe(2);
});

describe('X11: somebody deletes something in the portal while the approved plan is carried out', () => {
  let bench: Workbench;
  beforeAll(async () => {
    bench = await workbench();
  });
  afterAll(() => bench.close());

  test.each([
    ['the group, before the instance is begun', 'instance', (group: string) => group, 'ResourceGroupNotFound'],
    ['the instance, before the role is granted', 'role', instanceIn, 'ResourceNotFound'],
    ['the instance, before the proof', 'verify', instanceIn, 'sub-domain-not-found'],
  ] as const)('%s: refused, and the next run makes it again', async (_, before, gone, code) => {
    const { azure } = await bench.signedIn();
    const subscription = bench.sandbox.subscriptionId;
    const answers = { subscription, resourceGroup: `rg-${before}`, location: 'westeurope', name: `${before}-twins` };
    const clock = clockOf(bench);
    const context = fakeContext(azure, { answers: { ...answers, assignee: 'me' }, clock });
    let isGone = false;
    const someoneElse = async (): Promise<void> => {
      isGone = true;
      const id = gone(`/subscriptions/${subscription}/resourceGroups/${answers.resourceGroup}`, answers.name);
      expect(await remove(bench.sandbox, id)).toBe(202);
      await clock.wait(30_000, context.signal);
    };
    const steps = context.steps.map((step) => ({
      ...step,
      async plan(world: Parameters<typeof step.plan>[0]) {
        // While something before it is only expected, it is looked at for later.
        if (step.id === before && world.absent.size === 0 && !isGone) await someoneElse();
        return await step.plan(world);
      },
    }));
    const session = newSession();
    const plan = await makePlan(context, session);
    await expect(apply({ ...context, steps }, session, plan)).rejects.toMatchObject({
      step: before,
      ending: 'refused',
      code,
    });
    const later = newSession();
    expect(await apply(context, later, await makePlan(context, later))).toMatchObject({ outcome: 'ready' });
  });
});

/** The sandbox's clock and the wizard's: nobody waits. */
function clockOf(bench: Workbench): Clock {
  let ahead = 0;
  return {
    now: () => Date.now() + ahead,
    wait(milliseconds) {
      const seconds = Math.ceil(milliseconds / 1000);
      ahead += seconds * 1000;
      bench.later(seconds);
      return Promise.resolve();
    },
  };
}

function instanceIn(group: string, name: string): string {
  return `${group}/providers/Microsoft.DigitalTwins/digitalTwinsInstances/${name}`;
}
