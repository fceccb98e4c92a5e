import type { SetupError } from '../errors.ts';
import type { PromptOptions, Question } from '../step/question.ts';

import type { Answer, Asked, Context, Reply } from './context.ts';
import { AskAgainError, BackError, ElsewhereError, NoAnswerError } from './flow.ts';
import { parses, refusalOf, sentence } from './refusal.ts';
import type { Session } from './session.ts';

/** The earlier answer, or the recommended one; another where Azure has just refused it, so that Enter doesn't repeat it. */
function preselectedOf(question: Question, options: PromptOptions, session: Session): string | undefined {
  const refused = session.refused.get(question.key);
  const best = session.before.get(question.key) ?? options.recommended?.value;
  if (best === undefined || refused?.has(best) !== true) return best;
  const usable = options.choices?.filter((each) => each.disabled === undefined).map((each) => each.value) ?? [];
  return [options.recommended?.value, ...usable].find((value) => value !== undefined && !refused.has(value));
}

function asAsked(question: Question, options: PromptOptions, session: Session, context: Context): Asked {
  const preselected = preselectedOf(question, options, session);
  return {
    question,
    choices: options.choices ?? [],
    otherwise: options.choices === undefined ? undefined : options.otherwise,
    open: options.later === true,
    preselected,
    why:
      preselected === options.recommended?.value && preselected !== session.before.get(question.key)
        ? options.recommended?.why
        : undefined,
    note: session.reasons.get(question.key)?.says,
    small: session.reasons.get(question.key)?.small,
    canGoBack: session.history.length > 0 && context.prompter !== undefined,
    refusal: async (text) => {
      const error = await refusalOf(question, options, text);
      return error && sentence(error);
    },
    hasOthers: (text) => options.alternatives !== undefined && parses(question, text),
    remark: options.remark && ((text) => options.remark?.(question.parse(text)) ?? Promise.resolve('')),
  };
}

/** Puts a question to the person until the answer can be used. */
async function interrogate(
  context: Context,
  session: Session,
  question: Question,
  first: PromptOptions,
): Promise<Reply> {
  let options = first;
  for (;;) {
    const reply = (await context.prompter?.ask(asAsked(question, options, session, context))) ?? { is: 'back' };
    if (reply.is !== 'answer') return reply;
    const also = options.choices?.find((each) => each.value === reply.value)?.also;
    if (also) throw new ElsewhereError([also.key, also.value], [question.key, reply.value]);
    const refusal = await refusalOf(question, options, reply.value);
    if (refusal === undefined) return { is: 'answer', value: question.parse(reply.value) };
    session.reasons.set(question.key, { says: sentence(refusal) });
    session.before.set(question.key, reply.value);
    options = await insteadOf(session, question, first, reply.value);
  }
}

/** The question with others to choose from, where there are any, in place of an answer that was refused. */
async function insteadOf(
  session: Session,
  question: Question,
  options: PromptOptions,
  refused: string,
): Promise<PromptOptions> {
  const others = parses(question, refused) ? ((await options.alternatives?.(refused)) ?? []) : [];
  const [first] = others;
  if (first === undefined) return options;
  session.before.set(question.key, first.value);
  return { ...options, choices: others, otherwise: 'Type another one' };
}

function labelOf(question: Question, options: PromptOptions, value: string): string {
  const choice = options.choices?.find((each) => each.value === value);
  return choice?.said ?? choice?.label ?? options.understood?.(value) ?? question.show?.(value) ?? value;
}

/** Keeps an answer, says it once, and gives its value. */
function take(context: Context, session: Session, question: Question, options: PromptOptions, answer: Answer): string {
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

async function prompt(
  context: Context,
  session: Session,
  step: string,
  question: Question,
  options: PromptOptions,
): Promise<string> {
  const refused = [...(session.refused.get(question.key) ?? [])].at(-1);
  const now = refused === undefined ? options : await insteadOf(session, question, options, refused);
  const reply = await interrogate(context, session, question, now);
  if (reply.is === 'back') throw new BackError();
  session.reasons.delete(question.key);
  session.history.push({ key: question.key, step });
  if (reply.is === 'otherwise') {
    session.deferred.add(question.key);
    return '';
  }
  session.before.delete(question.key);
  session.wanted.delete(question.key);
  return take(context, session, question, options, { value: reply.value, from: 'prompt' });
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
export async function ask(
  context: Context,
  session: Session,
  step: string,
  question: Question,
  options: PromptOptions,
): Promise<string> {
  const given = context.memory.answer(question.key);
  if (given) {
    const refusal = await refusalOf(question, options, given.value);
    if (refusal === undefined)
      return take(context, session, question, options, { ...given, value: question.parse(given.value) });
    if (refusal.ending === 'forNow') throw refusal;
    if (context.prompter === undefined) {
      const other =
        given.from === 'recommended' ? await recommendedNow(context, question, options, given.value) : undefined;
      if (other === undefined) throw refusal;
      return take(context, session, question, options, { value: other, from: 'recommended' });
    }
    session.reasons.set(question.key, { says: sentence(refusal) });
    return prompt(context, session, step, question, await insteadOf(session, question, options, given.value));
  }
  if (options.later && (context.prompter === undefined || session.deferred.has(question.key))) return '';
  const best = options.recommended;
  const isAsked =
    context.prompter !== undefined && (session.wanted.has(question.key) || session.before.has(question.key));
  if (best && !isAsked && (question.optional || best.obvious)) {
    return take(context, session, question, options, { value: best.value, from: 'recommended' });
  }
  if (context.prompter) return prompt(context, session, step, question, options);
  if (options.unattended) {
    const { value, why } = options.unattended;
    return take(
      context,
      session,
      question,
      { ...options, recommended: { value, why, safe: true } },
      { value, from: 'recommended' },
    );
  }
  if (best && (best.safe || context.cloud.practice)) {
    return take(context, session, question, options, { value: best.value, from: 'recommended' });
  }
  throw new NoAnswerError(asAsked(question, options, session, context));
}

/** Asks again although there is an answer, with the reason. */
export async function askAgain(
  context: Context,
  session: Session,
  step: string,
  question: Question,
  options: PromptOptions,
  why: SetupError,
): Promise<string> {
  if (context.prompter === undefined) throw why;
  session.reasons.set(question.key, { says: why.message });
  return prompt(context, session, step, question, options);
}

/** Shows what a typed answer was understood as, once. */
export async function confirm(
  context: Context,
  session: Session,
  question: Question,
  message: string,
  understood: string,
): Promise<void> {
  const answer = context.memory.answer(question.key);
  const key = `${question.key}=${answer?.value ?? ''}`;
  if (context.prompter === undefined || answer?.from !== 'prompt' || session.confirmed.has(key)) return;
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
