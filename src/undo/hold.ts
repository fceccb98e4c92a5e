import type { Session } from '../cli/session.ts';
import { SetupError, withDetails } from '../errors.ts';
import type { Listed } from '../saved/list.ts';
import { rowsOf } from '../state/rows.ts';
import type { SetupRecord } from '../state/set-up-record.ts';
import { rescueFolders, type Work, workOn } from '../state/work-on.ts';
import { hang } from '../terminal/layout.ts';
import { safe } from '../text/safe.ts';

/** Holds the set-up for this process; another one at work is waited for by running this again. */
export async function held(session: Session, { record, file, list }: Listed, preview: boolean): Promise<Work> {
  const work = await heldFile(session, list ?? record, file, preview);
  return list === undefined ? work : { ...work, memory: rowsOf(work.memory, Date.now).memory(record.id) };
}

/** The same for all that is saved in a file: a set-up, or a list. */
export async function heldFile(session: Session, record: SetupRecord, file: string, preview: boolean): Promise<Work> {
  const { screen, terminal, target, environment } = session;
  const rescue = {
    folders: rescueFolders(target.setups, environment['HOME'] ?? environment['USERPROFILE']),
    print: (text: string) => void terminal.errors.write(text),
  };
  const say = (text: string): void => screen.show(hang('', safe(text), terminal.width() - 1));
  try {
    const order = { record, file, isNew: false, setAside: undefined, preview, rescue, say };
    return await workOn(order, Date.now);
  } catch (error) {
    if (!(error instanceof SetupError) || error.code !== 'setup-in-use') throw error;
    throw withDetails(error, {
      ending: 'forNow',
      suggestion: 'Let it finish, and run this again. Nothing was removed.',
    });
  }
}
