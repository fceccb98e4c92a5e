import { execFile, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findState } from '../../../src/state/file.ts';
import { openState } from '../../../src/state/open.ts';
import { writeState } from '../../../src/state/save.ts';
import { type Count, counting } from '../report.ts';

/** What the state writer asks of the system. */
const watched = ['openat', 'write', 'fsync', 'close', 'link', 'rename', 'unlink'];

const always = ' from then on';

/** What happens at one of them: the process is killed there, or the call fails, once or from then on. */
const mishaps: readonly string[] = [
  'signal=SIGKILL',
  ...['ENOSPC', 'EIO', 'EROFS'].flatMap((code) => [`error=${code}`, `error=${code}${always}`]),
];

/** One call among those of the same name, in the order in which the process makes them. */
interface Call {
  readonly name: string;
  readonly nth: number;
}

interface Folders {
  readonly root: string;
  readonly state: string;
  readonly elsewhere: string;
}

function newFolders(): Folders {
  const root = mkdtempSync(join(tmpdir(), 'adt-setup-syscalls-'));
  const [state, elsewhere] = [join(root, 'state'), join(root, 'elsewhere')];
  for (const folder of [state, elsewhere]) {
    mkdirSync(folder);
    chmodSync(folder, 0o700);
  }
  return { root, state, elsewhere };
}

/** Why calls can't be disturbed on this machine; undefined when they can. */
function obstacle(): string | undefined {
  const { error, status } = spawnSync('strace', [
    '-e',
    'inject=fsync:error=EIO:when=1',
    '--',
    process.execPath,
    '--version',
  ]);
  if (error) return 'there is no strace';
  return status === 0 ? undefined : 'strace may not trace here';
}

interface Ended {
  readonly code: number | null;
  readonly killed: boolean;
  readonly said: readonly string[];
  readonly trace: readonly string[];
}

function run(writer: string, folders: Folders, saves: number, injection: readonly string[]): Promise<Ended> {
  const file = join(folders.root, 'trace');
  const options = ['-f', '-y', '-o', file, '-e', `trace=${watched.join(',')}`, ...injection, '--'];
  // Fewer threads: the system counts the calls of each, and disturbs all alike.
  const writing = [process.execPath, '--v8-pool-size=0', writer, folders.state, folders.elsewhere, String(saves)];
  return new Promise((resolve) => {
    execFile('strace', [...options, ...writing], (error, stdout) => {
      const { code, signal } = (error ?? { code: 0 }) as { code?: number | null; signal?: string | null };
      const trace = readFileSync(file, 'utf8').split('\n');
      resolve({ code: code ?? null, killed: signal === 'SIGKILL', said: stdout.trim().split('\n'), trace });
    });
  });
}

/** The calls about the state folder, from a run that nothing disturbs. */
async function callsOf(writer: string, saves: number): Promise<readonly Call[]> {
  const folders = newFolders();
  const { trace, code } = await run(writer, folders, saves, []);
  if (code !== 0) throw new Error(`an undisturbed writer ended with ${String(code)}`);
  const counts = new Map<string, number>();
  const calls = trace.flatMap((line) => {
    const [, pid = '', name = ''] = /^(\d+) +(\w+)\(/.exec(line) ?? [];
    // The system counts for each thread; all of this happens in one.
    const key = `${pid} ${name}`;
    const nth = (counts.get(key) ?? 0) + 1;
    counts.set(key, nth);
    return line.includes(folders.state) ? [{ name, nth }] : [];
  });
  rmSync(folders.root, { recursive: true });
  return calls;
}

function injected({ name, nth }: Call, mishap: string): readonly string[] {
  const isAlways = mishap.endsWith(always);
  return ['-e', `inject=${name}:${mishap.replace(always, '')}:when=${nth}${isAlways ? '+' : ''}`];
}

function last(said: readonly string[], word: string): string | undefined {
  return said.findLast((line) => line.startsWith(`${word} `))?.slice(word.length + 1);
}

/** What is wrong with what a disturbed writer has left. */
function wrongIn({ state }: Folders, { code, killed, said }: Ended): readonly string[] {
  const file = join(state, 'setup.json');
  const saved = Number(last(said, 'saved') ?? 0);
  const there = findState(file)?.record;
  const found = there?.serial ?? 0;
  const moved = last(said, 'moved');
  const isKept =
    found === saved + 1 ||
    last(said, 'printed') !== undefined ||
    (moved !== undefined && moved !== '' && findState(moved)?.record.serial === saved + 1);
  const wrong = [
    ...(found === saved || found === saved + 1 ? [] : [`${found} is found, ${saved} was saved`]),
    ...(killed || code === 0 || code === 2 ? [] : [`ended with ${String(code)}: ${said.join('; ')}`]),
    ...(code === 2 && !isKept ? ['progress is lost'] : []),
  ];
  const { record } = openState(file, new Date());
  const base = record ?? there;
  if (base !== undefined) writeState(file, { ...base, serial: base.serial + 1 }, record);
  const litter = readdirSync(state).filter((name) => !/^setup\.json(\.bak)?$/.test(name));
  return [...wrong, ...litter.map((name) => `${name} is left behind`)];
}

/** What the mishap met: a call about our folders; another thread's of the same number, such as Node.js waking one; or none. */
function metBy({ root }: Folders, { trace }: Ended): 'ours' | 'another' | 'none' {
  const failed = trace.filter((line) => line.includes('(INJECTED)'));
  if (failed.some((line) => !line.includes(root))) return 'another';
  return failed.length > 0 || trace.some((line) => line.includes('killed by SIGKILL')) ? 'ours' : 'none';
}

/** What is wrong after one mishap; undefined when it met no call about our folders, in any of a few runs. */
async function trialOf(
  writer: string,
  saves: number,
  call: Call,
  mishap: string,
): Promise<readonly string[] | undefined> {
  for (let tries = 0; tries < 5; tries += 1) {
    const folders = newFolders();
    try {
      const ended = await run(writer, folders, saves, injected(call, mishap));
      const met = metBy(folders, ended);
      if (met !== 'another') return met === 'ours' ? wrongIn(folders, ended) : undefined;
    } finally {
      rmSync(folders.root, { recursive: true });
    }
  }
  return undefined;
}

/**
 * Calls to the system of a real process that saves a set-up: it is killed at each, or each fails. `writer`: that program,
 * bundled; `every`: only every so many of the trials. Leaves all out, and says why, where the machine doesn't let it.
 */
export async function syscalls(writer: string, saves = 15, every = 1): Promise<Count> {
  const { trial, count } = counting('calls to the system of a process that saves: killed there, or failing');
  const why = obstacle();
  if (why !== undefined) return { ...count(), what: `calls to the system: left out, ${why}` };
  const calls = await callsOf(writer, saves);
  const all = calls
    .flatMap((call) => mishaps.map((mishap) => ({ call, mishap })))
    // Node.js itself writes, to wake its threads: no process goes on without that.
    .filter(({ call, mishap }) => call.name !== 'write' || !mishap.endsWith(always))
    .filter((_, at) => at % every === 0);
  const worker = async (): Promise<void> => {
    for (let next = all.shift(); next !== undefined; next = all.shift()) {
      const { call, mishap } = next;
      const where = `${call.name} ${call.nth}, ${mishap}`;
      const wrong = await trialOf(writer, saves, call, mishap).catch((error: unknown) => [String(error)]);
      if (wrong !== undefined) trial(wrong.map((each) => `${where}: ${each}`));
    }
  };
  await Promise.all([worker(), worker(), worker()]);
  const { what, ...rest } = count();
  return { what: `${what} (${calls.length} calls)`, ...rest };
}
