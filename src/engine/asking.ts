import { type SetupError, withDetails } from '../errors.ts';
import { readAnswer } from '../step/answer.ts';
import type { PromptOptions, Question } from '../step/question.ts';
import type { Understood } from '../step/world.ts';
import { type Asking, asAsked } from './asked.ts';
import type { Answer, Context } from './context.ts';
import { earlierAnswer, isSame } from './earlier.ts';
import { AskAgainError, BackError, NoAnswerError } from './flow.ts';
import { insteadOf, interrogate } from './prompting.ts';
import { refusalOf, sentence } from './refusal.ts';
import { close, reopen, replace } from './reopening.ts';
import { meaning, type Session } from './session.ts';

function labelOf(question: Question, options: PromptOptions, value: string): string {
  const choice = options.choices?.find((each) => each.value === value);
  return choice?.said ?? choice?.label ?? options.understood?.(value) ?? question.show?.(value) ?? value;
}

/** What an answer is about that can't be used: the step, where the step says what is answered. */
function titleFor({ context, step }: Asking, question: Question): string {
  const own = question.saidByStep === true ? context.steps.find(({ id }) => id === step)?.title : undefined;
  return own ?? question.message;
}

/** Notes where Esc goes back to. */
function pass({ session: { trail }, step }: Asking, { key }: Question): void {
  if (!trail.some((each) => each.key === key)) trail.push({ key, step });
}

/** Keeps an answer, says it once, and gives its value. */
function take(asking: Asking, question: Question, options: PromptOptions, answer: Answer): string {
  const { context, session } = asking;
  context.memory.keep(question.key, answer);
  if (answer.from === 'prompt') pass(asking, question);
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
  const { session } = asking;
  const { key } = question;
  const earlier = await earlierAnswer(asking, question, options);
  const isUsable = earlier !== undefined && earlier.refusal === undefined;
  const refused = isUsable ? undefined : (earlier?.value ?? [...(session.refused.get(key) ?? [])].at(-1));
  const now = refused === undefined ? options : await insteadOf(session, question, options, refused);
  if (earlier?.refusal !== undefined) session.reasons.set(key, sentence(earlier.refusal));
  session.changing?.asked.add(key);
  const reply = await interrogate(asking, question, now, isUsable ? earlier.value : undefined);
  if (reply.is === 'back') throw new BackError(key);
  session.reasons.delete(key);
  if (reply.is === 'otherwise') {
    pass(asking, question);
    session.deferred.add(key);
    session.reopened.set(key, session.reopened.get(key) ?? 'wanted');
    return '';
  }
  close(session, key);
  return take(asking, question, options, answered(asking, question, now, reply.value));
}

/** The answer that a reply stands for: the one that there is, or another, which some later ones depend on. */
function answered({ context, session }: Asking, { key }: Question, options: PromptOptions, value: string): Answer {
  const before = context.memory.answer(key);
  if (before !== undefined && isSame(options, before.value, value))
    return before.from === 'recommended' ? { ...before, from: 'prompt' } : before;
  session.replaced.set(key, before);
  if (before !== undefined) replace(context, session, key);
  return { value, from: 'prompt' };
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
  const isAgain = context.prompter !== undefined && session.reopened.has(question.key);
  const given = isAgain ? undefined : context.memory.answer(question.key);
  if (given) {
    const refusal = await refusalOf(question, options, given.value);
    if (refusal === undefined)
      return take(asking, question, options, { ...given, value: readAnswer(question, given.value) });
    if (refusal.ending === 'forNow') throw refusal;
    context.memory.refused(question.key);
    if (context.prompter === undefined) {
      const other =
        given.from === 'recommended' ? await recommendedNow(context, question, options, given.value) : undefined;
      if (other === undefined) throw withDetails(refusal, { title: titleFor(asking, question) });
      return take(asking, question, options, { value: other, from: 'recommended' });
    }
    session.reasons.set(question.key, sentence(refusal));
    return prompt(asking, question, await insteadOf(session, question, options, given.value));
  }
  if (options.later && (context.prompter === undefined || session.deferred.has(question.key))) return '';
  const best = options.recommended;
  const isAsked = isAgain || (context.prompter !== undefined && session.before.has(question.key));
  if (best && !isAsked && (question.optional || best.obvious)) {
    return take(asking, question, options, { value: best.value, from: 'recommended' });
  }
  if (context.prompter) return prompt(asking, question, options);
  if (options.whole) return ask(asking, question, await options.whole);
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
  if (context.cloud.practice && options.example !== undefined) {
    return take(asking, question, options, { value: options.example, from: 'recommended' });
  }
  if (options.missing) throw options.missing;
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
  { understood, explain, unconfirmed }: Understood,
): Promise<void> {
  const answer = context.memory.answer(question.key);
  const key = meaning(question.key, answer?.value ?? '');
  if (session.confirmed.has(key)) return;
  if (context.prompter === undefined && unconfirmed !== undefined) throw unconfirmed;
  if (context.prompter === undefined || answer === undefined) return;
  if (answer.from !== 'prompt' && unconfirmed === undefined) return;
  const reply = await context.prompter
    .confirm({ ...question, message, explain }, understood)
    .catch((error: unknown): never => {
      const before = session.replaced.get(question.key);
      if (before !== undefined) context.memory.keep(question.key, before);
      throw error;
    });
  if (reply === 'yes') {
    session.confirmed.add(key);
    return;
  }
  reopen(context, session, question.key, 'wanted');
  if (reply === 'no') takeBack(context, session, question.key, answer);
  throw new AskAgainError();
}

/** What the person has said no to is no answer; the one before is again. */
function takeBack({ memory }: Context, session: Session, key: string, denied: Answer): void {
  const before = session.replaced.get(key);
  session.before.set(key, denied.value);
  if (before === undefined) memory.forget([key]);
  else memory.keep(key, before);
}
