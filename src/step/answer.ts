import { usageError } from '../errors.ts';
import { looksSecret } from '../text/secrets.ts';
import type { Question } from './question.ts';

/**
 * An answer in the form that is kept: without the blanks around it that copying brings along, and in the one form in which Azure
 * compares texts (Unicode normalization form C).
 * @throws SetupError (usage) when it can't be an answer to that, or looks like a secret; then it isn't shown.
 */
export function readAnswer({ parse, flag }: Pick<Question, 'parse' | 'flag'>, text: string): string {
  if (looksSecret(text))
    throw usageError(
      'secret-in-answer',
      `What was given for --${flag} looks like a password, a token or a key. It is neither shown nor saved.`,
      'Answers are saved in a file and shown in commands: give one without a secret in it.',
    );
  return parse(text.trim().normalize('NFC'));
}
