import { SetupError } from '../errors.ts';
import { codeOf } from '../local/disk.ts';
import { ownText, writeOwn } from '../local/own-file.ts';
import { isObject } from '../text/is-object.ts';
import { preferencesFile } from './directory.ts';

/** What somebody chose for all their runs, whatever is set up. */
interface Preferences {
  /** Plain lines for a screen reader. */
  readonly accessible: boolean;
}

const none: Preferences = { accessible: false };

/** What was chosen in an earlier run. A file that can't be used holds nothing: how things look stops nobody. */
export function preferencesIn(base: string): Preferences {
  try {
    const saved: unknown = JSON.parse(ownText(preferencesFile(base)) ?? '{}');
    return { accessible: isObject(saved) && saved['accessible'] === true };
  } catch (error) {
    if (error instanceof SyntaxError || isOutside(error)) return none;
    throw error;
  }
}

/** Keeps a choice for the next runs, and gives whether it is kept: a folder that can't be written to is told of elsewhere. */
export function prefer(base: string, preferences: Preferences): boolean {
  try {
    writeOwn(preferencesFile(base), `${JSON.stringify({ schema: 1, ...preferences })}\n`);
    return true;
  } catch (error) {
    if (isOutside(error)) return false;
    throw error;
  }
}

function isOutside(error: unknown): boolean {
  return error instanceof SetupError || codeOf(error) !== '';
}
