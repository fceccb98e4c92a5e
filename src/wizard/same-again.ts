import { distinct } from '../cli/options.ts';
import type { Memory } from '../engine/context.ts';
import type { Question } from '../step/question.ts';
import type { Argv, Facts } from '../step/step.ts';

/** Answers that a set-up has whether or not somebody gave them. */
function factual(facts: Partial<Facts>): Readonly<Record<string, string | undefined>> {
  return {
    subscription: facts.subscription?.id,
    resourceGroup: facts['resource-group']?.name,
    location: facts.instance?.location,
    name: facts.instance?.name,
  };
}

/** Left out when they are what one gets anyway. */
const defaults: Readonly<Record<string, string>> = {
  auth: 'auto',
  role: 'owner',
  tags: 'none',
  identity: 'none',
  publicNetworkAccess: 'enabled',
};

function tagsOf(value: string): readonly string[] {
  return Object.entries(JSON.parse(value) as Record<string, string>).map(([key, text]) => `${key}=${text}`);
}

/** The command line that repeats a set-up with no questions. */
export function sameAgain(questions: readonly Question[], memory: Memory, facts: Partial<Facts>, before: Argv): Argv {
  const known = factual(facts);
  const words = distinct(questions).flatMap((question) => {
    const answer = memory.answer(question.key);
    const value = known[question.key] ?? answer?.value;
    if (value === undefined || value === defaults[question.key]) return [];
    if (question.key === 'auth' && answer?.from === 'recommended') return [];
    return [`--${question.flag}`, ...(question.key === 'tags' ? tagsOf(value) : [value])];
  });
  return ['adt-setup', ...before, '--yes', ...words];
}
