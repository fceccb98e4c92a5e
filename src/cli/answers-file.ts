import { readFileSync, statSync } from 'node:fs';
import type { Answer } from '../engine/context.ts';
import { SetupError, usageError } from '../errors.ts';
import type { Question } from '../step/question.ts';
import { nearest } from '../text/nearest.ts';
import { parsed } from './command-line.ts';
import { distinct } from './options.ts';

const largest = 256 * 1024;

function read(file: string): string {
  try {
    const kind = statSync(file);
    if (!kind.isFile())
      throw usageError('answers-no-file', `${file} is not a file.`, 'Give a JSON file with --answers.');
    if (kind.size > largest)
      throw usageError('answers-too-large', `${file} is too large.`, 'An answers file holds one small JSON object.');
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    if (error instanceof SetupError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw usageError(
      'answers-unreadable',
      `The answers file ${file} can't be read (${code}).`,
      'Check its name, and that you may read it.',
    );
  }
}

/** Whether a text is the beginning of JSON, or all of it: what is wrong with it, if anything, is that it ends. */
function canGoOn(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    const says = error instanceof Error ? error.message : '';
    // A text can't go on in the next line.
    if (says.startsWith('Unterminated string')) return false;
    return says.includes('end of JSON input') || says.includes(` at position ${text.length}`);
  }
}

/** The line with the first thing that is no JSON; the last one when something is missing at the end. */
function wrongLine(text: string): number {
  const lines = text.split('\n');
  let good = 0;
  let bad = lines.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    // Without spaces at its end, since a position there is the end, too.
    if (canGoOn(lines.slice(0, middle).join('\n').trimEnd())) good = middle;
    else bad = middle;
  }
  return bad;
}

function notJson(file: string, text: string): SetupError {
  const looksLikeYaml = /^(---|#|\s*[A-Za-z]+:)/.test(text);
  return usageError(
    'answers-not-json',
    `${file} is not JSON: line ${wrongLine(text)} can't be read.`,
    `${looksLikeYaml ? 'It seems to be YAML, which is not read. ' : ''}Write one JSON object, such as {"name": "factory-twins"}.`,
  );
}

/** The text of one value: tags are an object, everything else is a text. */
function textOf(question: Question, value: unknown, file: string): string {
  if (typeof value === 'string') return value;
  const isTags = question.key === 'tags' && typeof value === 'object' && value !== null && !Array.isArray(value);
  if (isTags && Object.values(value).every((each) => typeof each === 'string')) return JSON.stringify(value);
  const right = question.key === 'tags' ? 'an object of texts' : 'a text';
  throw usageError(
    'answers-wrong-type',
    `"${question.key}" in ${file} must be ${right}.`,
    `For example: ${question.help}.`,
  );
}

/**
 * Reads an answers file: one JSON object with the questions' keys.
 * @throws SetupError (usage) naming the file and what is wrong in it: unreadable, not JSON, an unknown key, a wrong type.
 */
export function readAnswersFile(file: string, questions: readonly Question[]): Readonly<Record<string, Answer>> {
  const text = read(file);
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw notJson(file, text);
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    throw usageError(
      'answers-not-object',
      `${file} does not hold a JSON object.`,
      'Write one JSON object, such as {"name": "factory-twins"}.',
    );
  }
  const known = distinct(questions);
  const answers: Record<string, Answer> = {};
  for (const [key, value] of Object.entries(content)) {
    const question = known.find((each) => each.key === key);
    if (question === undefined) {
      const near = nearest(
        key.slice(0, 80),
        known.map((each) => each.key),
      );
      const help =
        near === undefined ? `The keys are ${known.map((each) => each.key).join(', ')}.` : `Did you mean "${near}"?`;
      throw usageError('answers-unknown-key', `${file} has an unknown key "${key.slice(0, 80)}".`, help);
    }
    answers[key] = { value: parsed(question, textOf(question, value, file), `"${key}" in ${file}`), from: 'file' };
  }
  return answers;
}
