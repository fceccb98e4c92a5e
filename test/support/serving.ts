import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Home } from './places.ts';
import { node } from './places.ts';
import type { Unattended } from './unattended.ts';

const program = join(import.meta.dirname, '..', '..', 'dist', 'main.js');

/** `adt-setup sandbox`, running. */
export interface Serving {
  /** What it has said so far. */
  readonly said: string;
  readonly pid: number;
  /** Ends it, and gives how it ended. */
  stop(signal: NodeJS.Signals): Promise<Unattended>;
}

const running = new Set<() => void>();

/** Starts `adt-setup sandbox`; resolves when it has said where everything is, or has ended. */
export function serving(home: Home, argv: readonly string[]): Promise<Serving> {
  const child = spawn(node, [program, 'sandbox', ...argv], {
    cwd: home.folder,
    env: { ...home.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  const kill = (): void => void child.kill('SIGKILL');
  running.add(kill);
  const ended = new Promise<Unattended>((resolve) => {
    child.on('close', (code) => {
      running.delete(kill);
      resolve({ code, stdout, stderr });
    });
  });
  const handle: Serving = {
    get said() {
      return stdout;
    },
    pid: child.pid ?? 0,
    stop: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
  return new Promise((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      // Both forms come in one piece that ends with a line break.
      if (stdout.endsWith('\n')) resolve(handle);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    void ended.then(() => resolve(handle));
  });
}

/** Ends whatever a failed test has left running. */
export function stopAll(): void {
  for (const kill of running) kill();
}
