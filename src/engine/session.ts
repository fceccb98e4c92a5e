import type { SetupError } from '../errors.ts';
import type { Answer } from './context.ts';

/** Why a question is to be asked although there is an answer: the person wants to, what it depends on has changed, or Azure has refused it. */
export type Reopened = 'wanted' | 'stale' | 'refused';

/** An answer that the person changes: until all of the plan is answered again, Esc gives back what was. */
interface Changing {
  readonly key: string;
  /** All answers as they were. */
  readonly answers: ReadonlyMap<string, Answer>;
  /** The questions that were asked since. */
  readonly asked: Set<string>;
}

/** What was asked in this run, so that a person can go back and change their mind. Answers are in the memory alone. */
export interface Session {
  /** The person's answers that this walk has passed, in order: where Esc goes. */
  readonly trail: { readonly key: string; readonly step: string }[];
  /** Questions that are to be asked again; their answers stay until others are confirmed. */
  readonly reopened: Map<string, Reopened>;
  /** Texts that can't be the answer yet: to go on from when the question comes again. */
  readonly before: Map<string, string>;
  /** Why a question is asked again. */
  readonly reasons: Map<string, string>;
  /** Answers that Azure refused: not preselected again. */
  readonly refused: Map<string, Set<string>>;
  /** Questions left open by "Create a new one". */
  readonly deferred: Set<string>;
  /** Answers whose meaning the person has confirmed. */
  readonly confirmed: Set<string>;
  /** What the last answer to a question took the place of. */
  readonly replaced: Map<string, Answer | undefined>;
  changing: Changing | undefined;
  /** The refusal that a question was opened for last, and its further questions. */
  curing: { readonly error: SetupError; readonly key: string; readonly others: readonly string[] } | undefined;
  /** Answers that were said on the screen already, by key. */
  readonly said: Map<string, string>;
}

export function newSession(): Session {
  return {
    trail: [],
    reopened: new Map(),
    before: new Map(),
    reasons: new Map(),
    refused: new Map(),
    deferred: new Set(),
    confirmed: new Set(),
    replaced: new Map(),
    changing: undefined,
    curing: undefined,
    said: new Map(),
  };
}

/** An answer is written otherwise and means the same: what was said and confirmed of it needs no saying again. */
export function sameMeaning({ said, confirmed }: Session, key: string, value: string, now: string): void {
  if (said.get(key) === value) said.set(key, now);
  if (confirmed.has(meaning(key, value))) confirmed.add(meaning(key, now));
}

/** An answer and its value, as `confirmed` holds them. */
export function meaning(key: string, value: string): string {
  return `${key}=${value}`;
}
