import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { changes, emptyProxy, keptIn } from './aftermath.ts';
import { randomFrom } from './random.ts';
import { type Count, counting } from './report.ts';
import { type Ended, prepareStages, type Stages, start } from './stages.ts';

const target = ['--sandbox', '--resource-group', 'rg-shared', '--name', 'shared-twins', '--location', 'westeurope'];

/** The exit codes that one of two may end with: ready; for now; another made the same at that very instant. */
const allowed = [0, 75, 4];

function ended(what: string, { code, stderr }: Ended, codes: readonly number[]): readonly string[] {
  if (code !== null && codes.includes(code)) return [];
  return [`the ${what} ended with ${String(code)}: ${stderr.trim().split('\n').at(-1) ?? ''}`];
}

/** Two processes with a state file each, the second a moment after the first; then both again. */
async function onSeveral(stages: Stages, delay: number, proxy: string): Promise<readonly string[]> {
  const set = await stages.open('owner', proxy);
  const { home } = set;
  try {
    const before = keptIn(home.world, 'owner');
    const folder = join(home.folder, 'mine');
    mkdirSync(folder, { mode: 0o700 });
    const argv = (name: string): readonly string[] => [
      ...target,
      ...['--state', join(folder, `${name}.json`), '--log', join(folder, `${name}.ndjson`)],
    ];
    const first = start(set, argv('a')).ended;
    await new Promise((resolve) => setTimeout(resolve, delay));
    const both = await Promise.all([first, start(set, argv('b')).ended]);
    const again = [await start(set, argv('a')).ended, await start(set, argv('b')).ended];
    return [
      ...both.flatMap((each, at) => ended(`${at + 1}. of two`, each, allowed)),
      ...(both.some(({ code }) => code === 0) ? [] : ['neither was ready']),
      ...again.flatMap((each, at) => ended(`${at + 1}. again`, each, [0])),
      ...changes(before, keptIn(home.world, 'owner')),
    ];
  } finally {
    await set.close();
  }
}

/** Two processes with one state file: the second is told who holds it. */
async function onOne(stages: Stages, delay: number, proxy: string): Promise<readonly string[]> {
  const set = await stages.open('owner', proxy, { creationSeconds: 1 });
  try {
    const before = keptIn(set.home.world, 'owner');
    const state = join(set.home.folder, 'mine');
    mkdirSync(state, { mode: 0o700 });
    const argv = [...target, '--state', join(state, 'one.json')];
    const first = start(set, argv).ended;
    await new Promise((resolve) => setTimeout(resolve, delay));
    const second = start(set, [...argv, '--log', join(state, 'second.ndjson')]).ended;
    const codes = (await Promise.all([first, second])).map(({ code }) => code).sort();
    const isRefused = codes.join() === '0,2';
    return [
      ...(isRefused ? [] : [`ended with ${codes.join(' and ')}, not with 0 and 2`]),
      ...ended('run after both', await start(set, argv).ended, [0]),
      ...changes(before, keptIn(set.home.world, 'owner')),
    ];
  } finally {
    await set.close();
  }
}

/** Two real processes at once with one target, on two state files and on one. */
export async function pairs(seed: number, trials = 30): Promise<Count> {
  const { trial, count } = counting('two real processes at once with one target, on two state files and on one');
  const random = randomFrom(seed);
  const proxy = await emptyProxy();
  const stages = await prepareStages();
  for (let at = 0; at < trials; at += 1) {
    const delay = Math.floor(random() * 400);
    const run = at % 3 === 2 ? onOne : onSeveral;
    const wrong = await run(stages, delay, proxy.url).catch((error: unknown) => [String(error)]);
    trial(wrong.map((each) => `${at + 1}. pair, ${delay} ms apart: ${each}`));
  }
  stages.remove();
  await proxy.close();
  return count();
}
