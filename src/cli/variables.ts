import type { Answer } from '../engine/context.ts';
import { usageError } from '../errors.ts';
import type { Question } from '../step/question.ts';
import { nearest } from '../text/nearest.ts';
import { parsed } from './command-line.ts';
import { distinct, variableOf } from './other-options.ts';

/**
 * Answers from environment variables. `known`: also the questions of other commands, whose variables are left alone.
 * @throws SetupError (usage) for one that can't be an answer, and for one of our names that means nothing: it is misspelt.
 */
export function readEnvironment(
  environment: NodeJS.ProcessEnv,
  questions: readonly Question[],
  known: readonly Question[] = questions,
): Readonly<Record<string, Answer>> {
  const answers: Record<string, Answer> = {};
  const names = distinct(known).map(variableOf);
  for (const [name, value = ''] of Object.entries(environment)) {
    if (!/^ADT_SETUP_/i.test(name) || value.trim() === '' || names.includes(name)) continue;
    // Windows does not tell capitals from small letters.
    if (process.platform === 'win32' && names.includes(name.toUpperCase())) continue;
    const near = nearest(name.slice(0, 80), names);
    throw usageError(
      'unknown-variable',
      `The environment variable ${name.slice(0, 80)} means nothing here.`,
      near === undefined
        ? `Unset it, or use one of these: ${names.join(', ')}.`
        : `Perhaps ${near} is meant; otherwise unset it.`,
    );
  }
  for (const question of questions) {
    const value = environment[variableOf(question)];
    // An empty one counts as not given.
    if (value !== undefined && value.trim() !== '')
      answers[question.key] = { value: parsed(question, value, variableOf(question)), from: 'environment' };
  }
  return answers;
}
