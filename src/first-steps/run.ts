import { timeoutOf } from '../cli/numbers.ts';
import type { Session } from '../cli/session.ts';
import type { Line } from '../engine/context.ts';
import { SetupError, usageError } from '../errors.ts';
import { realDisk } from '../local/disk.ts';
import { hold } from '../local/lock.ts';
import { prepareFolder } from '../local/safe-place.ts';
import type { Azure } from '../port/azure.ts';
import { calledAlone, type Listed } from '../saved/list.ts';
import { hang } from '../terminal/layout.ts';
import { listed } from '../text/listing.ts';
import { safe } from '../text/safe.ts';
import { systemClock } from '../wizard/clock.ts';
import { checkMayWrite, type Place, waitForAccess } from './access.ts';
import { ledgerFile, openLedger } from './ledger.ts';
import type { Wishes } from './options.ts';
import { plannedPage, removalPage, tableOf, titleOf } from './page.ts';
import { findPlace } from './place.ts';
import { removalOf, removeOurs } from './removal.ts';
import type { Result } from './result.ts';
import { query, type SampleThing } from './sample.ts';
import { answer, type Examined, examine, makeMissing, strangers, type Work } from './work.ts';

/** A role takes up to ten minutes to count. */
const roleSeconds = 600;

/** What the work is done with. */
export interface Doing {
  readonly session: Session;
  readonly azure: Azure;
  readonly wishes: Wishes;
  /** From now on writes are let through. */
  allow(): void;
}

/** Does what is wished to the instance of a saved set-up; `tell` hears of the instance as soon as it is found. */
export async function run(doing: Doing, saved: Listed, tell: (place: Place) => void): Promise<Result> {
  const { session, azure, wishes } = doing;
  const { screen, target, signal, terminal, line } = session;
  const width = terminal.width() - 1;
  if (!terminal.quiet) screen.show([terminal.style.bold(`First steps in ${safe(calledAlone(saved))}`), '']);
  const place = await findPlace(session, azure, saved);
  tell(place);
  const working = (title: string, what: string, elapsed: number): void =>
    screen.tell({ kind: 'working', line: lineOf(title, ''), doing: what, state: undefined, elapsed, goesOn: false });
  await waitForAccess(place, {
    clock: systemClock,
    signal,
    longest: timeoutOf(line.options) ?? roleSeconds,
    waiting: (elapsed) => working('Access', 'Azure is spreading the role: up to 10 minutes', elapsed),
  });
  screen.rest();
  const file = ledgerFile(target.setups, saved.record.id);
  prepareFolder(file, realDisk);
  const held = await hold(file, new Date(), () =>
    usageError(
      'in-use',
      `Another adt-setup is at the first steps of ${calledAlone(saved)}.`,
      'Let it finish, or end it, and run this again.',
    ),
  );
  try {
    const work: Work = {
      data: azure.twinsData(place.subscriptionId, place.hostName),
      ledger: openLedger(file, place.instance.id),
      clock: systemClock,
      signal,
      working: (thing, elapsed) => working(titleOf(thing), thing.says, elapsed),
    };
    const all = await examine(work);
    const settled = (thing: SampleThing, what: string): void =>
      screen.tell({ kind: 'settled', line: lineOf(titleOf(thing), `${thing.says}${what}`) });
    return wishes.removes ? await takeAway() : await give();

    async function give(): Promise<Result> {
      const foreign = strangers(all);
      if (foreign.length > 0) throw foreignContent(foreign, place.instance.name);
      const missing = all.filter(({ document }) => document === undefined).map(({ thing }) => thing);
      if (missing.length > 0) {
        await checkMayWrite(place);
        screen.show(plannedPage(missing, place.instance.name, terminal.style, width));
        const yes = await agreed(
          session,
          'Write it?',
          'The sample goes into the data of the instance, and nowhere else.',
        );
        const things = all.map(({ thing, document }) => ({
          thing,
          status: document === undefined ? ('planned' as const) : ('there' as const),
        }));
        if (yes !== 'yes') return { outcome: yes, place, things };
        doing.allow();
        await makeMissing(work, all, (thing) => settled(thing, ' made'));
      }
      const rows = await answer(work, query);
      screen.rest();
      if (!terminal.quiet) {
        screen.tell({
          kind: 'settled',
          line: lineOf(
            'Query',
            missing.length === 0
              ? 'the sample is there already; nothing was written'
              : 'the instance knows which room is in which floor',
          ),
        });
        screen.print([...otherValues(all, width), '', ...tableOf(rows, terminal.style, width)]);
      }
      return {
        outcome: 'ready',
        place,
        rows,
        things: all.map(({ thing, document }) => ({ thing, status: document === undefined ? 'made' : 'there' })),
      };
    }

    async function takeAway(): Promise<Result> {
      const plan = removalOf(all);
      screen.show(removalPage(plan, terminal.style, width));
      if (!plan.some(({ status }) => status === 'removed')) return { outcome: 'removed', place, things: plan };
      const yes = await agreed(
        session,
        'Remove it?',
        'Only what first steps made here is removed, the last that was made first.',
      );
      if (yes !== 'yes')
        return {
          outcome: yes,
          place,
          things: plan.map((each) => ({ ...each, status: each.status === 'removed' ? 'planned' : each.status })),
        };
      doing.allow();
      const things = await removeOurs(work, all, ({ thing, status, why }) =>
        settled(thing, status === 'kept' ? ` stays: ${why}` : status === 'gone' ? ' was gone already' : ' removed'),
      );
      return { outcome: 'removed', place, things };
    }
  } finally {
    await held.release();
  }
}

/** A line of the report. */
function lineOf(title: string, says: string): Line {
  return { id: `first-steps-${title}-${says}`, title, status: 'done', says, az: [], evidence: 'checked' };
}

/** What was changed since it was made is shown, and left. */
function otherValues(all: readonly Examined[], width: number): readonly string[] {
  return all
    .filter(({ differences }) => differences.length > 0)
    .flatMap(({ thing, differences }) =>
      hang('  ', safe(`${thing.says} has other values by now (${listed(differences)}): it was left as it is.`), width),
    );
}

/** The yes of the person, of `--yes`, or, where nobody can be asked, of the sandbox, where nothing costs anything. */
async function agreed(
  { line, prompter, target }: Session,
  message: string,
  explain: string,
): Promise<'yes' | 'left' | 'needs-approval'> {
  if (line.options.yes !== undefined) return 'yes';
  if (prompter === undefined) return target.cloud.practice ? 'yes' : 'needs-approval';
  const choices = [
    { value: 'yes', label: 'Yes' },
    { value: 'left', label: 'No' },
  ];
  return (await prompter.choose({ message, explain, choices, preselected: 'yes', escape: 'left' })) === 'yes'
    ? 'yes'
    : 'left';
}

function foreignContent(foreign: readonly Examined[], name: string): SetupError {
  const words = foreign.map(({ thing, differences }) => `${thing.key.id} (${listed(differences)})`);
  return new SetupError({
    ending: 'refused',
    code: 'foreign-content',
    message: `${name} holds something else under names of the sample: ${listed(words)}.`,
    suggestion:
      'It was left as it is, and nothing was written. Rename or remove it, if it is yours, and run this again.',
  });
}
