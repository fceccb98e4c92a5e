import { expect, test } from '@jest/globals';
import { turnsOf } from '../../../src/azure/http/turns.ts';

interface Held {
  readonly promise: Promise<void>;
  go(): void;
}

function held(): Held {
  let go = (): void => undefined;
  const promise = new Promise<void>((resolve) => (go = resolve));
  return { promise, go: () => go() };
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('at most eight are under way at once, in the order in which they came', async () => {
  const turns = turnsOf();
  const works = Array.from({ length: 20 }, held);
  const begun: number[] = [];
  const all = works.map((work, at) =>
    turns.take(async () => {
      begun.push(at);
      await work.promise;
    }),
  );
  await settle();
  expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  works[3]?.go();
  await settle();
  expect(begun.at(-1)).toBe(8);
  for (const work of works) work.go();
  await Promise.all(all);
  expect(begun).toHaveLength(20);
});

test('one that fails gives its turn on', async () => {
  const turns = turnsOf();
  const failing = Array.from({ length: 9 }, () =>
    turns.take(() => Promise.reject(new Error('no'))).catch(() => 'failed'),
  );
  expect(await Promise.all(failing)).toHaveLength(9);
  expect(await turns.take(() => Promise.resolve('next'))).toBe('next');
});

test('while one rests, no other begins; and that the rest was cut short stops nobody', async () => {
  const turns = turnsOf();
  const rest = held();
  turns.rest(rest.promise);
  turns.rest(Promise.reject(new Error('the program is to end')));
  let isBegun = false;
  const work = turns.take(() => {
    isBegun = true;
    return Promise.resolve();
  });
  await settle();
  expect(isBegun).toBe(false);
  rest.go();
  await work;
  expect(isBegun).toBe(true);
});
