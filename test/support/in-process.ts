import { EventEmitter } from 'node:events';
import { program } from '../../src/cli/program.ts';
import type { Process } from '../../src/local/process.ts';
import { letGo } from '../../src/text/held-secrets.ts';

export interface InProcess {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the program within the test, without a terminal. `signals`: from where it is told of them. */
export async function runInProcess(
  argv: readonly string[],
  environment: Readonly<Record<string, string>>,
  signals = new EventEmitter(),
): Promise<InProcess> {
  const written = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof written): object =>
    Object.assign(new EventEmitter(), { isTTY: false, columns: 80, write: (text: string) => (written[name] += text) });
  const host = Object.assign(signals, {
    env: { ...environment },
    stdin: { isTTY: false, pause: () => undefined },
    stdout: stream('stdout'),
    stderr: stream('stderr'),
  }) as unknown as Process;
  letGo();
  const code = await program(argv, host);
  return { code, ...written };
}
