import { steps } from '../../steps/index.ts';
import type { Session } from '../cli/session.ts';
import type { EngineEvent } from '../engine/context.ts';
import { makePlan } from '../engine/make-plan.ts';
import { newSession } from '../engine/session.ts';
import type { Azure } from '../port/azure.ts';
import type { SavedMemory } from '../state/memory.ts';
import type { Rows } from '../state/rows.ts';
import { progressOf } from '../wizard/progress.ts';
import { contextOf } from '../wizard/walk.ts';
import type { Row } from './check.ts';
import type { OpenRow } from './planned-row.ts';
import type { RowRecords } from './saved-list.ts';

/** What is shown of a row while it is carried out; its answers are in the list, and the plan is a table. */
const shown: readonly EngineEvent['kind'][] = ['working', 'settled', 'meanwhile'];

const signInSteps = steps.filter(({ questions }) => questions.some(({ subject }) => subject === 'sign-in'));

/** What all rows have in common: how to sign in, and where. */
const signInKeys = signInSteps.flatMap(({ questions }) => questions).map(({ key }) => key);

/**
 * Signs in once for all rows; that is all that a person is asked of a list besides the yes. How it was answered is kept with the list.
 * @throws SetupError when nobody can be signed in.
 */
export async function signInToList(
  session: Session,
  azure: Azure,
  list: SavedMemory,
  rows: readonly Row[],
): Promise<void> {
  for (const key of signInKeys) {
    const answer = rows[0]?.answers[key];
    if (answer !== undefined) list.keep(key, answer);
  }
  const context = { ...contextOf(session, azure, list, progressOf(signInSteps)), steps: signInSteps };
  const { report } = await makePlan(context, newSession());
  list.learned(report);
}

/** The rows as the engine works with them: each with its own answers, and signed in to as the list is. */
export function openRows(
  session: Session,
  azure: Azure,
  rows: readonly Row[],
  { of }: RowRecords,
  saved: Rows,
): readonly OpenRow[] {
  return rows.map((row): OpenRow => {
    const memory = saved.memory(of.get(row)?.id ?? '');
    memory.keepAll(row.answers);
    const progress = progressOf(steps);
    const context = {
      ...contextOf({ ...session, prompter: undefined }, azure, memory, progress),
      tell: (event: EngineEvent): void => {
        progress.tell(event);
        if (shown.includes(event.kind)) session.screen.tell(event);
      },
    };
    return { row, memory, progress, context };
  });
}

/** Has each row signed in to as the list was. */
export function signInAlike(rows: readonly OpenRow[], list: SavedMemory): void {
  for (const key of signInKeys) {
    const answer = list.answer(key);
    if (answer !== undefined) for (const { memory } of rows) memory.keep(key, answer);
  }
}
