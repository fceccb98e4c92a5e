import dns from 'node:dns';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { newRecord } from '../../../src/state/memory.ts';
import { encode } from '../../../src/state/record.ts';
import { runInProcess } from '../../support/in-process.ts';
import { type Home, newHome } from '../../support/places.ts';
import type { Count } from '../report.ts';
import { aside } from './aside.ts';
import { faulty } from './faulty.ts';
import { answers, encodings, environments, words } from './inputs.ts';

/** An application's sign-in, so that there is one to spoil. */
const application = {
  AZURE_TENANT_ID: '72f988bf-86f1-41af-91ab-2d7cd011db47',
  AZURE_CLIENT_ID: 'a1b2c3d4-0000-4000-8000-000000000001',
  AZURE_CLIENT_SECRET: 'not-a-real-one-8Q~',
};

/** Everything that somebody gives to one run. */
const runs = fc.record({
  command: fc.constantFrom('set-up', 'set-up', 'set-up', 'set-up', 'doctor'),
  inSandbox: fc.boolean(),
  environment: environments,
  words,
  inFile: fc.option(fc.tuple(answers, encodings), { freq: 1 }),
  inState: fc.option(fc.tuple(answers, encodings), { freq: 1 }),
});

type Run = typeof runs extends fc.Arbitrary<infer Given> ? Given : never;

function argvOf({ command, inSandbox, words: given, inFile, inState }: Run, folder: string): readonly string[] {
  const files = [];
  if (inFile !== null) {
    const [all, encoded] = inFile;
    const file = join(folder, 'answers.json');
    writeFileSync(file, encoded(JSON.stringify(all)));
    files.push('--answers', file);
  }
  if (inState !== null) {
    const [all, encoded] = inState;
    const saved = Object.entries(all).map(([key, value]) => [key, { value, from: 'prompt' }] as const);
    const record = newRecord(inSandbox ? 'sandbox' : 'AzureCloud', new Date());
    const file = join(folder, 'state.json');
    writeFileSync(file, encoded(textOf({ ...record, answers: Object.fromEntries(saved) })), { mode: 0o600 });
    files.push('--state', file);
  }
  const target = inSandbox ? ['--sandbox'] : [];
  return command === 'doctor' ? ['doctor', ...target, ...given] : [...target, '--timeout', '1', ...files, ...given];
}

/** A state file with a right checksum; none where an answer looks like a secret. */
function textOf(record: Parameters<typeof encode>[0]): string {
  try {
    return encode(record);
  } catch {
    return '{}';
  }
}

/** What is wrong with how a run ended; each run has a home of its own, and reaches nothing but this computer. */
async function wrongWith(run: Run, home: Home): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'adt-setup-mistakes-'));
  const before = process.env;
  const argv = argvOf(run, folder);
  try {
    const signIn = run.inSandbox ? {} : application;
    process.env = { ...before, ...signIn, ...run.environment };
    const environment = { ...home.environment, PATH: folder, ...signIn, ...run.environment };
    return faulty(await aside(folder, () => runInProcess(argv, environment)), argv, run.environment);
  } finally {
    process.env = before;
    rmSync(folder, { recursive: true, force: true });
  }
}

/** No name but this computer's can be looked up while it works. */
async function offline<T>(work: () => Promise<T>): Promise<T> {
  const { lookup } = dns;
  const refusing = (host: string, ...rest: readonly unknown[]): void => {
    if (host === 'localhost' || isIP(host) !== 0) return void Reflect.apply(lookup, dns, [host, ...rest]);
    const answer = rest.at(-1) as (error: Error) => void;
    const error = Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND', hostname: host });
    queueMicrotask(() => answer(error));
  };
  dns.lookup = refusing as typeof lookup;
  try {
    return await work();
  } finally {
    dns.lookup = lookup;
  }
}

/** Environments, answers, files and command lines as people get them wrong: each ends with words and a code of its own. */
export async function mistakes(seed: number, trials: number, path?: string): Promise<Count> {
  const home = newHome();
  let tried = 0;
  const property = fc.asyncProperty(runs, async (run) => {
    tried += 1;
    const wrong = await wrongWith(run, home);
    if (wrong.length > 0) throw new Error(wrong.join('; '));
  });
  const what = 'mistakes: environment x command line x answers x state file';
  try {
    const details = await offline(() =>
      fc.check(property, { seed, numRuns: trials, ...(path === undefined ? {} : { path }) }),
    );
    if (!details.failed) return { what, trials: tried, violations: [] };
    const again = `--only mistakes --seed ${details.seed} --path ${details.counterexamplePath ?? ''}`;
    return { what, trials: tried, violations: [String(details.errorInstance)], again };
  } finally {
    home.remove();
  }
}
