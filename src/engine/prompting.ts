import { readAnswer } from '../step/answer.ts';
import type { PromptOptions, Question } from '../step/question.ts';
import { type Asking, asAsked } from './asked.ts';
import type { Reply } from './context.ts';
import { withEarlier } from './earlier.ts';
import { ElsewhereError } from './flow.ts';
import { parses, refusalOf, sentence } from './refusal.ts';
import type { Session } from './session.ts';

/** Puts a question to the person until the answer can be used. `earlier`: the answer that there is, and that may stay. */
export async function interrogate(
  asking: Asking,
  question: Question,
  given: PromptOptions,
  earlier: string | undefined,
): Promise<Reply> {
  const { context, session } = asking;
  const first = withEarlier(question, given, earlier);
  let options = first;
  for (;;) {
    const reply = (await context.prompter?.ask(asAsked(asking, question, options, earlier))) ?? { is: 'back' };
    if (reply.is !== 'answer') return reply;
    options = (await options.whole) ?? options;
    const choice = options.choices?.find((each) => each.value === reply.value);
    if (choice?.also) throw new ElsewhereError([choice.also.key, choice.also.value], [question.key, reply.value]);
    const refusal = (await refusalOf(question, options, reply.value)) ?? (await choice?.act?.());
    if (refusal === undefined) return { is: 'answer', value: readAnswer(question, reply.value) };
    session.reasons.set(question.key, sentence(refusal));
    session.before.set(question.key, reply.value);
    options = await insteadOf(session, question, first, reply.value);
  }
}

/** The question with others to choose from, where there are any, in place of an answer that was refused. */
export async function insteadOf(
  session: Session,
  question: Question,
  options: PromptOptions,
  refused: string,
): Promise<PromptOptions> {
  const others = parses(question, refused) ? ((await options.alternatives?.(refused)) ?? []) : [];
  const [first] = others;
  if (first === undefined) return options;
  session.before.set(question.key, first.value);
  return { ...options, choices: others, otherwise: 'Type another one', verb: 'take', otherwiseHint: '' };
}
