import { distinct } from '../cli/other-options.ts';
import type { Memory } from '../engine/context.ts';
import { inForm } from '../engine/refusal.ts';
import type { Question } from '../step/question.ts';
import type { Report } from '../step/report.ts';
import type { Argv } from '../text/argv.ts';

/** The arguments that repeat a set-up with no questions. What one gets anyway is left out. */
export function sameAgain(questions: readonly Question[], memory: Memory, report: Partial<Report>, before: Argv): Argv {
  const words = distinct(questions).flatMap((question) => {
    const answer = memory.answer(question.key);
    const value = question.known?.(report) ?? question.settled?.(report) ?? inForm(question, answer?.value);
    if (value === undefined || value === question.usual) return [];
    if (question.ofTheMoment && answer?.from === 'recommended') return [];
    return [`--${question.flag}`, ...(question.list?.(value) ?? [value])];
  });
  return [...before, '--yes', ...words];
}
