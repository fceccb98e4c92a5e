import { expect, test } from '@jest/globals';
import { crashes, crashesOfResumes } from './crashes.ts';
import { diskFaults, powerLosses } from './disks.ts';
import { flips } from './flips.ts';
import { hostileTexts } from './hostile.ts';
import { minds } from './minds/minds.ts';
import { undos, undosOfHalves, undosOfUndos } from './undone.ts';
import { oneFile, wizards } from './wizards.ts';
import { worlds } from './worlds.ts';

test('every truncation and every bit flip of a state file is refused', () => {
  const { trials, violations } = flips();
  expect(violations).toEqual([]);
  expect(trials).toBeGreaterThan(5000);
});

test('X01: a crash at any request, save or question: the next run finishes, nothing is made or asked twice', async () => {
  const { trials, violations } = await crashes();
  expect(violations).toEqual([]);
  expect(trials).toBeGreaterThan(80);
});

test('a crash during the resume of a crash, the same', async () => {
  const { trials, violations } = await crashesOfResumes(29);
  expect(violations).toEqual([]);
  expect(trials).toBeGreaterThan(20);
});

test('an undo ended at any request, save or wait is carried on without a word, and the same can be set up again at once', async () => {
  const { trials, violations } = await undos();
  expect(violations).toEqual([]);
  expect(trials).toBeGreaterThan(60);
});

test('a set-up ended at any request, save or wait is taken back whole, and the same can be set up again at once', async () => {
  const { trials, violations } = await undosOfHalves();
  expect(violations).toEqual([]);
  expect(trials).toBeGreaterThan(60);
});

test('an undo ended while it carries on one that was ended, the same', async () => {
  const { trials, violations } = await undosOfUndos(23);
  expect(violations).toEqual([]);
  expect(trials).toBeGreaterThan(5);
});

test('X10: two to six wizards at once, on one file and on several, make one group, one instance and one assignment', async () => {
  expect((await wizards(1, 20)).violations).toEqual([]);
  expect((await oneFile(10)).violations).toEqual([]);
});

test('random worlds: nothing foreign is touched, nothing made twice, no answer asked again', async () => {
  const { violations, trials } = await worlds(1, 60);
  expect(violations).toEqual([]);
  expect(trials).toBeGreaterThanOrEqual(60);
});

test("changing one's mind: no confirmed answer is lost, none is asked twice", async () => {
  const { violations, trials } = await minds(1, 300);
  expect(violations).toEqual([]);
  expect(trials).toBe(300);
});

test('X02: what a power loss may leave is the last that was saved or the next, and needs both flushes', () => {
  const { violations, trials } = powerLosses(3);
  expect(violations).toEqual([]);
  expect(trials).toBeGreaterThan(50);
});

test('whatever operation of a save fails, the file is whole and progress is kept', () => {
  const { violations, trials } = diskFaults(3);
  expect(violations).toEqual([]);
  expect(trials).toBeGreaterThan(100);
});

test('no hostile string in any text from outside puts a raw control character on the screen', () => {
  const { violations, trials } = hostileTexts();
  expect(violations).toEqual([]);
  expect(trials).toBeGreaterThanOrEqual(2400);
});
