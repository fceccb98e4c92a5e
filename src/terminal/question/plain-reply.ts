import type { Asked } from '../../engine/context.ts';
import type { Choice } from '../../step/question.ts';
import type { Ended } from './question-prompt.ts';

/** Choices that are read aloud in one go. */
const mostRead = 20;

/** What a person in plain lines was asked last. */
export type Standing =
  /** A numbered list; `typed`: of what fits that text, '' for the whole list. `isNumber`: it was one, and is no answer. */
  | {
      readonly is: 'list';
      readonly choices: readonly Choice[];
      readonly typed: string;
      readonly isNumber?: true;
    }
  /** "rg-lab-japan? Enter = yes"; `list`: the numbers that were read before. */
  | { readonly is: 'one'; readonly choice: Choice; readonly typed: string; readonly list: readonly Choice[] }
  /** To type what isn't on the list. */
  | { readonly is: 'text' };

/** What a line means: a reply, another thing to ask, or words about why it is neither. */
export interface Meaning {
  readonly reply?: Ended;
  readonly standing?: Standing;
  readonly says?: string;
}

/** The whole list: what can be chosen, in the question's order. */
export function wholeList(asked: Asked): Standing {
  return { is: 'list', choices: usable(asked.choices), typed: '' };
}

/** The choices of a list that have numbers, from 1. */
export function numbered(standing: Standing): readonly Choice[] {
  if (standing.is === 'text') return [];
  return (standing.is === 'one' ? standing.list : standing.choices).slice(0, mostRead);
}

/** Whether the last number of a list is for what isn't on it. */
export function takesOthers({ otherwise }: Asked, standing: Standing): boolean {
  return otherwise !== undefined && standing.is === 'list' && standing.isNumber === undefined;
}

/** What can't be chosen: it is counted, not read. */
export function closed(choices: readonly Choice[]): readonly Choice[] {
  return choices.filter((choice) => choice.disabled !== undefined);
}

function usable(choices: readonly Choice[]): readonly Choice[] {
  return choices.filter((choice) => choice.disabled === undefined);
}

const answer = (value: string): Meaning => ({ reply: { is: 'answer', value } });

/** Understands a line. A text never makes something new where it may mean something that is there: that is asked first. */
export function understand(asked: Asked, standing: Standing, typed: string, fitting: readonly Choice[]): Meaning {
  if (typed === '') return onEnter(asked, standing);
  if (asked.canGoBack && /^(b|back)$/i.test(typed)) return { reply: { is: 'back' } };
  if (asked.choices.length === 0) return answer(typed);
  if (standing.is === 'one' && /^(y|yes)$/i.test(typed)) return answer(standing.choice.value);
  if (standing.is === 'one' && /^(n|no)$/i.test(typed))
    return asked.otherwise === undefined ? { standing: wholeList(asked) } : answer(standing.typed);
  if (standing.is === 'text') return exactly(asked, typed) ?? answer(typed);
  if (/^\d+$/.test(typed)) return onNumber(asked, standing, typed);
  return exactly(asked, typed) ?? found(asked, standing, typed, fitting);
}

function onEnter(asked: Asked, standing: Standing): Meaning {
  if (standing.is === 'one') return answer(standing.choice.value);
  if (standing.is === 'text' || standing.typed !== '') return { standing: wholeList(asked) };
  return asked.preselected === undefined ? { says: 'Type an answer, then press Enter.' } : answer(asked.preselected);
}

function onNumber(asked: Asked, standing: Exclude<Standing, { is: 'text' }>, typed: string): Meaning {
  const choices = numbered(standing);
  const chosen = choices[Number(typed) - 1];
  if (chosen !== undefined) return answer(chosen.value);
  const last = choices.length + (takesOthers(asked, standing) ? 1 : 0);
  if (Number(typed) === last && takesOthers(asked, standing)) {
    if (standing.typed !== '') return answer(standing.typed);
    return asked.open ? { reply: { is: 'otherwise' } } : { standing: { is: 'text' } };
  }
  const exact = exactly(asked, typed);
  if (exact !== undefined) return exact;
  const says = `There is no number ${typed}: the list ends at ${last}.`;
  const named = usable(asked.choices).filter(({ label }) => label.includes(typed));
  return named.length === 0
    ? { says }
    : { says: `${says} It is in these names:`, standing: { is: 'list', choices: named, typed, isNumber: true } };
}

/** The one choice that is called exactly this; "y" and "n" are Yes and No. */
function exactly(asked: Asked, typed: string): Meaning | undefined {
  const text = typed.toLowerCase();
  const word = { y: /^yes\b/i, yes: /^yes\b/i, n: /^no\b/i, no: /^no\b/i }[text];
  const named = asked.choices.filter(({ value, label }) => [value, label].some((each) => each.toLowerCase() === text));
  const meant = named.length > 0 || word === undefined ? named : asked.choices.filter(({ label }) => word.test(label));
  const [only] = [...usable(meant), ...meant];
  if (only === undefined || (named.length === 0 && meant.length > 1)) return undefined;
  return only.disabled === undefined ? answer(only.value) : { says: whyNot(only) };
}

function whyNot({ label, disabled = '' }: Choice): string {
  return `${label} can't be chosen (${disabled}).`;
}

/** What a text may mean, of all that fits it. */
function found(
  asked: Asked,
  standing: Exclude<Standing, { is: 'text' }>,
  typed: string,
  all: readonly Choice[],
): Meaning {
  const [choices, others] = [usable(all), closed(all)];
  const [first, another] = choices;
  const [reason] = others;
  if (first !== undefined && another === undefined)
    return { standing: { is: 'one', choice: first, typed, list: numbered(standing) } };
  if (first === undefined && reason === undefined)
    return asked.otherwise === undefined
      ? { says: 'Nothing fits. Type a number, or another part of a name.' }
      : answer(typed);
  if (first !== undefined || reason === undefined) return { standing: { is: 'list', choices, typed } };
  const says =
    others.length === 1
      ? whyNot(reason)
      : `${others.length} fit, and none of them can be used. For example, ${whyNot(reason)}`;
  return asked.otherwise === undefined ? { says } : { says, standing: { is: 'list', choices, typed } };
}
