import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openLedger } from '../../src/first-steps/ledger.ts';
import { sample } from '../../src/first-steps/sample.ts';
import { untouchedSample } from '../../src/first-steps/untouched.ts';
import { examine, makeMissing } from '../../src/first-steps/work.ts';
import { type FakeTwins, fakeTwins, patch, refusal, workOn } from './fake-twins.ts';

const instance = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.DigitalTwins/digitalTwinsInstances/factory';
const ids = sample.map(({ key }) => key.id);

let folder: string;
let ledger: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adt-untouched-'));
  ledger = join(folder, 'ledger.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

async function made(): Promise<FakeTwins> {
  const data = fakeTwins();
  const work = workOn(data, openLedger(ledger, instance));
  await makeMissing(work, await examine(work), () => undefined);
  return data;
}

const untouched = async (data: FakeTwins, of = instance): Promise<readonly string[]> =>
  (await untouchedSample(ledger, of, data)).map(({ id }) => id);

describe('what first steps have put into an instance', () => {
  test('is ours, all of it, as long as nobody has changed it', async () => {
    const data = await made();
    expect(await untouched(data, instance.toUpperCase())).toEqual(ids);
    patch(data, 'first-steps-room', { temperature: 25 });
    expect(await untouched(data)).toEqual(ids.filter((id) => id !== 'first-steps-room'));
    data.things.delete('first-steps-floor-contains-room');
    expect(await untouched(data)).toEqual(ids.slice(0, 3));
  });

  test('that was changed and changed back is not known to be ours any more', async () => {
    const data = await made();
    patch(data, 'first-steps-room', {});
    expect(await untouched(data)).toEqual(ids.filter((id) => id !== 'first-steps-room'));
  });

  test('that somebody has switched off is theirs, too', async () => {
    const data = await made();
    const [model = ''] = ids;
    data.things.set(model, { ...data.things.get(model), decommissioned: true });
    expect(await untouched(data)).toEqual(ids.slice(1));
  });

  test('is not ours in another instance, or where something of the same ids was made elsewhere', async () => {
    const data = await made();
    expect(await untouched(data, `${instance}-2`)).toEqual([]);
    rmSync(ledger);
    expect(await untouched(data)).toEqual([]);
    expect(existsSync(ledger)).toBe(false);
  });

  test('is not known where the ledger is damaged, or the instance tells nothing', async () => {
    const data = await made();
    expect(await untouched({ ...data, find: () => Promise.reject(refusal(403)) })).toEqual([]);
    writeFileSync(ledger, '{');
    expect(await untouched(data)).toEqual([]);
  });
});
