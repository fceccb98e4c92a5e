import type { Asked, Memory } from '../../../src/engine/context.ts';
import { inForm } from '../../../src/engine/refusal.ts';
import type { Question } from '../../../src/step/question.ts';
import { steps } from '../../../steps/index.ts';

const questions = new Map(steps.flatMap((step) => step.questions).map((each) => [each.key, each]));

function dependsOn(question: Question, key: string): boolean {
  return question.dependsOn?.some((each) => each.key === key || dependsOn(each, key)) === true;
}

/** Whether a question of every set-up comes before another one. */
function isBefore(one: string, other: string): boolean {
  const order = ['subscription', 'resourceGroup', 'name', 'assignee'];
  return order.includes(one) && order.indexOf(one) < order.indexOf(other);
}

/** What somebody who watches notes: what was confirmed, and why a question may come again. */
export interface Notes {
  readonly confirmed: ReadonlyMap<string, string>;
  /** A question is on the screen. */
  asked(asked: Asked): void;
  /** It got this answer, which can be used. `also`: another answer that comes with it. */
  answered(key: string, value: string, also?: { readonly key: string; readonly value: string }): void;
  leftOpen(key: string): void;
  /** `isLast`: the run ends there. */
  denied(key: string, isLast: boolean): void;
  back(key: string): void;
  /** The question comes again, since what was understood is not what was meant. */
  again(key: string): void;
  change(key: string): void;
  /** The plan is on the screen. */
  planned(): void;
  /** The run has ended. */
  ended(): void;
}

export function notesOn(memory: () => Memory, wrong: string[]): Notes {
  let confirmed = new Map<string, string>();
  const mayCome = new Set<string>();
  let hasGoneBack = false;
  let denied: string | undefined;
  let replaced: readonly [string, string | undefined] | undefined;
  let change: { key: string; before: Map<string, string>; asked: number; isLeft: boolean } | undefined;
  const compare = (when: string): void => {
    for (const [key, value] of confirmed) {
      const now = memory().answer(key)?.value;
      // Once the plan is approved, it is written as an object id.
      if (key === 'assignee' && now?.startsWith('user:') === true) confirmed.set(key, now);
      else if (now !== value) wrong.push(`${when}: the answer "${value}" to ${key} is ${now ?? 'lost'}`);
    }
  };
  const confirm = (key: string, value: string): void => {
    const before = confirmed.get(key);
    if (before === value) return;
    replaced = [key, before];
    confirmed.set(key, value);
    if (before === undefined) return;
    for (const each of questions.values()) if (dependsOn(each, key) && confirmed.has(each.key)) mayCome.add(each.key);
  };
  return {
    get confirmed() {
      return confirmed;
    },
    asked({ question: { key }, note, preselected, choices, canGoBack }) {
      compare(`when ${key} is asked`);
      const known = confirmed.get(key);
      if (change?.isLeft === true) wrong.push(`Esc at the answer that is changed leads to ${key}`);
      if (change !== undefined) change.asked += 1;
      const mustGoBack = change !== undefined || [...confirmed.keys()].some((each) => isBefore(each, key));
      if (mustGoBack && !canGoBack) wrong.push(`there is no way back from ${key}`);
      if (known === undefined) return;
      if (note === undefined && !mayCome.has(key) && !hasGoneBack) wrong.push(`${key} is asked twice`);
      if (note !== undefined || denied === key) return;
      if (preselected !== known) wrong.push(`${key} was "${known}", and "${preselected ?? 'nothing'}" is preselected`);
      if (choices.length > 0 && choices[0]?.value !== known) wrong.push(`${key}: "${known}" doesn't stand first`);
    },
    answered(key, value, also) {
      const kept = inForm(questions.get(key) as Question, value) ?? value;
      if (also !== undefined) confirm(also.key, also.value);
      confirm(key, kept);
      mayCome.delete(key);
      hasGoneBack = false;
      denied = undefined;
    },
    leftOpen(key) {
      mayCome.add(key);
      confirmed.delete(key);
      hasGoneBack = false;
    },
    denied(key, isLast) {
      const [of, before] = replaced ?? [];
      if (of === key && before !== undefined) confirmed.set(key, before);
      else if (!isLast) confirmed.delete(key);
      denied = key;
      mayCome.add(key);
    },
    back(key) {
      hasGoneBack = true;
      if (change !== undefined && change.key === key && change.asked === 1) change.isLeft = true;
    },
    again: (key) => void mayCome.add(key),
    change(key) {
      change = { key, before: new Map(confirmed), asked: 0, isLeft: false };
      mayCome.add(key);
    },
    planned() {
      if (change !== undefined && hasGoneBack) confirmed = change.before;
      compare('at the plan');
      change = undefined;
      hasGoneBack = false;
      mayCome.clear();
    },
    ended() {
      compare('at the end of a run');
      change = undefined;
      hasGoneBack = false;
      denied = undefined;
      replaced = undefined;
      mayCome.clear();
    },
  };
}
