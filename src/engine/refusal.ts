import { SetupError } from '../errors.ts';
import { readAnswer } from '../step/answer.ts';
import type { Choice, PromptOptions, Question } from '../step/question.ts';

/** One sentence of an error, with its advice. */
export function sentence(error: SetupError): string {
  return `${error.message} ${error.suggestion}`;
}

/** Why a text can't be the answer now; `undefined` when it can. */
export async function refusalOf(
  question: Question,
  options: PromptOptions,
  text: string,
): Promise<SetupError | undefined> {
  try {
    const value = readAnswer(question, text);
    const choice = options.choices?.find((each) => each.value === value);
    if (choice?.also !== undefined) return undefined;
    if (choice?.disabled === undefined) return await options.check?.(value);
    return (await options.check?.(value)) ?? unavailable(choice);
  } catch (error) {
    if (error instanceof SetupError) return error;
    throw error;
  }
}

function unavailable(choice: Choice): SetupError {
  return new SetupError({
    ending: 'refused',
    code: 'choice-unavailable',
    message: `"${choice.label}" can't be used: ${choice.disabled ?? ''}.`,
    suggestion: 'Choose another one.',
  });
}

/** An answer in the form that is kept; undefined where there is none, or a text that can't be one. */
export function inForm(question: Question, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  try {
    return readAnswer(question, text);
  } catch (error) {
    if (error instanceof SetupError) return undefined;
    throw error;
  }
}

/** Whether a text has the form of an answer, usable or not. */
export const parses = (question: Question, text: string): boolean => inForm(question, text) !== undefined;
