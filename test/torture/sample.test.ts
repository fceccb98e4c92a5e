import { expect, test } from '@jest/globals';
import { crashes, crashesOfResumes } from './crashes.ts';
import { flips } from './flips.ts';

test('every truncation and every bit flip of a state file is refused', () => {
  const { trials, violations } = flips();
  expect(violations).toEqual([]);
  expect(trials).toBeGreaterThan(5000);
});

test('a crash at any request, save or question: the next run finishes, nothing is made or asked twice', async () => {
  const { trials, violations } = await crashes();
  expect(violations).toEqual([]);
  expect(trials).toBeGreaterThan(80);
});

test('a crash during the resume of a crash, the same', async () => {
  const { trials, violations } = await crashesOfResumes(7);
  expect(violations).toEqual([]);
  expect(trials).toBeGreaterThan(100);
});
