import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { scenarios } from '../../src/sandbox/scenarios.ts';

const root = join(import.meta.dirname, '..', '..');
const section = readFileSync(join(root, 'docs', 'sandbox.md'), 'utf8');

/** Rows of its tables of claims: the claim, the file and the title of the test that witnesses it. */
const claims = [...section.matchAll(/^\| (.+) \| `(test\/[\w/.-]+)`: "(.+)" \|$/gm)].map(
  ([, claim = '', file = '', title = '']) => [claim, file, title] as const,
);

/** Whether a test file has a test, or a group of tests, of this title that is not left out. */
function has(source: string, title: string): boolean {
  const literal = [`'${title}'`, `"${title}"`, `\`${title}\``];
  return literal.some((each) => {
    const at = source.indexOf(`${each},`);
    const before = source.slice(0, Math.max(0, at)).trimEnd();
    return at >= 0 && before.endsWith('(') && !/\b(?:skip|todo|failing)\($/.test(before);
  });
}

describe('what docs/sandbox.md claims of the sandbox', () => {
  test("is said in both tables: what it does, and what it doesn't", () => {
    expect(section).toContain('| it does | seen by the test |');
    expect(section).toContain("| it doesn't | seen by the test |");
    const rows = section.split('\n').filter((line) => line.startsWith('| ') && line.includes('test/'));
    expect(claims).toHaveLength(rows.length);
    expect(claims.length).toBeGreaterThan(25);
  });

  test.each(claims)('%s', (_, file, title) => {
    expect(has(readFileSync(join(root, file), 'utf8'), title)).toBe(true);
  });

  test('names the scenarios as the program does', () => {
    for (const { name, description } of scenarios) expect(section).toContain(`| \`${name}\` | ${description} |`);
  });
});

test('a title that no test has is not found, nor one that is left out', () => {
  const source = "test('one', () => {}); test.skip('two', () => {}); // 'three',";
  expect(['one', 'two', 'three', 'four'].map((title) => has(source, title))).toEqual([true, false, false, false]);
});
