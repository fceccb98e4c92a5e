import { describe, expect, test } from '@jest/globals';
import { sample } from '../../src/first-steps/sample.ts';
import { answer, examine, makeMissing, strangers } from '../../src/first-steps/work.ts';
import { fakeLedger, fakeTwins, patch, refusal, thing, workOn } from './fake-twins.ts';

const ids = sample.map(({ key }) => key.id);
const room = 'dtmi:com:example:firststeps:Room;1';

async function make(work: ReturnType<typeof workOn>): Promise<void> {
  await makeMissing(work, await examine(work), () => undefined);
}

describe('making the sample', () => {
  test('makes each thing once, what is needed first, and a second run writes nothing', async () => {
    const data = fakeTwins();
    const ledger = fakeLedger();
    await make(workOn(data, ledger));
    expect(data.writes).toEqual(ids.map((id) => `make ${id}`));
    await make(workOn(data, ledger));
    expect(data.writes).toHaveLength(ids.length);
    expect(
      (await examine(workOn(data, ledger))).every(({ ours, differences }) => ours && differences.length === 0),
    ).toBe(true);
  });

  test.each([0, 1, 3, 20])('waits until what was written shows: %s looks late', async (lag) => {
    const data = fakeTwins(lag);
    const work = workOn(data);
    await make(work);
    expect(data.writes).toHaveLength(ids.length);
    expect(work.waited()).toBe(lag * ids.length);
  });

  test('what never shows ends for now, and the next run makes nothing twice', async () => {
    const data = fakeTwins(1000);
    const ledger = fakeLedger();
    await expect(make(workOn(data, ledger))).rejects.toMatchObject({ ending: 'forNow', code: 'not-shown-yet' });
    expect(data.writes).toEqual([`make ${room}`]);
    expect(ledger.begun(room)).toBe(true);
  });

  test.each([400, 404])('a twin that is refused with %s while its model is new is tried again', async (status) => {
    const data = fakeTwins();
    let refusals = 2;
    const plain = data.make;
    const early = {
      ...data,
      make: (...all: Parameters<typeof plain>) =>
        all[0].kind === 'twin' && refusals-- > 0 ? Promise.reject(refusal(status)) : plain(...all),
    };
    await make(workOn(early));
    expect(data.things.size).toBe(ids.length);
  });

  test.each([400, 403, 409])('a refusal of %s that waiting can not cure is said at once', async (status) => {
    const data = fakeTwins(0, { make: () => Promise.reject(refusal(status)) });
    const work = workOn(data);
    await expect(make(work)).rejects.toMatchObject({ httpStatus: status });
    expect(work.waited()).toBe(0);
  });

  test('a kill at any write, before or after the instance has taken it: the next run ends with everything, each once, and ours', async () => {
    for (const after of [false, true])
      for (let at = 0; at < ids.length; at += 1) {
        const data = fakeTwins();
        const ledger = fakeLedger();
        let left = at;
        const killed = {
          ...data,
          make: async (...all: Parameters<typeof data.make>) => {
            if (left-- > 0) return data.make(...all);
            if (after) await data.make(...all);
            throw new Error('killed');
          },
        };
        await expect(make(workOn(killed, ledger))).rejects.toThrow('killed');
        const work = workOn(data, ledger);
        await make(work);
        expect(data.writes.toSorted()).toEqual(ids.map((id) => `make ${id}`).toSorted());
        expect((await examine(work)).every(({ ours }) => ours)).toBe(true);
      }
  });

  test('what somebody else makes between the look and the sending is left, and is not ours', async () => {
    const data = fakeTwins();
    const work = workOn(data);
    const all = await examine(work);
    await workOn(data).data.make(thing(room).key, thing(room).document);
    await makeMissing(work, all, () => undefined);
    const seen = await examine(work);
    expect(seen.filter(({ ours }) => !ours).map(({ thing: { key } }) => key.id)).toEqual([room]);
  });
});

describe('what is there and was not made here', () => {
  test('the same sample of somebody else is used, and nothing is written', async () => {
    const data = fakeTwins();
    await make(workOn(data));
    const work = workOn(data);
    await make(work);
    expect(data.writes).toHaveLength(ids.length);
    expect((await examine(work)).some(({ ours }) => ours)).toBe(false);
  });

  test.each<[string, string, object, readonly string[]]>([
    ['a model of another definition', room, { model: { '@id': room, contents: [] } }, ['another definition']],
    ['a decommissioned model', room, { model: thing(room).document, decommissioned: true }, ['it is decommissioned']],
    [
      'a twin of another model',
      'first-steps-room',
      { $metadata: { $model: 'dtmi:x;1' } },
      ['model: "dtmi:x;1", was "dtmi:com:example:firststeps:Room;1"', 'x'],
    ],
    [
      'a relationship to another twin',
      'first-steps-floor-contains-room',
      { $targetId: 'attic', $relationshipName: 'contains' },
      ['$targetId: "attic", was "first-steps-room"'],
    ],
  ])('%s is named, and nothing can be built on it', async (_, id, document, [difference]) => {
    const data = fakeTwins();
    data.things.set(id, document as never);
    const found = strangers(await examine(workOn(data)));
    expect(found.map(({ thing: { key }, differences }) => [key.id, differences[0]])).toEqual([[id, difference]]);
    expect(data.writes).toEqual([]);
  });

  test('a twin with other values is no stranger: people change them', async () => {
    const data = fakeTwins();
    const work = workOn(data);
    await make(work);
    patch(data, 'first-steps-room', { temperature: 25 });
    const all = await examine(work);
    expect(strangers(all)).toEqual([]);
    expect(all.flatMap(({ differences }) => differences)).toEqual(['temperature: 25, was 21.5']);
  });
});

describe('the answer', () => {
  test('is waited for while queries do not show it yet', async () => {
    let looks = 0;
    const data = fakeTwins(0, { query: () => Promise.resolve((looks += 1) < 8 ? [] : [{ room: 'Meeting room' }]) });
    const work = workOn(data);
    expect(await answer(work, 'q')).toEqual([{ room: 'Meeting room' }]);
    expect(work.waited()).toBe(7);
  });

  test('that does not come ends for now', async () => {
    const work = workOn(fakeTwins(0, { query: () => Promise.resolve([]) }));
    await expect(answer(work, 'q')).rejects.toMatchObject({ ending: 'forNow' });
  });
});
