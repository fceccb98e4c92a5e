import type { Answer, Asked, Context, EngineEvent, Prompter, Reply } from '../../src/engine/context.ts';
import type { Azure } from '../../src/port/azure.ts';
import type { Machine } from '../../src/port/machine.ts';
import { memoryOf, newRecord, type SavedMemory } from '../../src/state/memory.ts';
import { steps } from '../../steps/index.ts';

/** Somebody who answers by script: a text, or 'BACK', or a function of what is asked; Enter for everything else. */
export interface Script {
  readonly [key: string]: readonly (string | ((asked: Asked) => Reply))[];
}

/** What was asked, in order, with what was preselected. */
export interface Heard {
  readonly key: string;
  readonly message: string;
  readonly preselected: string | undefined;
  readonly note: string | undefined;
  readonly why: string | undefined;
  readonly choices: readonly string[];
}

export function scripted(script: Script = {}): { prompter: Prompter; heard: Heard[]; confirmed: string[] } {
  const left = new Map(Object.entries(script).map(([key, replies]) => [key, [...replies]]));
  const heard: Heard[] = [];
  const confirmed: string[] = [];
  const prompter: Prompter = {
    ask(asked) {
      const { key, message } = asked.question;
      const { preselected, note, why, choices } = asked;
      heard.push({ key, message, preselected, note, why, choices: choices.map((each) => each.value) });
      if (heard.length > 60) throw new Error(`asked for ever: ${key}`);
      const reply = left.get(key)?.shift();
      if (typeof reply === 'function') return Promise.resolve(reply(asked));
      if (reply === 'BACK') return Promise.resolve({ is: 'back' });
      const value = reply ?? preselected ?? choices[0]?.value;
      if (value === undefined) throw new Error(`no reply to ${key}`);
      return Promise.resolve({ is: 'answer', value });
    },
    confirm({ message }, understood) {
      confirmed.push(`${message} ${understood}`);
      return Promise.resolve(left.get('confirm')?.shift() === 'no' ? 'no' : 'yes');
    },
  };
  return { prompter, heard, confirmed };
}

/** Answers as if they had been given by flags. */
function given(values: Readonly<Record<string, string>>): Readonly<Record<string, Answer>> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { value, from: 'flag' }]));
}

/** A computer that tells nothing. */
export const silentMachine: Machine = { timeZone: undefined, defaultRegion: () => undefined };

/** A cloud where nothing is practice, looked at as often as a test likes. */
export const fakeCloud: Context['cloud'] = { name: 'AzureCloud', practice: false, lookEverySeconds: 1 };

export interface FakeContext extends Context {
  readonly memory: SavedMemory;
  readonly events: EngineEvent[];
}

/** A context whose clock moves only when somebody waits. */
export function fakeContext(
  azure: Azure,
  change: Partial<Context> & { answers?: Readonly<Record<string, string>> } = {},
): FakeContext {
  const { answers = {}, ...rest } = change;
  let now = Date.parse('2026-01-02T03:04:05Z');
  const events: EngineEvent[] = [];
  const memory = memoryOf(
    { ...newRecord('AzureCloud', new Date(now)), id: 'test', seed: 'seed', answers: given(answers) },
    undefined,
    () => now,
  );
  return {
    steps,
    azure,
    machine: silentMachine,
    cloud: fakeCloud,
    prompter: undefined,
    tell: (event) => events.push(event),
    clock: {
      now: () => now,
      wait(milliseconds) {
        now += milliseconds;
        return Promise.resolve();
      },
    },
    signal: new AbortController().signal,
    waits: true,
    timeout: undefined,
    ...rest,
    memory: (rest.memory as SavedMemory | undefined) ?? memory,
    events,
  };
}
