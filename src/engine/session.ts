import type { SetupError } from '../errors.ts';
import type { Answer } from './context.ts';

/** What was asked in this walk, so that a person can go back, and what they had answered before. */
export interface Session {
  /** Questions that a person answered, in order. */
  readonly history: { readonly key: string; readonly step: string }[];
  /** Answers taken back: preselected when the question comes again. */
  readonly before: Map<string, string>;
  /** Why a question is asked again. */
  readonly reasons: Map<string, string>;
  /** Answers that Azure refused: not preselected again. */
  readonly refused: Map<string, Set<string>>;
  /** Optional questions that the person wants to be asked. */
  readonly wanted: Set<string>;
  /** Questions left open by "Create a new one". */
  readonly deferred: Set<string>;
  /** Answers whose meaning the person has confirmed. */
  readonly confirmed: Set<string>;
  /** The refusal that a question was opened for last, its further questions, and the answers that were taken back. */
  curing:
    | {
        readonly error: SetupError;
        readonly key: string;
        readonly others: readonly string[];
        readonly taken: ReadonlyMap<string, Answer>;
      }
    | undefined;
  /** Answers that were said on the screen already, by key. */
  readonly said: Map<string, string>;
}

export function newSession(): Session {
  return {
    history: [],
    before: new Map(),
    reasons: new Map(),
    refused: new Map(),
    wanted: new Set(),
    deferred: new Set(),
    confirmed: new Set(),
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
