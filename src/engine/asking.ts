import type { SetupError } from '../errors.ts';
import { readAnswer } from '../step/answer.ts';
import type { PromptOptions, Question } from '../step/question.ts';
import type { Understood } from '../step/world.ts';
import { type Asking, asAsked } from './asked.ts';
import type { Answer, Context } from './context.ts';
import { AskAgainError, BackError, NoAnswerError } from './flow.ts';
import { insteadOf, interrogate } from './prompting.ts';
import { refusalOf, sentence } from './refusal.ts';
import { meaning } from './session.ts';

function labelOf(question: Question, options: PromptOptions, value: string): string {
  const choice = options.choices?.find((each) => each.value === value);
  return choice?.said ?? choice?.label ?? options.understood?.(value) ?? question.show?.(value) ?? value;
}

/** Keeps an answer, says it once, and gives its value. */
function take({ context, session }: Asking, question: Question, options: PromptOptions, answer: Answer): string {
  context.memory.keep(question.key, answer);
  const isQuiet = question.saidByStep === true || (question.optional === true && answer.from === 'recommended');
  if (session.said.get(question.key) !== answer.value && !isQuiet) {
    const best = options.recommended;
    const isBest = best !== undefined && answer.from === 'recommended' && answer.value === best.value;
    const why = isBest ? best.why : undefined;
    const { value, from } = answer;
    context.tell({ kind: 'answered', question, value, label: labelOf(question, options, value), from, why });
  }
  session.said.set(question.key, answer.value);
  return answer.value;
}

async function prompt(asking: Asking, question: Question, options: PromptOptions): Promise<string> {
  const { session, step } = asking;
  const refused = [...(session.refused.get(question.key) ?? [])].at(-1);
  const now = refused === undefined ? options : await insteadOf(session, question, options, refused);
  const reply = await interrogate(asking, question, now);
  if (reply.is === 'back') throw new BackError();
  session.reasons.delete(question.key);
  session.history.push({ key: question.key, step });
  if (reply.is === 'otherwise') {
    session.deferred.add(question.key);
    return '';
  }
  session.before.delete(question.key);
  session.wanted.delete(question.key);
  return take(asking, question, options, { value: reply.value, from: 'prompt' });
}

/** What is recommended in place of an earlier recommendation that can't be used any more; nobody chose that one. */
async function recommendedNow(
  context: Context,
  question: Question,
  options: PromptOptions,
  before: string,
): Promise<string | undefined> {
  const best = options.recommended;
  if (best === undefined || best.value === before || !(best.safe || context.cloud.practice)) return undefined;
  return (await refusalOf(question, options, best.value)) === undefined ? best.value : undefined;
}

/**
 * The answer to a question: one that is there already, or the recommended one, or the person's.
 * @throws NoAnswerError when nobody can be asked; BackError when the person goes back; SetupError for an answer that can't be used.
 */
export async function ask(asking: Asking, question: Question, options: PromptOptions): Promise<string> {
  const { context, session } = asking;
  const given = context.memory.answer(question.key);
  if (given) {
    const refusal = await refusalOf(question, options, given.value);
    if (refusal === undefined)
      return take(asking, question, options, { ...given, value: readAnswer(question, given.value) });
    if (refusal.ending === 'forNow') throw refusal;
    if (context.prompter === undefined) {
      const other =
        given.from === 'recommended' ? await recommendedNow(context, question, options, given.value) : undefined;
      if (other === undefined) throw refusal;
      return take(asking, question, options, { value: other, from: 'recommended' });
    }
    session.reasons.set(question.key, sentence(refusal));
    return prompt(asking, question, await insteadOf(session, question, options, given.value));
  }
  if (options.later && (context.prompter === undefined || session.deferred.has(question.key))) return '';
  const best = options.recommended;
  const isAsked =
    context.prompter !== undefined && (session.wanted.has(question.key) || session.before.has(question.key));
  if (best && !isAsked && (question.optional || best.obvious)) {
    return take(asking, question, options, { value: best.value, from: 'recommended' });
  }
  if (context.prompter) return prompt(asking, question, options);
  if (options.unattended) {
    const { value, why } = options.unattended;
    return take(
      asking,
      question,
      { ...options, recommended: { value, why, safe: true } },
      { value, from: 'recommended' },
    );
  }
  if (best && (best.safe || context.cloud.practice)) {
    return take(asking, question, options, { value: best.value, from: 'recommended' });
  }
  throw new NoAnswerError(asAsked(asking, question, options));
}

/** Asks again although there is an answer, with the reason. */
export async function askAgain(
  asking: Asking,
  question: Question,
  options: PromptOptions,
  why: SetupError,
): Promise<string> {
  if (asking.context.prompter === undefined) throw why;
  asking.session.reasons.set(question.key, why.message);
  return prompt(asking, question, options);
}

/** Shows what a typed answer was understood as, once. */
export async function confirm(
  { context, session }: Asking,
  question: Question,
  message: string,
  { understood, unconfirmed }: Understood,
): Promise<void> {
  const answer = context.memory.answer(question.key);
  const key = meaning(question.key, answer?.value ?? '');
  if (session.confirmed.has(key)) return;
  if (context.prompter === undefined && unconfirmed !== undefined) throw unconfirmed;
  if (context.prompter === undefined || answer === undefined) return;
  if (answer.from !== 'prompt' && unconfirmed === undefined) return;
  const reply = await context.prompter.confirm({ ...question, message }, understood);
  if (reply === 'back') throw new BackError();
  if (reply === 'no') {
    session.before.set(question.key, answer.value);
    session.said.delete(question.key);
    context.memory.forget([question.key]);
    throw new AskAgainError();
  }
  session.confirmed.add(key);
}
