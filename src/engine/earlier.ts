import { sameName } from '../domain/names.ts';
import type { SetupError } from '../errors.ts';
import { readAnswer } from '../step/answer.ts';
import type { Choice, PromptOptions, Question } from '../step/question.ts';
import type { Asking } from './asked.ts';
import { inForm, refusalOf } from './refusal.ts';

/** Beside the answer that there is. */
const soFar = 'your answer so far';

/** The choice that an answer means: by its value, or, of an answer that was typed, by its name. */
function meant({ choices = [] }: PromptOptions, value: string): Choice | undefined {
  const named = choices.filter(({ label }) => sameName(label, value));
  return choices.find((each) => each.value === value) ?? (named.length === 1 ? named[0] : undefined);
}

/** Whether another answer means the same as the one that there is. */
export function isSame(options: PromptOptions, before: string, now: string): boolean {
  return before === now || meant(options, before)?.value === now;
}

/** What there is to go on from: an answer that may stay, or one that can't be used any more, and why. */
interface Earlier {
  readonly value: string;
  readonly refusal: SetupError | undefined;
}

/** The answer that somebody gave to a question that is asked again; undefined where it is told already why that can't stay. */
export async function earlierAnswer(
  { context, session }: Asking,
  question: Question,
  options: PromptOptions,
): Promise<Earlier | undefined> {
  const { key } = question;
  if (session.reasons.has(key) || session.deferred.has(key)) return undefined;
  const answer = context.memory.answer(key);
  const value = inForm(question, answer?.value);
  if (value === undefined || answer?.from === 'recommended' || session.refused.get(key)?.has(value)) return undefined;
  const refusal = await refusalOf(question, options, value);
  return { value: meant(options, value)?.value ?? value, refusal };
}

/** The question with the earlier answer first among its choices, also where that was typed. */
export function withEarlier(question: Question, options: PromptOptions, value: string | undefined): PromptOptions {
  const { choices, otherwise } = options;
  if (value === undefined || choices === undefined) return options;
  const known = choices.find((each) => each.value === value);
  if (known === undefined && otherwise === undefined) return options;
  const label = options.understood?.(value) ?? question.show?.(readAnswer(question, value)) ?? value;
  const { hint, ...first } = known ?? { value, label, hint: undefined };
  const rest = choices.filter((each) => each !== known);
  return { ...options, choices: [{ ...first, hint: [soFar, hint].filter(Boolean).join(', ') }, ...rest] };
}
