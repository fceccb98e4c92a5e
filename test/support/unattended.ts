import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Home } from './places.ts';
import { node } from './places.ts';

const program = join(import.meta.dirname, '..', '..', 'dist', 'main.js');

export interface Unattended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built program without a terminal. */
export function runUnattended(
  home: Home,
  argv: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Unattended> {
  return new Promise((resolve) => {
    const child = spawn(node, [program, ...argv], {
      cwd: home.folder,
      env: { ...home.environment, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}
