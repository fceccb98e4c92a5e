import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { unforeseen } from '../../src/cli/unforeseen.ts';
import { bugs } from '../../src/version.ts';

describe('a defect', () => {
  const error = new TypeError('x is not a function');

  test('is to be reported where there is an address for that', () => {
    const { words, refusal } = unforeseen(error, 'https://bugs.example');
    expect(words).toMatch(
      /^This is a defect of adt-setup\. Please report it at https:\/\/bugs\.example with these lines:\nTypeError: x is/,
    );
    expect(refusal).toMatchObject({ ending: 'defect', suggestion: expect.stringContaining('https://bugs.example') });
  });

  test('is not, where there is none', () => {
    const { words, refusal } = unforeseen(error, undefined);
    expect(`${words} ${refusal.suggestion}`).not.toMatch(/report/i);
    expect(words).toContain('TypeError: x is not a function');
  });

  test('is no defect where the computer allows too little', () => {
    const { words, refusal } = unforeseen(
      Object.assign(new Error('EMFILE'), { code: 'EMFILE' }),
      'https://bugs.example',
    );
    expect(refusal.ending).toBe('forNow');
    expect(words).toContain('open files');
  });
});

test("the address is that of package.json's bugs", () => {
  const text = readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8');
  const { bugs: named } = JSON.parse(text) as { bugs?: string | { url?: string } };
  expect(bugs).toBe(typeof named === 'string' ? named : named?.url);
});
