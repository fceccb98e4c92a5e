import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readAnswersFile } from '../../src/cli/answers-file.ts';
import { distinct } from '../../src/cli/other-options.ts';
import { answers } from '../../src/export/answers.ts';
import { arm } from '../../src/export/arm.ts';
import type { Exported, ExportFile } from '../../src/export/exported.ts';
import { summary } from '../../src/export/summary.ts';
import { safe } from '../../src/text/safe.ts';
import { looksSecret } from '../../src/text/secrets.ts';
import { steps } from '../../steps/index.ts';
import { everything, tagged } from '../support/exported.ts';
import { hostile } from '../support/judges/hostile-texts.ts';

/* What an export says is read back by whoever reads such files. The others have their own judges in test/judges and beside this file. */

const text = (format: (exported: Exported) => readonly ExportFile[], exported: Exported): string =>
  format(exported)[0]?.text ?? '';

describe('answers, as the wizard reads them', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'adt-answers-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const questions = distinct(steps.flatMap((step) => step.questions));

  function readBack(exported: Exported): Readonly<Record<string, string>> {
    const file = join(folder, 'answers.json');
    writeFileSync(file, text(answers, exported));
    const read = Object.entries(readAnswersFile(file, questions).answers);
    return Object.fromEntries(read.map(([key, { value }]) => [key, value]));
  }

  test('every answer comes back', () => {
    const written = JSON.parse(text(answers, everything)) as Record<string, unknown>;
    expect(readBack(everything)).toEqual({ ...written, tags: JSON.stringify(written['tags']) });
  });

  test('a thousand tags come back as they were, in the form in which answers are compared', () => {
    // What Azure takes as a tag, and what an answer may be: nothing that can't be seen as a character of control, and no secret.
    const isTag = (key: string, value: string): boolean =>
      !/[<>%&\\?/\p{Cc}\p{Cs}]/u.test(key) && !/[\p{Cc}\p{Cs}]/u.test(value) && !looksSecret(`${key}=${value}`);
    const all = hostile(4000)
      .map((each, at) => [`${each}${at}`, each] as const)
      .filter(([key, value]) => isTag(key, value))
      .slice(0, 1000);
    expect(all).toHaveLength(1000);
    const special = ['__proto__', 'constructor', 'toString', 'none', '{'].map((each) => [each, each] as const);
    const inForm = (each: string): string => each.normalize('NFC');
    for (let at = 0; at < all.length; at += 40) {
      const some = [...all.slice(at, at + 40), ...special];
      const { tags } = readBack(tagged(Object.fromEntries(some)));
      expect(Object.entries(JSON.parse(tags ?? '') as object)).toEqual(
        some.map(([key, value]) => [inForm(key), inForm(value)]),
      );
    }
  });
});

/** A text of a template as Resource Manager takes it: what stands in brackets is computed, unless there are two at its beginning. */
function inTemplate(each: string): string {
  if (!each.startsWith('[') || !each.endsWith(']')) return each;
  if (!each.startsWith('[[')) throw new Error(`${each} is computed`);
  return each.slice(1);
}

test("a thousand texts come back from the template's JSON, those in brackets with one more in front", () => {
  const texts = hostile(1000);
  const { resources } = JSON.parse(
    text(arm, tagged(Object.fromEntries(texts.map((each, at) => [`k${at}`, each])))),
  ) as {
    readonly resources: readonly { readonly tags: Readonly<Record<string, string>> }[];
  };
  const read = Object.values(resources[0]?.tags ?? {}).map(inTemplate);
  expect(read).toEqual(texts);
});

/** The code spans in a line of Markdown (CommonMark 0.31, "Code spans"). */
function spans(line: string): readonly string[] {
  const all: string[] = [];
  for (let rest = line; ; ) {
    const [open = ''] = /`+/.exec(rest) ?? [];
    if (open === '') return all;
    const inner = rest.slice(rest.indexOf(open) + open.length);
    const close = [...inner.matchAll(/`+/g)].find(([run]) => run === open);
    if (close === undefined) throw new Error(`A code span is not closed in ${line}`);
    const shown = inner.slice(0, close.index);
    all.push(/^ .* $/.test(shown) && shown.trim() !== '' ? shown.slice(1, -1) : shown);
    rest = inner.slice(close.index + open.length);
  }
}

test('a thousand texts stand in the page as they are shown elsewhere, each as one piece of code', () => {
  const texts = [...hostile(1000), ' ', '  ', '`', '``', ' ` ', ' a ', '` `', 'a `b'];
  const page = text(summary, tagged(Object.fromEntries(texts.map((each, at) => [`k${at}${each}`, each]))));
  const lines = page.split('\n').filter((line) => line.startsWith('  - tag '));
  expect(lines.map(spans)).toEqual(texts.map((each, at) => [safe(`k${at}${each}`), safe(each)]));
});
