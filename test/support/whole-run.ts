import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HttpClient } from '@azure/core-rest-pipeline';
import { liveAzure } from '../../src/azure/live.ts';
import type { Context, EngineEvent } from '../../src/engine/context.ts';
import { exitCodes, SetupError } from '../../src/errors.ts';
import { sandboxCloud } from '../../src/sandbox/cloud.ts';
import { type StartedSandbox, startSandbox } from '../../src/sandbox/server.ts';
import { readState } from '../../src/state/file.ts';
import { memoryOf, newRecord } from '../../src/state/memory.ts';
import { exitCodeOf } from '../../src/wizard/result.ts';
import { wizard } from '../../src/wizard/wizard.ts';
import { steps } from '../../steps/index.ts';
import { silentMachine } from './fake-context.ts';
import { giveKeys } from './keys.ts';
import { silentView } from './silent-view.ts';

const settings = {
  registrationSeconds: 1,
  creationSeconds: 1,
  roleSpreadSeconds: 1,
  deviceApprovalSeconds: 0,
  helpfulAdministratorSeconds: -1,
  latencyMilliseconds: 0,
};

/** Seconds that one request may take in all its tries; the brief ones for a network that never answers. */
const patience = { usual: 20, brief: 1.6 } as const;

export type Patience = keyof typeof patience;

/** How one run of the wizard ended. */
export interface RunEnded {
  readonly code: number;
  /** The outcome and what is waited for, or the error: its code, what happened, and what to do. */
  readonly words: string;
  readonly events: readonly EngineEvent[];
}

/** A sandbox with its data, whose clock only moves when the wizard waits; and a place for the state file. */
export interface Place {
  readonly folder: string;
  readonly world: string;
  readonly scenario: string;
  readonly sandbox: StartedSandbox;
  readonly clock: { ahead: number };
  close(): Promise<void>;
}

/** `template`: a data directory of the same scenario to begin with. */
export async function openPlace(scenario: string, template?: string): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'adt-setup-run-'));
  const world = join(folder, 'world');
  if (template === undefined) giveKeys(world);
  else cpSync(template, world, { recursive: true });
  const clock = { ahead: 0 };
  const now = (): number => Date.now() + clock.ahead;
  const sandbox = await startSandbox({ dataDirectory: world, scenario, port: 0, settings, now });
  return {
    folder,
    world,
    scenario,
    sandbox,
    clock,
    async close() {
      await sandbox.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Runs the wizard unattended, with the real SDK clients over this network; carries on what is saved at the place. */
export async function runAt(
  place: Place,
  network: HttpClient,
  { ca = '', wait = 'usual' }: { readonly ca?: string; readonly wait?: Patience } = {},
): Promise<RunEnded> {
  const { sandbox, clock, folder } = place;
  const now = (): number => Date.now() + clock.ahead;
  const file = join(folder, 'setup.json');
  const stop = new AbortController();
  const cloud = sandboxCloud(sandbox);
  const events: EngineEvent[] = [];
  const azure = liveAzure({
    cloud: { ...cloud, ca: `${cloud.ca ?? ''}${ca}` },
    tell: () => undefined,
    allowWrites: true,
    timeoutSeconds: patience[wait],
    signal: stop.signal,
    environment: {},
    network,
    pause: () => Promise.resolve(),
  });
  const memory = memoryOf(readState(file) ?? newRecord('sandbox', new Date(now())), file, now);
  const context: Context = {
    steps,
    azure,
    machine: silentMachine,
    cloud,
    memory,
    prompter: undefined,
    tell: (event) => events.push(event),
    clock: {
      now,
      wait(milliseconds) {
        clock.ahead += Math.ceil(milliseconds);
        return Promise.resolve();
      },
    },
    signal: stop.signal,
    waits: true,
    timeout: 120,
  };
  try {
    const order = { preview: false, review: false, yes: true, beginForReal: () => undefined };
    const ended = await wizard(context, silentView(), order);
    if (ended.outcome === 'ready') memory.finish('ready');
    const rest = { requests: azure.requests, stateFile: file };
    const words = [ended.outcome, ...ended.lines.filter((line) => line.status === 'waiting').map((line) => line.says)];
    return { code: exitCodeOf({ ...ended, ...rest }), words: words.join(': '), events };
  } catch (error) {
    if (!(error instanceof SetupError)) return { code: exitCodes.defect, words: String(error), events };
    const { ending, message, code, suggestion } = error;
    return { code: exitCodes[ending], words: `${code}: ${message} ${suggestion}`, events };
  }
}
