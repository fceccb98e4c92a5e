import { join } from 'node:path';
import { newHome } from '../support/places.ts';
import { keys, leaveAll, type Sitting, sitAt } from '../support/sitting.ts';

/** What the window shows at one moment, and for how many seconds that is seen. */
export interface Frame {
  readonly lines: readonly string[];
  readonly seconds: number;
}

/** Of the window. */
const rows = 24;

const command = '$ adt-setup --sandbox';

/** What is waited for on the screen, what is typed then, and for how long it is looked at before that. */
const moments: readonly (readonly [until: string, typed: string, seconds: number])[] = [
  ['? Subscription', keys.enter, 1.5],
  ['? Resource group', keys.enter, 2.5],
  ['? Region', keys.enter, 2.5],
  ["can't be checked yet", 'factory-twins-7k2', 1],
  ["? Name factory-twins-7k2\n  can't be checked yet", keys.enter, 1.5],
  ['? Who may use it', keys.enter, 1.5],
  ['? Go ahead?', keys.enter, 4],
  ['✔ Proof', '', 0],
];

/** What is another one in every run, in the picture always the same. */
function settled(line: string): string {
  return line
    .replaceAll(/localhost:\d{5}/g, 'localhost:41465')
    .replace(/digital-twins-[a-z0-9]{3}\b/, 'digital-twins-7k2')
    .replace(/(type the code )[A-Z0-9]{9}/, '$1F2KB9QZ7X')
    .trimEnd();
}

function shownNow(sitting: Sitting): readonly string[] {
  const lines = [command, ...sitting.text().split('\n').map(settled)];
  const last = lines.findLastIndex((line) => line !== '');
  return lines.slice(0, last + 1).slice(-rows);
}

/** Plays a first set-up in the sandbox, in a window of 80 columns and 24 rows, and gives what was seen. */
export async function record(): Promise<readonly Frame[]> {
  const quickest = { registrationSeconds: 0, creationSeconds: 0, roleSpreadSeconds: 0, deviceApprovalSeconds: 0 };
  const home = newHome('owner', quickest);
  try {
    const sitting = sitAt(join(process.cwd(), 'test', 'picture', 'start.mjs'), home, ['--sandbox']);
    const frames: Frame[] = [{ lines: [command], seconds: 1.5 }];
    for (const [until, typed, seconds] of moments) {
      await sitting.until(until);
      // The last line of a question: then all of it is drawn.
      if (seconds > 0) await sitting.untilEnd('? = what is this');
      if (seconds > 0) frames.push({ lines: shownNow(sitting), seconds });
      sitting.type(typed);
    }
    await sitting.ended;
    return [...frames, { lines: shownNow(sitting), seconds: 6 }];
  } finally {
    leaveAll();
    home.remove();
  }
}
