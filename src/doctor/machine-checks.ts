import { accessSync, constants, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { commandLine } from '../text/shell.ts';
import { type Check, note, ok, problem } from './check.ts';

export const nodeCheck: Check = {
  id: 'node',
  title: 'Node.js',
  after: [],
  look({ nodeVersion }) {
    const [major = 0, minor = 0] = nodeVersion.split('.').map(Number);
    if (major > 20 || (major === 20 && minor >= 17)) return ok(nodeVersion);
    return problem('usage', `${nodeVersion} is too old.`, 'Install Node.js 20.17 or newer: https://nodejs.org');
  },
};

export const terminalCheck: Check = {
  id: 'terminal',
  title: 'Terminal',
  after: [],
  look({ terminal, environment, platform }) {
    const { words, input } = terminal;
    const ci = environment['CI'] ?? '';
    if (ci !== '' && ci !== 'false' && ci !== '0')
      return note(
        'This is continuous integration (CI is set): nobody is asked.',
        'Give answers as flags, variables or a file.',
      );
    if (!words.isTTY || !input.isTTY)
      return note('There is no terminal here: nobody is asked.', 'Give answers as flags, variables or a file.');
    if (environment['TERM'] === 'dumb') return note("It can't be drawn on (TERM=dumb): questions come as plain lines.");
    if (words.columns > 0 && words.columns < 40)
      return note(`It is narrow: ${words.columns} columns.`, 'Widen the window to 80 columns.');
    const locale = environment['LC_ALL'] || environment['LC_CTYPE'] || environment['LANG'] || '';
    if (platform !== 'win32' && locale !== '' && !/utf-?8/i.test(locale))
      return note(
        `Its characters are not UTF-8 (${locale}): some signs may look wrong.`,
        'Use --accessible: words instead of signs.',
      );
    return ok(`${words.columns} columns`);
  },
};

export const stateCheck: Check = {
  id: 'state-directory',
  title: 'Saved set-ups',
  after: [],
  look({ stateDirectory, platform }) {
    const directory = stateDirectory();
    const nearest = nearestExisting(directory);
    const kind = statSync(nearest);
    if (!kind.isDirectory())
      return problem('usage', `${nearest} is not a folder.`, 'Move it away, or name a file with --state.');
    if (!isWritable(nearest))
      return problem(
        'usage',
        `Nothing can be saved in ${nearest}.`,
        'Check who may write there, or name a file with --state.',
      );
    if (nearest !== directory) return ok(`${directory} (made when it is first needed)`);
    if (platform !== 'win32' && (kind.mode & 0o077) !== 0)
      return note(`Others on this computer may look into ${directory}.`, commandLine(['chmod', '700', directory]));
    return ok(directory);
  },
};

/** The folder itself, or the one above it that is there. */
function nearestExisting(directory: string): string {
  if (statSync(directory, { throwIfNoEntry: false }) !== undefined) return directory;
  const above = dirname(directory);
  return above === directory ? directory : nearestExisting(above);
}

function isWritable(directory: string): boolean {
  try {
    accessSync(directory, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
