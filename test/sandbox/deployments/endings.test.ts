import { describe, expect, test } from '@jest/globals';
import type { World } from '../../../src/sandbox/world/world.ts';
import { dev } from '../addresses.ts';
import { at, group, scene, site, template } from './scene.ts';

const instanceId = `${dev}/resourceGroups/rg-twins-a/providers/Microsoft.DigitalTwins/digitalTwinsInstances/twins-a`;
const version = (filter: string): string =>
  `api-version=2021-04-01${filter === '' ? '' : `&$filter=${encodeURIComponent(filter)}`}`;

describe('a deployment of a subscription', () => {
  test('canceled: nothing new begins, what began ends by itself and stays; then it is over', async () => {
    const { put, send, made, get } = scene();
    await put('halfway', template([...site('twins-a'), { ...group('rg-late'), dependsOn: ['in-twins-a'] }]));
    made.pass(6);
    expect((await get('halfway')).body.properties.provisioningState).toBe('Running');
    expect((await send('DELETE', at('halfway'))).status).toBe(409);
    const canceled = await send('POST', `${at('halfway')}/cancel`);
    expect([canceled.status, canceled.body]).toEqual([204, undefined]);
    made.pass(60);
    expect((await get('halfway')).body.properties.provisioningState).toBe('Canceled');
    const { value } = (await send('GET', `${at('halfway')}/operations`)).body;
    expect(value.map((each) => each.properties.provisioningState)).toEqual(['Succeeded', 'Canceled']);
    expect((await send('GET', `${instanceId}?api-version=2023-01-31`)).body.properties.provisioningState).toBe(
      'Succeeded',
    );
    expect((await send('GET', `${dev}/resourceGroups/rg-late`)).status).toBe(404);
    const again = await send('POST', `${at('halfway')}/cancel`);
    expect([again.status, again.body.error]).toEqual([
      409,
      {
        code: 'DeploymentCannotBeCancelled',
        message: "The deployment 'halfway' cannot be cancelled because it is in a terminal state 'Canceled'.",
      },
    ]);
  });

  test('deleted: the record goes, what it made stays; listed, exported, looked for', async () => {
    const { put, send, made, ended } = scene();
    await put('kept', template([group('rg-one')]));
    await ended('kept');
    await put('older', template([group('bad.')]));
    await ended('older');
    const names = async (filter = '') =>
      (await send('GET', `${at('')}?${version(filter)}`)).body.value.map((each) => each.name);
    expect(await names()).toEqual(['older', 'kept']);
    expect(await names("provisioningState eq 'Failed'")).toEqual(['older']);
    expect((await send('HEAD', at('kept'))).status).toBe(204);
    expect((await send('POST', `${at('kept')}/exportTemplate`)).body.template).toEqual(template([group('rg-one')]));
    const gone = await send('DELETE', at('kept'));
    expect([gone.status, (await send('GET', gone.headers['location'] ?? '')).status]).toEqual([202, 202]);
    made.pass(2);
    expect((await send('GET', gone.headers['location'] ?? '')).status).toBe(204);
    expect([(await send('HEAD', at('kept'))).status, (await send('DELETE', at('kept'))).status]).toEqual([404, 204]);
    expect((await send('GET', `${dev}/resourceGroups/rg-one`)).status).toBe(200);
  });

  test('goes on from what is on the disk, as if nothing had happened: the same ids, times and outputs', async () => {
    const whole = scene();
    await whole.put('long', template([...site('twins-a'), ...site('twins-b', 'northeurope')]));
    whole.made.pass(6);
    expect((await whole.get('long')).body.properties.provisioningState).toBe('Running');
    const kept = JSON.stringify(whole.made.world());
    const again = scene({ before: () => JSON.parse(kept) as World });
    again.made.pass(6);
    const { properties } = (await whole.ended('long')).body;
    expect(properties.provisioningState).toBe('Succeeded');
    expect((await again.ended('long')).body.properties).toEqual(properties);
    expect(again.made.world().instances).toEqual(whole.made.world().instances);
  });

  test('after seven days what is still running is given up; what was made stays, what waited is never begun', async () => {
    const eightDays = 8 * 24 * 3600;
    const { put, send, made, get } = scene({ settings: { registrationSeconds: 0, creationSeconds: eightDays } });
    await put('endless', template([...site('twins-a'), { ...group('rg-late'), dependsOn: ['in-twins-a'] }]));
    const active = await put('endless', template([]));
    const [, until = ''] = / will expire at '(.*?)' if/.exec(active.body.error.message) ?? [];
    made.now = Date.parse(`${until} UTC`) - 1;
    expect((await get('endless')).body.properties.provisioningState).toBe('Running');
    made.now += 1;
    const { properties } = (await get('endless')).body;
    expect(properties).toMatchObject({ provisioningState: 'Failed', duration: 'PT168H' });
    const inner = at('in-twins-a', `${dev}/resourceGroups/rg-twins-a`);
    expect(properties.error).toMatchObject({
      code: 'DeploymentFailed',
      details: [
        {
          code: 'ResourceDeploymentFailure',
          target: inner,
          message:
            'The resource provision operation did not complete within the allowed timeout period. Please see https://aka.ms/arm-deploy for usage details.',
        },
      ],
    });
    const { value } = (await send('GET', `${at('endless')}/operations`)).body;
    expect(value.map((each) => each.properties.statusCode)).toEqual(['Created', 'RequestTimeout']);
    expect((await put('endless', template([]))).status).toBe(200);
    made.pass(eightDays);
    expect((await send('GET', `${dev}/resourceGroups/rg-late`)).status).toBe(404);
    expect((await send('GET', `${instanceId}?api-version=2023-01-31`)).body.properties.provisioningState).toBe(
      'Succeeded',
    );
  });

  test('where nothing takes time, it is over in a moment all the same', async () => {
    const { put, made, get } = scene({ settings: { registrationSeconds: 0, creationSeconds: 0 } });
    await put('quick', template(site('twins-a')));
    made.pass(1);
    expect((await get('quick')).body.properties.provisioningState).toBe('Succeeded');
    expect(Object.values(made.world().instances).find((each) => each.name === 'twins-a')?.state).toBe('Succeeded');
  });
});
