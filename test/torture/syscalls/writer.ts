import { join } from 'node:path';
import { SetupError } from '../../../src/errors.ts';
import { findState } from '../../../src/state/file.ts';
import { saveOrRescue } from '../../../src/state/rescue.ts';
import { realRecord } from '../flips.ts';

/*
 * A process that saves a set-up again and again, to be disturbed from outside: FOLDER ELSEWHERE SAVES. Says on standard output
 * what was saved for sure, and where progress is that could not be saved.
 */
const [folder = '', elsewhere = '', saves = ''] = process.argv.slice(2);
const file = join(folder, 'setup.json');
let before = findState(file)?.record;
const first = (before?.serial ?? 0) + 1;
const say = (words: string): void => void process.stdout.write(`${words}\n`);

for (let serial = first; serial < first + Number(saves); serial += 1) {
  const record = { ...realRecord, serial };
  try {
    const rescue = { folders: [elsewhere], print: (text: string) => say(`printed ${text.length}`) };
    saveOrRescue({ file, record, before }, rescue, (where) => say(`moved ${where ?? ''}`));
    say(`saved ${serial}`);
    before = record;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(`failed ${error.code}`);
    process.exitCode = 2;
    break;
  }
}
