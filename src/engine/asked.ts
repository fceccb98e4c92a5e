import { readAnswer } from '../step/answer.ts';
import type { PromptOptions, Question } from '../step/question.ts';
import type { Asked, Context } from './context.ts';
import { parses, refusalOf, sentence } from './refusal.ts';
import { canGoBack } from './reopening.ts';
import type { Session } from './session.ts';

/** Who asks, and for which step. */
export interface Asking {
  readonly context: Context;
  readonly session: Session;
  readonly step: string;
}

/** The earlier answer, or the recommended one; another where Azure has just refused it, so that Enter doesn't repeat it. */
function preselectedOf(
  { session }: Asking,
  question: Question,
  options: PromptOptions,
  earlier: string | undefined,
): string | undefined {
  const refused = session.refused.get(question.key);
  const best = session.before.get(question.key) ?? earlier ?? options.recommended?.value;
  if (best === undefined || refused?.has(best) !== true) return best;
  const usable = options.choices?.filter((each) => each.disabled === undefined).map((each) => each.value) ?? [];
  return [options.recommended?.value, ...usable].find((value) => value !== undefined && !refused.has(value));
}

/** A question as the prompter gets it. `earlier`: the answer that there is, and that may stay. */
export function asAsked(asking: Asking, question: Question, options: PromptOptions, earlier?: string): Asked {
  const { context, session } = asking;
  const preselected = preselectedOf(asking, question, options, earlier);
  return {
    question: options.explain === undefined ? question : { ...question, explain: options.explain },
    choices: options.choices ?? [],
    whole: options.whole?.then((whole) => asAsked(asking, question, whole, earlier)),
    otherwise: options.choices === undefined ? undefined : options.otherwise,
    verb: options.verb,
    otherwiseHint: options.otherwiseHint,
    find: options.find && ((text) => options.find?.(text) ?? Promise.resolve([])),
    open: options.later === true,
    preselected,
    why:
      preselected === options.recommended?.value && ![session.before.get(question.key), earlier].includes(preselected)
        ? options.recommended?.why
        : undefined,
    note: session.reasons.get(question.key) ?? options.reason,
    canGoBack: context.prompter !== undefined && canGoBack(session, question.key),
    refusal: async (text) => {
      const error = await refusalOf(question, options, text);
      return error && sentence(error);
    },
    hasOthers: (text) => options.alternatives !== undefined && parses(question, text),
    remark: options.remark && ((text) => options.remark?.(readAnswer(question, text)) ?? Promise.resolve('')),
  };
}
