import { execFileSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { quotePosix } from '../../../src/text/shell.ts';
import { fc } from '../../support/properties.ts';
import { argument } from './argument.ts';

test('a thousand and more command lines come back from a real shell as they were', () => {
  const all = fc.sample(
    argument.filter((text) => !text.includes('\0')),
    { numRuns: 3000, seed: 1 },
  );
  for (let at = 0; at < all.length; at += 500) {
    const batch = all.slice(at, at + 500);
    const script = `printf '%s\\0' ${batch.map(quotePosix).join(' ')}`;
    const printed = execFileSync('bash', ['-c', script], { encoding: 'utf8' });
    expect(printed.split('\0').slice(0, -1)).toEqual(batch);
  }
});

test('nothing invisible stands in a line for a POSIX shell', () => {
  const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
  expect(fc.sample(argument, { numRuns: 3000, seed: 2 }).filter((text) => invisible.test(quotePosix(text)))).toEqual(
    [],
  );
});
