import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { removeOurs } from '../../src/first-steps/removal.ts';
import { columns, query, sample } from '../../src/first-steps/sample.ts';
import { answer, examine, makeMissing } from '../../src/first-steps/work.ts';
import type { TwinsData, TwinsKey } from '../../src/port/twins.ts';
import { contoso } from '../../src/sandbox/world/contoso/ids.ts';
import { dataOwner, id, made, ownersBench } from '../azure/live/bench.ts';
import type { Port, Workbench } from '../azure/workbench.ts';
import { newAssignment } from '../support/resources.ts';
import { fakeLedger, thing, workOn } from './fake-twins.ts';

let bench: Workbench;
let port: Port;
let data: TwinsData;
let hostName: string;

beforeAll(async () => {
  ({ bench, port } = await ownersBench());
  const instance = await made(bench, port, 'first-twins');
  const name = '6f1f8f5e-9d5a-5d0a-8d5f-2f1f7a9a0009';
  await port.azure.create(
    newAssignment({ scope: instance.id, name, roleId: dataOwner, principalId: contoso.ana, principalType: 'User' }),
  );
  bench.later(600);
  ({ hostName } = instance);
  data = port.azure.twinsData(id, hostName);
});
afterAll(() => bench.close());

test('the port makes the sample, finds it as it was made, answers the query, and takes it away', async () => {
  const work = workOn(data, fakeLedger());
  await makeMissing(work, await examine(work), () => undefined);
  const all = await examine(work);
  expect(all.map(({ ours, differences }) => [ours, differences])).toEqual(sample.map(() => [true, []]));
  const rows = await answer(work, query);
  expect(rows).toEqual([{ floor: 'Ground floor', room: 'Meeting room', temperature: 21.5 }]);
  expect(Object.keys(rows[0] ?? {})).toEqual([...columns]);
  port.sent();
  const { writes } = port.azure.requests;
  await makeMissing(work, await examine(work), () => undefined);
  await answer(work, query);
  expect(port.azure.requests.writes).toBe(writes);
  expect((await removeOurs(work, all, () => undefined)).map(({ status }) => status)).toEqual(
    sample.map(() => 'removed'),
  );
  expect((await examine(work)).every(({ document }) => document === undefined)).toBe(true);
});

test('what is there is never written over, what has changed is not removed, what is needed neither', async () => {
  const [model, , floor, room] = sample;
  for (const each of sample) expect(await data.make(each.key, each.document)).toBe('made');
  for (const each of sample)
    expect(await data.make(each.key, { ...each.document, comment: 'another' })).toBe('there-already');
  const twin = thing('first-steps-room').key;
  expect((await data.find(twin))?.['name']).toBe('Meeting room');
  expect(await data.remove(twin, 'W/"00000000-0000-0000-0000-000000000000"')).toBe('changed');
  expect(await data.remove(floor?.key ?? twin, String((await data.find(floor?.key ?? twin))?.['$etag']))).toBe(
    'needed',
  );
  expect(await data.relationshipsAt(room?.key.id ?? '')).toEqual(['first-steps-floor-contains-room']);
  expect(await data.relationshipsAt('nobody')).toEqual([]);
  expect(await data.remove({ kind: 'twin', id: 'nobody' }, 'W/"x"')).toBe('gone');
  expect((await data.find(model?.key ?? twin))?.['model']).toEqual(model?.document);
});

test('a refusal is said in words, and a 404 of the whole instance is no "absent"', async () => {
  await expect(data.make({ kind: 'twin', id: 'x' }, { $metadata: { $model: 'dtmi:none;1' } })).rejects.toMatchObject({
    httpStatus: 400,
  });
  const elsewhere = port.azure.twinsData(id, new URL(bench.sandbox.origin).host.concat('/other.api.weu'));
  await expect(elsewhere.find({ kind: 'twin', id: 'x' })).rejects.toMatchObject({ ending: 'signIn', httpStatus: 404 });
});

test('what an instance holds besides the sample is counted by what it is, not by how much there is', async () => {
  for (const { key, document } of sample) await data.make(key, document);
  const counted = (besides: readonly TwinsKey[]): ReturnType<typeof port.azure.holdings> =>
    port.azure.holdings(id, hostName, besides);
  const keys = sample.map(({ key }) => key);
  expect(await counted([])).toEqual({ models: 2, twins: 2, relationships: 1, eventRoutes: 0 });
  expect(await counted(keys)).toEqual({ models: 0, twins: 0, relationships: 0, eventRoutes: 0 });
  const attic = "first-steps-o'attic";
  await data.make({ kind: 'twin', id: attic }, thing('first-steps-floor').document);
  // The same id, at another twin.
  const { key, document } = thing('first-steps-floor-contains-room');
  await data.make({ kind: 'relationship', id: key.id, source: attic }, document);
  expect(await counted(keys)).toEqual({ models: 0, twins: 1, relationships: 1, eventRoutes: 0 });
  expect(await counted([{ kind: 'twin', id: attic }])).toMatchObject({ models: 2, twins: 2 });
});
