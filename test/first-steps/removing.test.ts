import { describe, expect, test } from '@jest/globals';
import { type Removed, removeOurs } from '../../src/first-steps/removal.ts';
import { sample } from '../../src/first-steps/sample.ts';
import { examine, makeMissing, type Work } from '../../src/first-steps/work.ts';
import { type FakeTwins, fakeLedger, fakeTwins, patch, thing, workOn } from './fake-twins.ts';

const ids = sample.map(({ key }) => key.id);
const [roomModel = '', floorModel = '', floor = '', room = '', contains = ''] = ids;

async function made(data: FakeTwins = fakeTwins()): Promise<{ data: FakeTwins; work: ReturnType<typeof workOn> }> {
  const work = workOn(data);
  await makeMissing(work, await examine(work), () => undefined);
  return { data, work };
}

async function remove(work: Work): Promise<readonly Removed[]> {
  return removeOurs(work, await examine(work), () => undefined);
}

const kept = (all: readonly Removed[]): readonly (readonly [string, string])[] =>
  all.filter(({ status }) => status === 'kept').map((each) => [each.thing.key.id, each.why]);

describe('taking the sample away', () => {
  test('the relationship, the twins, the models, and nothing else', async () => {
    const { data, work } = await made();
    data.things.set('somebody-elses', { $metadata: { $model: 'dtmi:x;1' } });
    data.writes.length = 0;
    expect(kept(await remove(work))).toEqual([]);
    expect(data.writes).toEqual([contains, room, floor, floorModel, roomModel].map((id) => `remove ${id}`));
    expect([...data.things.keys()]).toEqual(['somebody-elses']);
  });

  test('a second time, and after a set-up where nothing was made: nothing is sent', async () => {
    const { data, work } = await made();
    await remove(work);
    data.writes.length = 0;
    expect((await remove(work)).map(({ status }) => status)).toEqual(ids.map(() => 'gone'));
    expect(data.writes).toEqual([]);
  });

  test('what has the same ids and was made elsewhere stays', async () => {
    const { data } = await made();
    data.writes.length = 0;
    expect(kept(await remove(workOn(data)))).toHaveLength(ids.length);
    expect(data.writes).toEqual([]);
  });

  test('what was made anew under the same id, as it was, stays', async () => {
    const { data, work } = await made();
    for (const id of [contains, room]) data.things.delete(id);
    await workOn(data).data.make(thing(room).key, thing(room).document);
    expect(kept(await remove(work)).map(([id]) => id)).toEqual([room, roomModel]);
  });

  test.each<[string, (data: FakeTwins) => void, readonly (readonly [string, RegExp])[]]>([
    [
      'a changed twin, and with it its model',
      (data) => patch(data, room, { temperature: 25 }),
      [
        [room, /temperature: 25, was 21.5/],
        [roomModel, /first-steps-room is of this model/],
      ],
    ],
    [
      'a twin with a relationship of somebody else',
      (data) => data.things.set('r9', { $sourceId: 'attic', $targetId: floor }),
      [
        [floor, /relationships: r9/],
        [floorModel, /first-steps-floor is of this model/],
      ],
    ],
    [
      'a model with twins of somebody else',
      (data) => data.things.set('kitchen', { $metadata: { $model: roomModel } }),
      [[roomModel, /twins of it/]],
    ],
    [
      'a changed model',
      (data) => data.things.set(floorModel, { model: {}, uploadTime: 'another' }),
      [[floorModel, /another definition/]],
    ],
    [
      'a changed relationship',
      (data) => data.things.set(contains, { ...data.things.get(contains), since: 2020, $etag: 'x' }),
      [
        [contains, /since: 2020/],
        [room, /relationships/],
        [floor, /relationships/],
        [floorModel, /of this model/],
        [roomModel, /of this model/],
      ],
    ],
  ])('%s stays', async (_, change, expected) => {
    const { data, work } = await made();
    change(data);
    const before = [...data.things.keys()];
    const found = kept(await remove(work));
    expect(found.map(([id]) => id)).toEqual(expected.map(([id]) => id));
    for (const [at, [, why]] of expected.entries()) expect(found[at]?.[1]).toMatch(why);
    expect([...data.things.keys()]).toEqual(
      before.filter((id) => !ids.includes(id) || found.some(([each]) => each === id)),
    );
  });

  test('what changes between the look and the removal stays', async () => {
    const { data, work } = await made();
    const all = await examine(work);
    patch(data, room, { temperature: 30 });
    expect(kept(await removeOurs(work, all, () => undefined))[0]).toEqual([room, 'it was changed just now']);
    expect(data.things.has(room)).toBe(true);
  });

  test('a relationship that is gone and still counts for a while is waited for', async () => {
    const { data, work } = await made();
    let needed = 4;
    const slow = {
      ...work,
      data: {
        ...data,
        remove: (...all: Parameters<typeof data.remove>) =>
          all[0].kind === 'twin' && needed-- > 0 ? Promise.resolve('needed' as const) : data.remove(...all),
      },
    };
    expect(kept(await remove(slow))).toEqual([]);
    expect(work.waited()).toBe(4);
  });

  test('killed at any removal, before or after the instance has taken it, it is carried on', async () => {
    for (const after of [false, true])
      for (let at = 0; at < ids.length; at += 1) {
        const { data, work } = await made();
        let left = at;
        const killed = {
          ...work,
          data: {
            ...data,
            remove: async (...all: Parameters<typeof data.remove>) => {
              if (left-- > 0) return data.remove(...all);
              if (after) await data.remove(...all);
              throw new Error('killed');
            },
          },
        };
        await expect(remove(killed)).rejects.toThrow('killed');
        expect(kept(await remove(work))).toEqual([]);
        expect(data.things.size).toBe(0);
      }
  });

  test('the ledger says nothing more of what is gone', async () => {
    const data = fakeTwins();
    const ledger = fakeLedger();
    const work = workOn(data, ledger);
    await makeMissing(work, await examine(work), () => undefined);
    await remove(work);
    expect(ledger.all.size).toBe(0);
  });
});
