import { distinct } from '../../cli/other-options.ts';
import { doesWhat } from '../../domain/resource.ts';
import type { Subject } from '../../domain/subject.ts';
import type { Cloud } from '../../port/cloud.ts';
import type { SetupRecord } from '../../state/set-up-record.ts';
import type { Question } from '../../step/question.ts';
import type { AnyStep } from '../../step/step.ts';

/** Whether a set-up of that cloud is one of practice. */
export function isPractice(cloud: SetupRecord['cloud']): boolean {
  return cloud === ('sandbox' satisfies Cloud['name']);
}

/** "the sandbox", "Azure (AzureCloud)". */
export function cloudWords(cloud: SetupRecord['cloud']): string {
  return isPractice(cloud) ? 'the sandbox' : `Azure (${cloud})`;
}

/** "just now", "12 minutes ago", "yesterday 18:04", "on 3 November 2026". */
export function ago(then: Date, now: Date): string {
  const minutes = Math.floor((now.getTime() - then.getTime()) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} minute${minutes === 1 ? '' : 's'} ago`;
  const time = `${String(then.getHours()).padStart(2, '0')}:${String(then.getMinutes()).padStart(2, '0')}`;
  const days = Math.round((new Date(now).setHours(0, 0, 0, 0) - new Date(then).setHours(0, 0, 0, 0)) / 86_400_000);
  if (days === 0) return `today ${time}`;
  if (days === 1) return `yesterday ${time}`;
  return `on ${then.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })}`;
}

/** What people call a set-up: its instance, or else its group, as far as they are answered. */
function nameOf(record: SetupRecord, questions: readonly Question[]): string | undefined {
  return answerAbout(record, questions, 'name') ?? answerAbout(record, questions, 'group');
}

/** The answer to the question about that. */
export function answerAbout(
  { answers }: Pick<SetupRecord, 'answers'>,
  questions: readonly Question[],
  subject: Subject,
): string | undefined {
  const key = questions.find((each) => each.subject === subject)?.key ?? '';
  return answers[key]?.value;
}

/** What a set-up is called that has no name yet. */
export const notNamed = 'not named yet';

/** Every question of the steps, in order, each once. */
export function questionsOf(steps: readonly AnyStep[]): readonly Question[] {
  return distinct(steps.flatMap((step) => step.questions));
}

/** What was being made, in words. */
function sentWords({ sent, kind, id }: NonNullable<SetupRecord['making']>): string {
  return doesWhat(sent ?? { kind, id });
}

/** "yesterday 18:04, 4 of 8 steps done", "ready since today 9:05". */
export function progressOf(record: SetupRecord, now: Date, steps: readonly AnyStep[]): string {
  const time = ago(new Date(record.updatedAt), now);
  if (record.outcome === 'ready') return `ready since ${time}`;
  const progress =
    record.done.length === 0
      ? `${answered(record)}, nothing created yet`
      : `${record.done.length} of ${steps.length} steps done`;
  return `unfinished, ${time}, ${progress}`;
}

/** What is known of an unfinished set-up before anybody looks at Azure. */
export function describeUnfinished(record: SetupRecord, now: Date, steps: readonly AnyStep[]): string {
  const progress = progressOf(record, now, steps).replace(/^unfinished, /, '');
  const last = record.making === null ? '' : ` The last thing sent was "${sentWords(record.making)}".`;
  return `Unfinished: ${nameOf(record, questionsOf(steps)) ?? notNamed}, ${progress}.${last}`;
}

/** How many questions the person has answered: what was recommended, or given with the command, was not asked. */
function answered({ answers }: SetupRecord): string {
  const count = Object.values(answers).filter(({ from }) => from === 'prompt').length;
  return count === 0 ? 'no question answered yet' : `${count} question${count === 1 ? '' : 's'} answered`;
}

/** What is known of a finished set-up. */
export function describeFinished(record: SetupRecord, now: Date, steps: readonly AnyStep[]): string {
  return `Ready: ${nameOf(record, questionsOf(steps)) ?? notNamed}, since ${ago(new Date(record.updatedAt), now)}.`;
}
