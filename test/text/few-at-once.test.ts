import { expect, test } from '@jest/globals';
import { fewAtOnce } from '../../src/text/few-at-once.ts';

test('a few at a time, whatever each takes, and in their order', async () => {
  let now = 0;
  let most = 0;
  const open: (() => void)[] = [];
  const work = async (item: number): Promise<number> => {
    now += 1;
    most = Math.max(most, now);
    await new Promise<void>((resolve) => open.push(resolve));
    now -= 1;
    return item * 2;
  };
  const items = Array.from({ length: 30 }, (_, at) => at);
  const all = fewAtOnce(items, work);
  // The last that began ends first.
  while (open.length > 0) {
    open.pop()?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(await all).toEqual(items.map((each) => each * 2));
  expect(most).toBe(8);
});

test('nothing for nothing; an error ends it', async () => {
  expect(await fewAtOnce([], () => Promise.resolve(1))).toEqual([]);
  await expect(fewAtOnce([1, 2], () => Promise.reject(new Error('no')))).rejects.toThrow('no');
});
