import { kindIn } from '../../src/domain/resource.ts';
import type { Fate } from '../../src/engine/undo/apply.ts';
import { InterruptedError, SetupError } from '../../src/errors.ts';
import type { Azure } from '../../src/port/azure.ts';
import { memoryOf, type SavedMemory } from '../../src/state/memory.ts';
import type { SetupRecord } from '../../src/state/set-up-record.ts';
import { type Task, takeBack, type UndoEnded } from '../../src/undo/take-back.ts';
import { steps } from '../../steps/index.ts';
import { ana, dev } from './contoso.ts';
import { readyRecord } from './ready.ts';

/** Everything that the command would give: Ana agrees to all of it, unless changed. */
export function taskFor(
  azure: Azure,
  memory: SavedMemory,
  clock: Task['clock'],
  change: Partial<Task> = {},
): Task & { readonly fates: Map<string, Fate> } {
  return {
    steps,
    azure,
    memory,
    clock,
    signal: new AbortController().signal,
    tell: () => undefined,
    timeout: undefined,
    stopping: () => undefined,
    cloud: 'AzureCloud',
    account: { name: ana.username, objectId: ana.objectId, tenantId: ana.tenantId },
    subscription: dev,
    name: 'factory-twins',
    given: { yes: true, planId: undefined, name: 'factory-twins', withData: true, canAsk: false },
    findOurs: () => Promise.resolve([]),
    preview: false,
    fates: new Map<string, Fate>(),
    view: {
      planned: () => undefined,
      show: () => undefined,
      agrees: () => Promise.resolve(true),
      begins: () => undefined,
    },
    ...change,
  };
}

/** What came of an attempt. */
export interface Tried {
  readonly ended: UndoEnded | undefined;
  readonly error: SetupError | InterruptedError | undefined;
  /** What has become of each thing, by its kind: "removed", "kept: also holds: storage account lab7". */
  readonly fates: Readonly<Record<string, string>>;
  /** What the first run has left in the record. */
  readonly record: SetupRecord;
  /** What it was waited for, in seconds. */
  readonly waited: number;
}

/** Takes a ready set-up back, or what another record says, in a clock that moves only when something is waited for. */
export async function tried(
  azure: Azure,
  change: Partial<Task> = {},
  record: SetupRecord = readyRecord(),
): Promise<Tried> {
  const began = Date.parse('2026-01-06T00:00:00Z');
  let now = began;
  const memory = memoryOf(record, undefined, () => now);
  const clock = {
    now: () => now,
    wait(milliseconds: number) {
      now += milliseconds;
      return Promise.resolve();
    },
  };
  const task = taskFor(azure, memory, clock, change);
  const rest = (): Omit<Tried, 'ended' | 'error'> => ({
    fates: Object.fromEntries(
      [...task.fates].map(([id, { status, reason }]) => [kindIn(id), status === 'kept' ? `kept: ${reason}` : status]),
    ),
    record: memory.record(),
    waited: Math.round((now - began) / 1000),
  });
  try {
    return { ended: await takeBack(task), error: undefined, ...rest() };
  } catch (error) {
    if (!(error instanceof SetupError) && !(error instanceof InterruptedError)) throw error;
    return { ended: undefined, error, ...rest() };
  }
}

export { takeBack, type UndoEnded };
