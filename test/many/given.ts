import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAnswersFile } from '../../src/cli/answers-file.ts';
import { distinct } from '../../src/cli/other-options.ts';
import type { Answer } from '../../src/engine/context.ts';
import { type CheckedList, checkList } from '../../src/many/check.ts';
import type { Fault, GivenList } from '../../src/many/given.ts';
import { steps } from '../../steps/index.ts';

const questions = distinct(steps.flatMap((step) => step.questions));

/** The list in a file of that name and text. */
export function given(name: string, text: string): GivenList {
  const folder = mkdtempSync(join(tmpdir(), 'adt-setup-list-'));
  try {
    const file = join(folder, name);
    writeFileSync(file, text);
    const { list } = readAnswersFile(file, questions);
    if (list === undefined) throw new Error('no list');
    return list;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The same, looked at as a whole. */
export function checked(list: GivenList, over: Readonly<Record<string, Answer>> = {}): CheckedList {
  return checkList(list, over, questions);
}

/** The answers of each row, by their values. */
export function valuesOf({ rows }: Pick<GivenList, 'rows'>): readonly object[] {
  return rows.map(({ number, answers }) => ({
    number,
    ...Object.fromEntries(Object.entries(answers).map(([key, { value }]) => [key, value])),
  }));
}

/** "3 factory-1 list-duplicate" for each fault. */
export function codesOf(faults: readonly Fault[]): readonly string[] {
  return faults.map(({ row, name, error }) => [row ?? 'all', name, error.code].filter(Boolean).join(' '));
}
