import type { SetupError } from '../errors.ts';
import type { Live, Question } from '../question.ts';
import type { StepId } from '../step.ts';
import type { Answer, Asked, Desk, Reply } from './desk.ts';
import { AskAgainError, BackError, ElsewhereError, NoAnswerError } from './flow.ts';
import { parses, refusalOf, sentence } from './refusal.ts';
import type { Walk } from './walk.ts';

/** The earlier answer, or the recommended one; another where Azure has just refused it, so that Enter doesn't repeat it. */
function preselectedOf(question: Question, live: Live, walk: Walk): string | undefined {
  const refused = walk.refused.get(question.key);
  const best = walk.before.get(question.key) ?? live.recommended?.value;
  if (best === undefined || refused?.has(best) !== true) return best;
  const usable = live.choices?.filter((each) => each.disabled === undefined).map((each) => each.value) ?? [];
  return [live.recommended?.value, ...usable].find((value) => value !== undefined && !refused.has(value));
}

function asAsked(question: Question, live: Live, walk: Walk, desk: Desk): Asked {
  const preselected = preselectedOf(question, live, walk);
  return {
    question,
    choices: live.choices ?? [],
    otherwise: live.choices === undefined ? undefined : live.otherwise,
    open: live.later === true,
    preselected,
    why:
      preselected === live.recommended?.value && preselected !== walk.before.get(question.key)
        ? live.recommended?.why
        : undefined,
    note: walk.reasons.get(question.key)?.says,
    small: walk.reasons.get(question.key)?.small,
    canGoBack: walk.history.length > 0 && desk.interview !== undefined,
    refusal: async (text) => {
      const error = await refusalOf(question, live, text);
      return error && sentence(error);
    },
    hasOthers: (text) => live.alternatives !== undefined && parses(question, text),
    remark: live.remark && ((text) => live.remark?.(question.parse(text)) ?? Promise.resolve('')),
  };
}

/** Puts a question to the person until the answer can be used. */
async function interrogate(desk: Desk, walk: Walk, question: Question, first: Live): Promise<Reply> {
  let live = first;
  for (;;) {
    const reply = (await desk.interview?.ask(asAsked(question, live, walk, desk))) ?? { is: 'back' };
    if (reply.is !== 'answer') return reply;
    const also = live.choices?.find((each) => each.value === reply.value)?.also;
    if (also) throw new ElsewhereError([also.key, also.value], [question.key, reply.value]);
    const refusal = await refusalOf(question, live, reply.value);
    if (refusal === undefined) return { is: 'answer', value: question.parse(reply.value) };
    walk.reasons.set(question.key, { says: sentence(refusal) });
    walk.before.set(question.key, reply.value);
    live = await insteadOf(walk, question, first, reply.value);
  }
}

/** The question with others to choose from, where there are any, in place of an answer that was refused. */
async function insteadOf(walk: Walk, question: Question, live: Live, refused: string): Promise<Live> {
  const others = parses(question, refused) ? ((await live.alternatives?.(refused)) ?? []) : [];
  const [first] = others;
  if (first === undefined) return live;
  walk.before.set(question.key, first.value);
  return { ...live, choices: others, otherwise: 'Type another one' };
}

function labelOf(question: Question, live: Live, value: string): string {
  const choice = live.choices?.find((each) => each.value === value);
  return choice?.said ?? choice?.label ?? live.understood?.(value) ?? question.show?.(value) ?? value;
}

/** Keeps an answer, says it once, and gives its value. */
function take(desk: Desk, walk: Walk, question: Question, live: Live, answer: Answer): string {
  desk.memory.keep(question.key, answer);
  const isQuiet = question.saidByStep === true || (question.optional === true && answer.from === 'recommended');
  if (walk.said.get(question.key) !== answer.value && !isQuiet) {
    const best = live.recommended;
    const isBest = best !== undefined && answer.from === 'recommended' && answer.value === best.value;
    const why = isBest ? best.why : undefined;
    const { value, from } = answer;
    desk.tell({ kind: 'answered', question, value, label: labelOf(question, live, value), from, why });
  }
  walk.said.set(question.key, answer.value);
  return answer.value;
}

