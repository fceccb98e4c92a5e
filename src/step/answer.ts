import type { Question } from './question.ts';

/**
 * An answer in the form that is kept: without the blanks around it that copying brings along, and in the one form in which Azure
 * compares texts (Unicode normalization form C).
 * @throws SetupError (usage) when it can't be an answer to that.
 */
export function readAnswer(question: Pick<Question, 'parse'>, text: string): string {
  return question.parse(text.trim().normalize('NFC'));
}
