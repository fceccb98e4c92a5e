import { spawn } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { type StartedSandbox, startSandbox } from '../../src/sandbox/server.ts';
import { type Home, newHome } from '../support/places.ts';
import { baited } from './aftermath.ts';

const quick = {
  registrationSeconds: 0.1,
  creationSeconds: 0.1,
  roleSpreadSeconds: 0.1,
  deviceApprovalSeconds: 0,
  latencyMilliseconds: 0,
};

/** How a process of the built program ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Running {
  end(signal: NodeJS.Signals): void;
  readonly ended: Promise<Ended>;
}

/** A home with a sandbox that is served by this process, so that it outlives the one that is ended. */
export interface Stage {
  readonly home: Home;
  readonly sandbox: StartedSandbox;
  readonly environment: Readonly<Record<string, string>>;
  onAnswer: () => void;
  close(): Promise<void>;
}

/** The built program, without a terminal. */
export function start(
  { home, environment }: Stage,
  argv: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Running {
  const program = join(process.cwd(), 'dist', 'main.js');
  const log = argv.includes('--log') ? [] : ['--log', join(home.folder, 'traffic.ndjson')];
  const child = spawn(process.execPath, [program, ...argv, '--json', ...log], {
    cwd: home.folder,
    env: { ...environment, ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
  return { end: (signal) => void child.kill(signal), ended };
}

/** Makes stages; making keys takes long, so that each sandbox begins with the same. */
export interface Stages {
  open(scenario: string, proxy: string, settings?: Parameters<typeof newHome>[1]): Promise<Stage>;
  remove(): void;
}

export async function prepareStages(): Promise<Stages> {
  const first = newHome('owner', quick);
  await (await startSandbox({ dataDirectory: first.world, port: 0 })).close();
  return {
    async open(scenario, proxy, settings = {}) {
      const home = newHome(scenario, { ...quick, ...settings });
      for (const name of ['adt-setup.json', 'secrets.json', 'server.pem', 'server-key.pem'])
        cpSync(join(first.world, name), join(home.world, name));
      const options = { dataDirectory: home.world, scenario, port: 0, settings: { ...quick, ...settings } };
      const made: Stage = {
        home,
        environment: baited(home.folder, home.environment, proxy),
        sandbox: await startSandbox({ ...options, log: () => made.onAnswer() }),
        onAnswer: () => undefined,
        async close() {
          await made.sandbox.close();
          home.remove();
        },
      };
      return made;
    },
    remove: first.remove,
  };
}
