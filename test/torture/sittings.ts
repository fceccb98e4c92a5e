import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { spawn } from '@lydell/node-pty';
import { changes, emptyProxy, isSameAnswer, keptIn } from './aftermath.ts';
import { type Count, counting } from './report.ts';
import { prepareStages, type Stage, type Stages, start } from './stages.ts';

/** The instants of a first run at which a signal comes: what the screen shows, and the keys that lead on from there. */
const instants = [
  '? Subscription',
  '? Resource group',
  '? Region',
  '? Name',
  '? Who may use it',
  '? Go ahead?',
  'Azure is switching it on',
  'Azure is creating it',
  'Azure is spreading the role',
] as const;
type Instant = (typeof instants)[number];

/** As signals from outside; the last as the key that people press. */
const ways = { SIGTERM: 143, SIGHUP: 129, SIGINT: 130, 'Ctrl-C': 130 } as const;
type Way = keyof typeof ways;

const mostMilliseconds = 2000;

/** Milliseconds after which somebody who waits in vain leaves. */
const patience = 60_000;

const settings = { registrationSeconds: 1.5, creationSeconds: 1.5, roleSpreadSeconds: 1.5 };

/** A shell that notes what the terminal was like before and after the program, and its exit code. */
const script = (argv: readonly string[]): string =>
  `stty -g > before; ${argv.map((word) => `'${word}'`).join(' ')}; code=$?; stty -g > after; echo $code > code`;

/** The process that the shell runs. */
function childOf(shell: number): number {
  return Number(readFileSync(`/proc/${shell}/task/${shell}/children`, 'utf8').trim().split(' ')[0]);
}

interface Seen {
  readonly code: number;
  readonly isAsBefore: boolean;
  readonly isCursorVisible: boolean;
  readonly milliseconds: number;
  readonly shown: string;
}

/** Somebody presses Enter until the instant has come; then the signal. */
function sitting({ home, environment }: Stage, instant: Instant, way: Way): Promise<Seen> {
  const program = join(process.cwd(), 'dist', 'main.js');
  const child = spawn('/bin/sh', ['-c', script([process.execPath, program, '--sandbox'])], {
    cols: 80,
    rows: 24,
    cwd: home.folder,
    env: { ...environment },
  });
  let shown = '';
  let entered = 0;
  let struckAt: number | undefined;
  child.onData((data) => {
    shown += data;
    for (let next = instants[entered]; struckAt === undefined && next !== undefined; next = instants[entered]) {
      if (!stripVTControlCharacters(shown).includes(next)) return;
      if (next === instant) {
        struckAt = performance.now();
        if (way === 'Ctrl-C') child.write('\u0003');
        else process.kill(childOf(child.pid), way);
        return;
      }
      entered += 1;
      if (next.startsWith('?')) child.write('\r');
    }
  });
  const leave = setTimeout(() => child.kill('SIGKILL'), patience);
  return new Promise((resolve, reject) => {
    child.onExit(() => {
      clearTimeout(leave);
      if (!existsSync(join(home.folder, 'code'))) {
        reject(new Error(`nothing happened after: ${JSON.stringify(shown.slice(-300))}`));
        return;
      }
      const milliseconds = struckAt === undefined ? Number.POSITIVE_INFINITY : performance.now() - struckAt;
      const read = (name: string): string => readFileSync(join(home.folder, name), 'utf8').trim();
      const isCursorVisible = shown.lastIndexOf('\u001B[?25l') <= shown.lastIndexOf('\u001B[?25h');
      const isAsBefore = read('before') === read('after');
      resolve({ code: Number(read('code')), isAsBefore, isCursorVisible, milliseconds, shown });
    });
  });
}

async function trialOf(stages: Stages, instant: Instant, way: Way, proxy: string): Promise<readonly string[]> {
  const set = await stages.open('owner', proxy, settings);
  const { home } = set;
  try {
    const before = keptIn(home.world, 'owner');
    const seen = await sitting(set, instant, way);
    const answers = home.saved()[0]?.answers ?? {};
    const quick = { ...settings, registrationSeconds: 0.1, creationSeconds: 0.1, roleSpreadSeconds: 0.1 };
    writeFileSync(join(home.world, 'settings.json'), JSON.stringify(quick));
    const next = await start(set, ['--sandbox']).ended;
    const after = home.saved()[0]?.answers ?? {};
    const expected = ways[way];
    return [
      ...(seen.code === expected ? [] : [`ended with ${seen.code}, not ${expected}`]),
      ...(seen.isAsBefore ? [] : ['the terminal is not as it was']),
      ...(seen.isCursorVisible ? [] : ['the cursor is hidden']),
      ...(seen.shown.includes('\u001B[?1049h') ? ['another screen was used'] : []),
      ...(seen.milliseconds <= mostMilliseconds ? [] : [`took ${Math.round(seen.milliseconds)} ms to end`]),
      ...(next.code === 0 ? [] : [`the next run ended with ${String(next.code)}: ${next.stderr.slice(-200)}`]),
      ...Object.entries(answers)
        .filter(([key, { value }]) => !isSameAnswer(value, after[key]?.value))
        .map(([key]) => `the answer to ${key} changed`),
      ...changes(before, keptIn(home.world, 'owner')),
      ...readdirSync(home.setups)
        .filter((name) => !/\.json(\.bak)?$/.test(name))
        .map((name) => `${name} is left behind`),
    ];
  } finally {
    await set.close();
  }
}

/** Signals at each question and each wait of somebody at a terminal. Left out where there are no such terminals. */
export async function sittings(): Promise<Count> {
  const { trial, count } = counting('signals to somebody at a terminal: at each question and each wait');
  if (process.platform !== 'linux') return { ...count(), what: 'signals at a terminal: left out, this is not Linux' };
  const proxy = await emptyProxy();
  const stages = await prepareStages();
  const all = instants.flatMap((instant) => (Object.keys(ways) as Way[]).map((way) => ({ instant, way })));
  const worker = async (): Promise<void> => {
    for (let next = all.shift(); next !== undefined; next = all.shift()) {
      const { instant, way } = next;
      const wrong = await trialOf(stages, instant, way, proxy.url).catch((error: unknown) => [String(error)]);
      trial(wrong.map((each) => `${way} at "${instant}": ${each}`));
    }
  };
  await Promise.all([worker(), worker()]);
  stages.remove();
  await proxy.close();
  return count();
}