async function prompt(desk: Desk, walk: Walk, step: StepId, question: Question, live: Live): Promise<string> {
  const refused = [...(walk.refused.get(question.key) ?? [])].at(-1);
  const now = refused === undefined ? live : await insteadOf(walk, question, live, refused);
  const reply = await interrogate(desk, walk, question, now);
  if (reply.is === 'back') throw new BackError();
  walk.reasons.delete(question.key);
  walk.history.push({ key: question.key, step });
  if (reply.is === 'otherwise') {
    walk.deferred.add(question.key);
    return '';
  }
  walk.before.delete(question.key);
  walk.wanted.delete(question.key);
  return take(desk, walk, question, live, { value: reply.value, from: 'prompt' });
}

/** What is recommended in place of an earlier recommendation that can't be used any more; nobody chose that one. */
async function recommendedNow(desk: Desk, question: Question, live: Live, before: string): Promise<string | undefined> {
  const best = live.recommended;
  if (best === undefined || best.value === before || !(best.safe || desk.trusting)) return undefined;
  return (await refusalOf(question, live, best.value)) === undefined ? best.value : undefined;
}

/**
 * The answer to a question: one that is there already, or the recommended one, or the person's.
 * @throws NoAnswerError when nobody can be asked; BackError when the person goes back; SetupError for an answer that can't be used.
 */
export async function ask(desk: Desk, walk: Walk, step: StepId, question: Question, live: Live): Promise<string> {
  const given = desk.memory.answer(question.key);
  if (given) {
    const refusal = await refusalOf(question, live, given.value);
    if (refusal === undefined)
      return take(desk, walk, question, live, { ...given, value: question.parse(given.value) });
    if (refusal.trouble.ending === 'forNow') throw refusal;
    if (desk.interview === undefined) {
      const other = given.from === 'recommended' ? await recommendedNow(desk, question, live, given.value) : undefined;
      if (other === undefined) throw refusal;
      return take(desk, walk, question, live, { value: other, from: 'recommended' });
    }
    walk.reasons.set(question.key, { says: sentence(refusal) });
    return prompt(desk, walk, step, question, await insteadOf(walk, question, live, given.value));
  }
  if (live.later && (desk.interview === undefined || walk.deferred.has(question.key))) return '';
  const best = live.recommended;
  const isAsked = desk.interview !== undefined && (walk.wanted.has(question.key) || walk.before.has(question.key));
  if (best && !isAsked && (question.optional || best.obvious)) {
    return take(desk, walk, question, live, { value: best.value, from: 'recommended' });
  }
  if (desk.interview) return prompt(desk, walk, step, question, live);
  if (live.unattended) {
    const { value, why } = live.unattended;
    return take(
      desk,
      walk,
      question,
      { ...live, recommended: { value, why, safe: true } },
      { value, from: 'recommended' },
    );
  }
  if (best && (best.safe || desk.trusting)) {
    return take(desk, walk, question, live, { value: best.value, from: 'recommended' });
  }
  throw new NoAnswerError(asAsked(question, live, walk, desk));
}

/** Asks again although there is an answer, with the reason. */
export async function askAgain(
  desk: Desk,
  walk: Walk,
  step: StepId,
  question: Question,
  live: Live,
  why: SetupError,
): Promise<string> {
  if (desk.interview === undefined) throw why;
  walk.reasons.set(question.key, { says: why.message });
  return prompt(desk, walk, step, question, live);
}

/** Shows what a typed answer was understood as, once. */
export async function confirm(
  desk: Desk,
  walk: Walk,
  question: Question,
  message: string,
  understood: string,
): Promise<void> {
  const answer = desk.memory.answer(question.key);
  const key = `${question.key}=${answer?.value ?? ''}`;
  if (desk.interview === undefined || answer?.from !== 'prompt' || walk.confirmed.has(key)) return;
  const reply = await desk.interview.confirm({ ...question, message }, understood);
  if (reply === 'back') throw new BackError();
  if (reply === 'no') {
    walk.before.set(question.key, answer.value);
    walk.said.delete(question.key);
    desk.memory.forget([question.key]);
    throw new AskAgainError();
  }
  walk.confirmed.add(key);
}
