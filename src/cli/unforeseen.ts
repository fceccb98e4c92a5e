import { SetupError } from '../errors.ts';
import { safe } from '../text/safe.ts';
import { shortageOf } from './environment.ts';

/** What nothing below has an ending for: a defect of the program, or a computer that allows it too little. `bugs`: where defects are reported. */
export function unforeseen(
  error: unknown,
  bugs: string | undefined,
): { readonly refusal: SetupError; readonly words: string } {
  const shortage = shortageOf(error);
  if (shortage !== undefined) {
    const message = `This computer allows adt-setup too little: ${shortage}.`;
    const help = 'Allow more (see ulimit -a), and run this again: what was begun is saved.';
    const refusal = new SetupError({ ending: 'forNow', code: 'shortage', message, suggestion: help }, error);
    return { refusal, words: `${message} ${help}\n` };
  }
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const message = 'This is a defect of adt-setup.';
  const report = bugs === undefined ? '' : ` Please report it at ${bugs} with these lines:`;
  const help =
    bugs === undefined
      ? 'The lines on standard error say where.'
      : `Please report it at ${bugs}, with the lines on standard error.`;
  return {
    refusal: new SetupError({ ending: 'defect', code: 'defect', message, suggestion: help }, error),
    words: `${message}${report}\n${what.split('\n').map(safe).join('\n')}\n`,
  };
}
