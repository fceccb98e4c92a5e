import { describe, expect, test } from '@jest/globals';
import { lookAt, sideBySide } from '../../../src/many/arm/look-at.ts';
import { resourceAt } from '../../support/resources.ts';

const id = (name: string): string => `/subscriptions/s/resourceGroups/${name}`;

describe('side by side', () => {
  test('no more than eight are under way at once, and all are done', async () => {
    let [under, most] = [0, 0];
    const done: number[] = [];
    await sideBySide(
      Array.from({ length: 30 }, (_, at) => at),
      async (each) => {
        under += 1;
        most = Math.max(most, under);
        await new Promise(setImmediate);
        under -= 1;
        done.push(each);
      },
    );
    expect([most, done.length, new Set(done).size]).toEqual([8, 30, 30]);
  });

  test('nothing more is begun once one has failed', async () => {
    const begun: number[] = [];
    const work = async (each: number): Promise<void> => {
      begun.push(each);
      await Promise.resolve();
      if (each === 1) throw new Error('refused');
    };
    await expect(sideBySide([0, 1, 2, 3, 4, 5, 6, 7], work, 2)).rejects.toThrow('refused');
    await new Promise(setImmediate);
    expect(begun.length).toBeLessThan(5);
  });
});

test('what is named several times is looked at once, all in one go', async () => {
  const asked: string[] = [];
  const gos = new Set<unknown>();
  const found = await lookAt(
    {
      find: (key, together) => {
        asked.push(key.id);
        gos.add(together);
        return Promise.resolve(key.id.endsWith('absent') ? undefined : { id: key.id, born: '2026-01-01' });
      },
    },
    [id('rg-a'), id('RG-A'), id('absent'), id('rg-b')].map(resourceAt),
  );
  expect(asked).toEqual([id('RG-A'), id('absent'), id('rg-b')]);
  expect([gos.size, gos.has(undefined)]).toEqual([1, false]);
  expect([...found.keys()]).toEqual([id('rg-a'), id('rg-b')].map((each) => each.toLowerCase()));
});
