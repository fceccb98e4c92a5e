import { distinct } from '../../cli/other-options.ts';
import { sameName } from '../../domain/names.ts';
import type { Answer, Context } from '../../engine/context.ts';
import { makePlan } from '../../engine/make-plan.ts';
import { newSession, type Session } from '../../engine/session.ts';
import { memoryOf, newRecord } from '../../state/memory.ts';
import type { WizardPrompter } from '../view.ts';
import type { RowValues } from './list-text.ts';

/** The person wants none more, after all. */
class NoneError extends Error {
  override readonly name = 'NoneError';
}

/** A set-up of the list that is being built. */
interface Row {
  readonly values: RowValues;
  readonly name: string;
}

const keyOfName = 'name';

/** What says where a set-up goes. */
const keysOfPlace = ['resourceGroup', 'location'];

function rowOf({ steps, memory }: Pick<Context, 'steps' | 'memory'>): Row {
  const values: Record<string, string> = {};
  for (const { key } of steps.flatMap((step) => step.questions)) {
    const answer = memory.answer(key);
    if (answer !== undefined) values[key] = answer.value;
  }
  return { values, name: values[keyOfName] ?? '' };
}

/** Asks as the prompter does; a name that the list has is asked again, and before the first question is the list. */
function prompterFor(prompter: WizardPrompter, rows: readonly Row[]): WizardPrompter {
  return {
    ...prompter,
    async ask(asked) {
      let { note } = asked;
      for (;;) {
        const reply = await prompter.ask({ ...asked, note, canGoBack: true });
        if (reply.is === 'back' && !asked.canGoBack) throw new NoneError();
        const isName = reply.is === 'answer' && asked.question.key === keyOfName;
        const before = isName ? rows.find(({ name }) => sameName(name, reply.value.trim())) : undefined;
        if (before === undefined) return reply;
        note = `The list has "${before.name}" already: each instance has a name of its own.`;
      }
    },
  };
}

/** Asks for the next one, which has the answers of the last but for its name, and for its place where that is another. */
async function nextRow(
  context: Context & { readonly prompter: WizardPrompter },
  { said, confirmed }: Session,
  rows: readonly Row[],
  isElsewhere: boolean,
): Promise<Row> {
  const { clock, cloud, prompter } = context;
  const again = isElsewhere ? keysOfPlace : [];
  // Esc goes back to what the person is asked for this one: the rest counts as a file's answers.
  const from = (key: string): Answer['from'] => (again.includes(key) ? 'prompt' : 'file');
  const kept = Object.entries(rows.at(-1)?.values ?? {}).filter(([key]) => key !== keyOfName);
  const answers = Object.fromEntries(kept.map(([key, value]): [string, Answer] => [key, { value, from: from(key) }]));
  const record = { ...newRecord(cloud.name, new Date(clock.now())), answers };
  const memory = memoryOf(record, undefined, () => clock.now());
  const session = { ...newSession(), said: new Map(said), confirmed: new Set(confirmed) };
  for (const key of again) session.reopened.set(key, 'wanted');
  const own = { ...context, memory, prompter: prompterFor(prompter, rows) };
  await makePlan(own, session);
  return rowOf(own);
}

/** "3 instances: one, two, three". */
function countOf(rows: readonly Row[]): string {
  return `${rows.length === 1 ? '1 instance' : `${rows.length} instances`} so far: ${rows.map(({ name }) => name).join(', ')}.`;
}

type Wish = 'same' | 'elsewhere' | 'less' | 'done';

async function wishOf(prompter: WizardPrompter, rows: readonly Row[]): Promise<Wish> {
  const last = rows.at(-1);
  const place = keysOfPlace.flatMap((key) => last?.values[key] ?? []).join(', ');
  const isList = rows.length > 1;
  const wish = await prompter.choose({
    message: 'Another one like this?',
    explain: `${countOf(rows)} Another one gets the same answers: only its name is asked, and its place if that is another. One plan shows them all, and nothing is created before you agree to it.`,
    choices: [
      ...(isList ? [{ value: 'done', label: `No: plan these ${rows.length}` }] : []),
      { value: 'same', label: 'Yes, in the same place', hint: place },
      { value: 'elsewhere', label: 'Yes, in another group or region' },
      isList
        ? { value: 'less', label: `Leave ${last?.name ?? ''} out` }
        : { value: 'done', label: 'No: back to the plan' },
    ],
    preselected: isList ? 'done' : 'same',
    escape: 'done',
  });
  return wish as Wish;
}

/** Asks for others like the set-up that is planned, until the person has them all. Empty where it is that one alone. */
export async function othersLike(
  context: Context & { readonly prompter: WizardPrompter },
  session: Session,
  say: (text: string) => void,
): Promise<readonly RowValues[]> {
  const rows = [rowOf(context)];
  for (;;) {
    const wish = await wishOf(context.prompter, rows);
    if (wish === 'less') say(`${rows.pop()?.name ?? ''} is left out.`);
    else if (wish === 'done') break;
    else {
      try {
        rows.push(await nextRow(context, session, rows, wish === 'elsewhere'));
      } catch (error) {
        if (!(error instanceof NoneError)) throw error;
      }
    }
  }
  return rows.length === 1 ? [] : rows.map(({ values }) => values);
}

/** The set-up is one of a list from now on: by itself it is remembered no more. */
export function partOfList({ steps, memory }: Pick<Context, 'steps' | 'memory'>): void {
  memory.forget(distinct(steps.flatMap((step) => step.questions)).map(({ key }) => key));
}
