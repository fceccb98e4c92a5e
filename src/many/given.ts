import { parsed } from '../cli/command-line.ts';
import type { Answer } from '../engine/context.ts';
import { SetupError, usageError } from '../errors.ts';
import type { Question } from '../step/question.ts';
import { isObject } from '../text/is-object.ts';
import { nearest } from '../text/nearest.ts';

export type Answers = Readonly<Record<string, Answer>>;

/** One set-up of a list, as it was given. */
export interface GivenRow {
  /** As a person finds it: the place in the JSON list, or the row that a spreadsheet shows. */
  readonly number: number;
  readonly answers: Answers;
}

/** Why something in a list can't be used. */
export interface Fault {
  /** Undefined for what all rows share. */
  readonly row: number | undefined;
  readonly name: string | undefined;
  readonly error: SetupError;
}

/** A list of set-ups, as it was given. */
export interface GivenList {
  readonly file: string;
  readonly rows: readonly GivenRow[];
  /** What was found wrong while it was read. */
  readonly faults: readonly Fault[];
}

/** A key and its value, as a file has them. */
export interface Entry {
  readonly key: string;
  readonly value: unknown;
  /** "line 3, column 5", where that helps. */
  place?(): string;
}

/** The text of one value: lists, such as tags, are an object, everything else is a text. */
function textOf(question: Question, value: unknown, file: string): string {
  if (typeof value === 'string') return value;
  const isList = question.list !== undefined;
  if (isList && isObject(value) && Object.values(value).every((each) => typeof each === 'string'))
    return JSON.stringify(value);
  const right = isList ? 'an object of texts' : 'a text';
  throw usageError(
    'answers-wrong-type',
    `"${question.key}" in ${file} must be ${right}.`,
    `For example: ${question.help}.`,
  );
}

/** Says that a key means nothing, and which one may be meant. */
export function unknownKey(file: string, key: string, keys: readonly string[], what = 'key'): SetupError {
  const near = nearest(key.slice(0, 80), keys);
  const help = near === undefined ? `The ${what}s are ${keys.join(', ')}.` : `Did you mean "${near}"?`;
  return usageError('answers-unknown-key', `${file} has an unknown ${what} "${key.slice(0, 80)}".`, help);
}

/** Turns the entries of a file into answers: what can be one, and what is wrong with the rest. */
export type ReadEntries = (entries: readonly Entry[]) => { answers: Answers; errors: readonly SetupError[] };

/** Reads entries as answers to these questions. The same text is read once, however many rows have it. */
export function entriesReader(file: string, known: readonly Question[]): ReadEntries {
  const read = new Map<string, Answer | SetupError>();
  const answerTo = (question: Question, value: unknown): Answer | SetupError => {
    const key = JSON.stringify([question.key, value]);
    const before = read.get(key);
    if (before !== undefined) return before;
    const answer = attempt(() => {
      const text = parsed(question, textOf(question, value, file), `"${question.key}" in ${file}`);
      return { value: text, from: 'file' } as const;
    });
    read.set(key, answer);
    return answer;
  };
  const byKey = new Map(known.map((question) => [question.key, question]));
  return (entries) => {
    const answers: Record<string, Answer> = {};
    const errors: SetupError[] = [];
    const seen = new Set<string>();
    for (const { key, value, place } of entries) {
      const question = byKey.get(key);
      const answer =
        question === undefined
          ? unknownKey(file, key, [...byKey.keys()])
          : seen.has(key)
            ? repeated(file, key, place?.() ?? '')
            : answerTo(question, value);
      seen.add(key);
      if (answer instanceof SetupError) errors.push(answer);
      else answers[key] = answer;
    }
    return { answers, errors };
  };
}

function repeated(file: string, key: string, place: string): SetupError {
  return usageError(
    'answers-repeated-key',
    `${file} has "${key}" twice, the second time in ${place}.`,
    'Leave one of them out.',
  );
}

function attempt<Value>(work: () => Value): Value | SetupError {
  try {
    return work();
  } catch (error) {
    if (error instanceof SetupError) return error;
    throw error;
  }
}
