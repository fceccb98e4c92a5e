import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode } from '../../src/state/record.ts';
import type { Home } from '../support/places.ts';
import { changes, emptyProxy, isSameAnswer, keptIn, leaks, strays } from './aftermath.ts';
import { allPoints, faultAt, hookFor, type KillPoint } from './kill-points.ts';
import { randomFrom } from './random.ts';
import { type Count, counting } from './report.ts';
import { type Ended, prepareStages, type Stage, type Stages, start } from './stages.ts';

const scenarios = ['owner', 'unregistered'] as const;
type Scenario = (typeof scenarios)[number];

const codes = { SIGKILL: null, SIGTERM: 143, SIGINT: 130, SIGHUP: 129 } as const;

/** The traffic of the last run. */
function logOf({ folder }: Home): string {
  const file = join(folder, 'traffic.ndjson');
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

function savedAnswers(home: Home): Readonly<Record<string, string>> {
  const saved = home.saved()[0];
  return Object.fromEntries(Object.entries(saved?.answers ?? {}).map(([key, { value }]) => [key, value]));
}

/** A run of the built program that is ended at a point. */
export async function endedAt(point: KillPoint, argv: readonly string[], set: Stage): Promise<Ended> {
  const { home, sandbox } = set;
  const isWrite = point.where === 'state write';
  const running = start(set, argv, isWrite ? hookFor(point.nth, home.folder) : {});
  if (point.where === 'answered') {
    let answers = 0;
    set.onAnswer = () => {
      answers += 1;
      if (answers === point.nth) running.end(point.signal);
    };
  } else if (!isWrite) {
    sandbox.addFault(faultAt(point.nth, point.where, () => running.end(point.signal)));
  }
  const ended = await running.ended;
  sandbox.clearFaults();
  set.onAnswer = () => undefined;
  return ended;
}

async function trialOf(
  stages: Stages,
  point: KillPoint,
  scenario: Scenario,
  proxy: string,
): Promise<readonly string[]> {
  const set = await stages.open(scenario, proxy);
  const { home, sandbox } = set;
  try {
    const before = keptIn(home.world, scenario);
    const first = await endedAt(point, [`--sandbox=${scenario}`], set);
    const traffic = logOf(home);
    const answers = savedAnswers(home);
    const second = await start(set, [`--sandbox=${scenario}`]).ended;
    const is = (what: string, found: unknown, expected: unknown): readonly string[] =>
      found === expected ? [] : [`${what}: ${String(found)} instead of ${String(expected)}`];
    const kept = Object.entries(answers).filter(([key, value]) => !isSameAnswer(value, savedAnswers(home)[key]));
    const document = (second.code === 0 ? JSON.parse(second.stdout) : {}) as { outcome?: string };
    // A process may be done before an answer that it doesn't need any more has reached the log.
    const expected = first.code === 0 ? 0 : codes[point.signal];
    const litter = readdirSync(home.setups).filter((name) => !/\.json(\.bak)?$/.test(name));
    return [
      ...is('first exit code', first.code, expected),
      ...is('second exit code', second.code, 0),
      ...is('outcome', document.outcome, 'ready'),
      ...changes(before, keptIn(home.world, scenario)),
      ...kept.map(([key]) => `the answer to ${key} changed`),
      ...is('set-ups', home.saved().length, 1),
      ...home.saved().flatMap((each) => is('under way', each.making, null)),
      ...litter.map((name) => `${name} is left behind`),
      ...leaks(home.folder, home.world, first.stdout, first.stderr, second.stdout, second.stderr, traffic),
      ...strays(`${traffic}\n${logOf(home)}`, sandbox.origin),
    ];
  } finally {
    await set.close();
  }
}

/** A run that nothing ends: counts its requests and its operations on state files. */
async function trace(stages: Stages, scenario: Scenario, proxy: string): Promise<readonly KillPoint[]> {
  return await pointsOf(await stages.open(scenario, proxy), [`--sandbox=${scenario}`]);
}

/** The points of such a run; the stage is closed in the end. */
export async function pointsOf(set: Stage, argv: readonly string[]): Promise<readonly KillPoint[]> {
  let requests = 0;
  set.onAnswer = () => (requests += 1);
  const { stderr } = await start(set, argv, hookFor(0, set.home.folder)).ended;
  const operations = Number(/state operations: (\d+)/.exec(stderr)?.[1] ?? 0);
  for (const name of readdirSync(set.home.setups).filter((each) => each.endsWith('.json'))) {
    const file = join(set.home.setups, name);
    decode(readFileSync(file), file);
  }
  await set.close();
  return allPoints(requests, operations);
}

/** Real processes, ended at requests and state writes; then one that carries on. All points, or so many by chance. */
export async function kills(seed: number, most: number | undefined): Promise<Count> {
  const { trial, count } = counting('real processes ended at requests and state writes, then carried on');
  const random = randomFrom(seed);
  const proxy = await emptyProxy();
  const stages = await prepareStages();
  const points: { point: KillPoint; scenario: Scenario; order: number }[] = [];
  for (const scenario of scenarios) {
    for (const point of await trace(stages, scenario, proxy.url)) points.push({ point, scenario, order: random() });
  }
  const chosen = points.sort((one, other) => one.order - other.order).slice(0, most);
  const worker = async (): Promise<void> => {
    for (let next = chosen.pop(); next !== undefined; next = chosen.pop()) {
      const { point, scenario } = next;
      const where = `${scenario}, ${point.signal} at ${point.where} ${point.nth}`;
      const wrong = await trialOf(stages, point, scenario, proxy.url).catch((error: unknown) => [String(error)]);
      trial(wrong.map((each) => `${where}: ${each}`));
    }
  };
  await Promise.all([worker(), worker()]);
  stages.remove();
  await proxy.close();
  if (proxy.visits() > 0) trial([`${proxy.visits()} requests went through a proxy`]);
  const { what, ...rest } = count();
  return { what: `${what} (of ${points.length} points)`, ...rest };
}
