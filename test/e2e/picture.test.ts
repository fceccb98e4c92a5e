import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { linesIn } from '../picture/drawing.ts';
import { record } from '../picture/recording.ts';

const pictures = join(import.meta.dirname, '..', '..', 'docs', 'picture');
const animated = readFileSync(join(pictures, 'set-up.svg'), 'utf8');
const still = readFileSync(join(pictures, 'plan.svg'), 'utf8');

test('the pictures are what the program shows (npm run picture draws them anew)', async () => {
  const seen = (await record()).map(({ lines }) => lines);
  expect(linesIn(animated)).toEqual(seen);
  expect(seen).toContainEqual(linesIn(still)[0]);
});

test.each([
  ['animated', animated],
  ['still', still],
])('the %s picture is small, and brings all that it needs', (_, picture) => {
  expect(Buffer.byteLength(picture)).toBeLessThan(150_000);
  expect(picture).not.toMatch(/<script|<image|href|url\(|@import|\son\w+=/i);
});
