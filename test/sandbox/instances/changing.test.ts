import { describe, expect, test } from '@jest/globals';
import { instance, provider, v } from '../addresses.ts';
import { registered, withInstance } from '../bench.ts';
import { put } from './bodies.ts';

describe('an instance', () => {
  test('is replaced by a second PUT, tags and all, with 200 (specification: create or update)', async () => {
    const made = await registered();
    await made.ask('PUT', `${instance('again')}?${v.twins}`, {
      body: { location: 'westeurope', tags: { keep: 'me' } },
    });
    made.pass(30);
    const second = await made.ask('PUT', `${instance('AGAIN')}?${v.twins}`, { body: { location: 'westeurope' } });
    expect([second.status, second.body.tags, second.body.name, second.body.properties.provisioningState]).toEqual([
      200,
      null,
      'again',
      'Updating',
    ]);
    const moved = await made.ask('PUT', `${instance('again')}?${v.twins}`, { body: { location: 'eastus' } });
    expect([moved.status, moved.body.error.code]).toEqual([409, 'Conflict']);
    made.pass(30);
    const elsewhere = await made.ask('PUT', `${instance('again')}?${v.twins}`, { body: { location: 'eastus' } });
    expect([elsewhere.status, elsewhere.body.error.code]).toEqual([409, 'InvalidResourceLocation']);
  });

  test.each([
    ['refused', 409],
    ['accepted', 200],
  ] as const)('written while it is being made is %s (belief, both sides)', async (putWhileBusy, status) => {
    const made = await registered({ settings: { putWhileBusy } });
    await made.ask('PUT', `${instance('busy')}?${v.twins}`, put);
    expect((await made.ask('PUT', `${instance('busy')}?${v.twins}`, put)).status).toBe(status);
  });

  test('is changed by PATCH: 202, tags only if given', async () => {
    const made = await withInstance();
    const patched = await made.ask('PATCH', `${instance('Twins-One')}?${v.twins}`, {
      body: { tags: { 1234: 'abcd' } },
    });
    expect([patched.status, patched.body.tags]).toEqual([202, { 1234: 'abcd' }]);
    made.pass(30);
    expect((await made.ask('GET', `${instance('Twins-One')}?${v.twins}`)).body.tags).toEqual({ 1234: 'abcd' });
  });

  test('is gone some time after DELETE; deleting nothing is 204', async () => {
    const made = await withInstance({ settings: { deletionSeconds: 20 } });
    const first = await made.ask('DELETE', `${instance('twins-one')}?${v.twins}`);
    expect([first.status, first.body.properties.provisioningState]).toEqual([202, 'Deleting']);
    made.pass(19);
    expect((await made.ask('GET', `${instance('Twins-One')}?${v.twins}`)).body.properties.provisioningState).toBe(
      'Deleting',
    );
    made.pass(2);
    const gone = await made.ask('GET', `${instance('Twins-One')}?${v.twins}`);
    expect([gone.status, gone.body.error.code]).toEqual([404, 'ResourceNotFound']);
    expect((await made.ask('GET', `${provider}/digitalTwinsInstances?${v.twins}`)).body).toEqual({ value: [] });
    expect((await made.ask('DELETE', `${instance('Twins-One')}?${v.twins}`)).status).toBe(204);
  });
});
