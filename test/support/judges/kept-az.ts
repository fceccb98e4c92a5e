import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end, with nothing on its input. */
export function runProgram(program: string, words: readonly string[], env: NodeJS.ProcessEnv): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(program, words, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** az in one environment. */
export interface KeptAz {
  run(...words: string[]): Promise<Ended>;
  end(): void;
}

/** The Python that runs a program, as its first line says; undefined where it is none of Python's. */
const pythonOf = (program: string): string | undefined =>
  /^#!(\/\S*python\S*)/.exec(readFileSync(program, 'latin1').slice(0, 200))?.[1];

/** az, loaded once and forked for each command, one after the other: most of what a start of it takes is loading. */
export function keptAz(program: string, env: NodeJS.ProcessEnv): KeptAz {
  const python = pythonOf(program);
  if (python === undefined) return { run: (...words) => runProgram(program, words, env), end: () => undefined };
  const folder = mkdtempSync(join(tmpdir(), 'adt-kept-az-'));
  const server = spawn(python, [join(import.meta.dirname, 'kept_az.py'), program], {
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const codes = createInterface({ input: server.stdout })[Symbol.asyncIterator]();
  let before: Promise<unknown> = Promise.resolve();
  let runs = 0;

  async function run(words: readonly string[]): Promise<Ended> {
    runs += 1;
    const [out, error] = [join(folder, `${runs}.out`), join(folder, `${runs}.err`)];
    server.stdin.write(`${JSON.stringify([words, out, error])}\n`);
    const code: IteratorResult<string, unknown> = await codes.next();
    if (code.done === true) throw new Error('The Python that runs az has ended.');
    return { code: Number(code.value), stdout: readFileSync(out, 'utf8'), stderr: readFileSync(error, 'utf8') };
  }
  return {
    run(...words) {
      const ended = before.then(() => run(words));
      before = ended.catch(() => undefined);
      return ended;
    },
    end() {
      server.stdin.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
