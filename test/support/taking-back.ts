import type { Fate } from '../../src/engine/undo/apply.ts';
import type { Azure } from '../../src/port/azure.ts';
import type { SavedMemory } from '../../src/state/memory.ts';
import { type Task, takeBack, type UndoEnded } from '../../src/undo/take-back.ts';
import { steps } from '../../steps/index.ts';
import { ana, dev } from './contoso.ts';

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

export { takeBack, type UndoEnded };
