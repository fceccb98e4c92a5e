import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import type { SandboxInfo } from '../../src/sandbox/info.ts';

/** A sandbox in a process of its own. */
export interface Apart {
  readonly child: ChildProcess;
  readonly info: SandboxInfo;
  /** Ends the process without warning, and waits until it is gone. */
  kill(): Promise<void>;
}

/** Starts sandboxes in processes of their own. */
export interface OwnProcesses {
  /** On a data directory; its clock goes so many seconds ahead. */
  start(directory: string, ahead?: number): Promise<Apart>;
  /** Ends those that a failed test has left. */
  remove(): void;
}

/** How a process ends. */
export const ended = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => child.once('exit', (code) => resolve(code)));

/** The sandbox as a program, made of its sources. */
export async function ownProcesses(settings: string): Promise<OwnProcesses> {
  const root = join(import.meta.dirname, '..', '..');
  const program = mkdtempSync(join(root, 'node_modules', '.sandbox-test-'));
  const children: ChildProcess[] = [];
  await build({
    entryPoints: [join(root, 'src', 'sandbox', 'server.ts')],
    outfile: join(program, 'server.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'silent',
  });
  writeFileSync(
    join(program, 'run.mjs'),
    `import { startSandbox } from './server.mjs';
     const [, , dataDirectory, ahead] = process.argv;
     const now = () => Date.now() + Number(ahead) * 1000;
     const { close, addFault, clearFaults, ...info } = await startSandbox({ dataDirectory, now, settings: ${settings} });
     console.log(JSON.stringify(info));
     process.on('SIGTERM', () => close());`,
  );
  return {
    async start(directory, ahead = 0) {
      const child = spawn(process.execPath, [join(program, 'run.mjs'), directory, String(ahead)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      children.push(child);
      const [line] = await new Promise<string[]>((resolve, reject) => {
        child.once('exit', (code) => reject(new Error(`the sandbox ended with ${String(code)}`)));
        createInterface({ input: child.stdout }).once('line', (text) => resolve([text]));
      });
      const kill = async (): Promise<void> => {
        const exit = ended(child);
        child.kill('SIGKILL');
        await exit;
      };
      return { child, info: JSON.parse(line ?? '') as SandboxInfo, kill };
    },
    remove() {
      for (const child of children) child.kill('SIGKILL');
      rmSync(program, { recursive: true, force: true });
    },
  };
}
