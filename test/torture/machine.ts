import type { Asked, Context, Prompter } from '../../src/engine/context.ts';
import { InterruptedError } from '../../src/errors.ts';
import type { Azure } from '../../src/port/azure.ts';
import { memoryOf, newRecord, type SavedMemory } from '../../src/state/memory.ts';
import { decode, encode } from '../../src/state/record.ts';
import type { Ended } from '../../src/wizard/ended.ts';
import { wizard } from '../../src/wizard/wizard.ts';
import { steps } from '../../steps/index.ts';
import { fakeAzure } from '../support/fake-azure.ts';
import { fakeCloud, silentMachine } from '../support/fake-context.ts';
import type { FakeWorld } from '../support/fake-world.ts';
import { silentView } from '../support/silent-view.ts';

/** The process ends here, without warning. */
export class CrashError extends Error {
  override readonly name = 'CrashError';
}

/** What survives a crash: Azure, the state file, the clock; and what somebody who watches has noted. */
export interface Machine {
  readonly world: FakeWorld;
  saved: string | undefined;
  now: number;
  /** Violations seen so far. */
  readonly wrong: string[];
}

/** Where things happen: before and after each request, save and question. Throws to end the process there. */
export type Point = (what: string) => void;

export interface Sitting {
  readonly point: Point;
  /** Replaces verbs of the port: faults. */
  readonly port?: Partial<Azure>;
  readonly given?: Readonly<Record<string, string>>;
  /** What the person types; the preselected answer where undefined. Nobody is there when left out. */
  readonly prompter?: (asked: Asked) => string | undefined;
  readonly preview?: boolean;
  readonly timeout?: number;
  /** Waits for the other wizards before each request. */
  readonly turn?: () => Promise<void>;
}

const start = Date.parse('2026-01-02T03:04:05Z');
const mostPoints = 20_000;
const mostQuestions = 60;

export function newMachine(world: FakeWorld): Machine {
  return { world, saved: undefined, now: start, wrong: [] };
}

/** The port, with a point before and after each request. */
export function watched(azure: Azure, point: Point, turn: () => Promise<void>): Azure {
  const quiet = new Set(['signInOffers', 'signOut', 'forgetTokens', 'forgetFacts', 'links', 'requests']);
  return new Proxy(azure, {
    get(target, name: keyof Azure) {
      const verb = target[name] as unknown;
      if (quiet.has(name) || typeof verb !== 'function') return verb;
      return async (...parameters: unknown[]) => {
        point(`${name} is sent`);
        await turn();
        const answer: unknown = await (verb as (...all: unknown[]) => Promise<unknown>)(...parameters);
        point(`${name} took effect`);
        return answer;
      };
    },
  });
}

/** A memory whose saves have a point before and after. */
export function savedOn(machine: Machine, point: Point): SavedMemory {
  const record =
    machine.saved === undefined ? newRecord('AzureCloud', new Date(machine.now)) : decode(machine.saved, 'state.json');
  const memory = memoryOf(record, undefined, () => machine.now);
  const saves =
    <Parameters extends unknown[], Result>(change: (...all: Parameters) => Result) =>
    (...all: Parameters): Result => {
      const before = memory.record();
      point('a save begins');
      const result = change(...all);
      if (memory.record() !== before) machine.saved = encode(memory.record());
      point('a save is done');
      return result;
    };
  return {
    ...memory,
    keep: saves(memory.keep),
    forget: saves(memory.forget),
    making: saves(memory.making),
    made: saves(memory.made),
    settled: saves(memory.settled),
    removing: saves(memory.removing),
    removed: saves(memory.removed),
    undoing: saves(memory.undoing),
    undone: saves(memory.undone),
    finish: saves(memory.finish),
  };
}

/** What is saved by now of answers. */
export function savedAnswers(machine: Machine): ReadonlySet<string> {
  return new Set(machine.saved === undefined ? [] : Object.keys(decode(machine.saved, 'state.json').answers));
}

/** Whether something was refused since the last question that had been answered before. */
interface Refusals {
  isNew: boolean;
}

function interviewOf(machine: Machine, sitting: Sitting, refusals: Refusals): Prompter | undefined {
  const { prompter, point } = sitting;
  if (prompter === undefined) return undefined;
  const before = savedAnswers(machine);
  let last: string | undefined;
  let count = 0;
  return {
    ask(asked) {
      const { key } = asked.question;
      const isReasoned = asked.note !== undefined || refusals.isNew;
      // Others may come first, that nobody had answered.
      if (before.has(key)) refusals.isNew = false;
      if (
        last !== undefined &&
        last !== key &&
        sitting.preview !== true &&
        !savedAnswers(machine).has(last) &&
        !isReasoned
      )
        machine.wrong.push(`"${last}" was not on the disk when "${key}" was asked`);
      if (before.has(key) && !isReasoned) machine.wrong.push(`"${key}" was answered before, and asked again`);
      point(`${key} is asked`);
      count += 1;
      if (count > mostQuestions) throw new InterruptedError('SIGINT');
      last = key;
      const value = prompter(asked) ?? asked.preselected ?? asked.choices.find((each) => !each.disabled)?.value;
      if (value === undefined) throw new InterruptedError('SIGINT');
      return Promise.resolve({ is: 'answer', value });
    },
    confirm: () => Promise.resolve('yes'),
  };
}

/** Runs the wizard once, from what is saved. Throws what the wizard throws, and CrashError. */
export async function sit(machine: Machine, sitting: Sitting): Promise<Ended> {
  let points = 0;
  let isDead = false;
  const point: Point = (what) => {
    // A dead process does nothing any more, whoever catches its errors.
    if (isDead) throw new CrashError(what);
    points += 1;
    if (points > mostPoints) throw new Error(`it never ends: ${what}`);
    try {
      sitting.point(what);
    } catch (error) {
      isDead = error instanceof CrashError;
      throw error;
    }
  };
  const refusals: Refusals = { isNew: false };
  const memory = savedOn(machine, point);
  for (const [key, value] of Object.entries(sitting.given ?? {})) memory.keep(key, { value, from: 'flag' });
  const context: Context = {
    steps,
    cloud: fakeCloud,
    machine: silentMachine,
    azure: watched(fakeAzure(machine.world, sitting.port), point, sitting.turn ?? (() => Promise.resolve())),
    memory,
    prompter: interviewOf(machine, { ...sitting, point }, refusals),
    tell: ({ kind }) => {
      if (kind === 'refused') refusals.isNew = true;
    },
    clock: {
      now: () => machine.now,
      wait(milliseconds) {
        machine.now += milliseconds;
        point('it waits');
        return Promise.resolve();
      },
    },
    signal: new AbortController().signal,
    waits: true,
    timeout: sitting.timeout,
  };
  const order = { preview: sitting.preview === true, review: false, yes: true, beginForReal: () => undefined };
  const ended = await wizard(context, silentView(), order);
  if (ended.outcome === 'ready') memory.finish('ready');
  return ended;
}
