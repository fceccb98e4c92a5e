import { describe, expect, test } from '@jest/globals';
import { clientsOf } from '../../../src/azure/http/clients.ts';
import { connect } from '../../../src/azure/http/connection.ts';
import type { Session } from '../../../src/azure/sign-in/session.ts';
import { newInstance } from '../../support/resources.ts';
import { errorOf } from '../workbench.ts';
import { hostileScene, id, json, wanted } from './scene.ts';

const scene = hostileScene();
const { arrived } = scene;

describe('addresses in answers', () => {
  test('no token is even fetched for a stranger', async () => {
    const connection = await connect({
      cloud: scene.bench.cloud,
      tell: () => undefined,
      allowWrites: () => true,
      timeoutSeconds: 60,
      signal: new AbortController().signal,
      requests: { reads: 0, writes: 0 },
      environment: {},
    });
    let tokens = 0;
    const credential = {
      getToken: () => {
        tokens += 1;
        return Promise.resolve({ token: 'secret', expiresOnTimestamp: Date.now() + 60_000 });
      },
    };
    const clients = clientsOf(connection, {} as Session);
    const asked = await errorOf(clients.send({ url: `${scene.strangers}/x`, scope: 'scope', credential }));
    expect({ code: asked.code, tokens, arrived }).toEqual({ code: 'foreign-origin', tokens: 0, arrived: [] });
  });

  test('a next link to a stranger is not followed', async () => {
    scene.meddle = (_, url) =>
      url.includes('/resourcegroups?')
        ? { status: 200, headers: json, body: JSON.stringify({ value: [], nextLink: `${scene.strangers}/next` }) }
        : undefined;
    expect(await errorOf(scene.port.azure.resourceGroups(id))).toMatchObject({ code: 'foreign-origin' });
    expect(arrived).toEqual([]);
  });

  test("a next link of a list without a client of its own isn't either", async () => {
    scene.meddle = (_, url) =>
      url.includes('/permissions?')
        ? { status: 200, headers: json, body: JSON.stringify({ value: [], nextLink: `${scene.strangers}/next` }) }
        : undefined;
    expect(await errorOf(scene.port.azure.permissions(`/subscriptions/${id}`))).toMatchObject({
      code: 'foreign-origin',
    });
    expect(arrived).toEqual([]);
  });

  test.each([301, 302, 307, 308])('a redirect (%d) is not followed', async (status) => {
    scene.meddle = (_, url) =>
      url.includes('/resourcegroups/')
        ? { status, headers: { location: `${scene.strangers}/x` }, body: '' }
        : undefined;
    expect(await errorOf(scene.port.azure.resourceGroup(id, 'rg-buildings'))).toMatchObject({ code: 'redirected' });
    expect(arrived).toEqual([]);
  });

  test('the addresses of an asynchronous operation are not even looked at', async () => {
    const far = `/subscriptions/${id}/resourceGroups/rg-buildings/providers/Microsoft.DigitalTwins/digitalTwinsInstances/plant-far`;
    scene.meddle = (method, url) =>
      method === 'PUT' && url.includes('digitalTwinsInstances')
        ? {
            status: 201,
            headers: {
              ...json,
              'azure-asyncoperation': `${scene.strangers}/operation`,
              location: `${scene.strangers}/result`,
            },
            body: JSON.stringify({ id: far }),
          }
        : undefined;
    await scene.port.azure.create(newInstance({ ...wanted, name: 'plant-far' }));
    expect(await scene.port.azure.creationFailure(far)).toBeUndefined();
    expect(scene.port.sent()).toHaveLength(1);
    expect(arrived).toEqual([]);
  });

  test.each(['evil.example', 'plant.api.weu.digitaltwins.azure.net.evil.example', 'https://evil.example/'])(
    'the host name %s is refused',
    async (host) => {
      scene.meddle = (method, url) =>
        method === 'GET' && url.includes('digitalTwinsInstances/')
          ? {
              status: 200,
              headers: json,
              body: JSON.stringify({
                id: `/subscriptions/${id}/resourceGroups/rg-buildings/providers/Microsoft.DigitalTwins/digitalTwinsInstances/plant`,
                name: 'plant',
                location: 'westeurope',
                properties: { hostName: host },
              }),
            }
          : undefined;
      expect(await errorOf(scene.port.azure.instance(id, 'rg-buildings', 'plant'))).toMatchObject({
        code: 'unexpected-host-name',
      });
      expect(await errorOf(scene.port.azure.askTwins(id, host, false))).toMatchObject({ code: 'unexpected-host-name' });
    },
  );

  test('the host of an instance of another name is refused', async () => {
    scene.meddle = (method, url) =>
      method === 'GET' && url.includes('digitalTwinsInstances/')
        ? {
            status: 200,
            headers: json,
            body: JSON.stringify({
              id: `/subscriptions/${id}/resourceGroups/rg-buildings/providers/Microsoft.DigitalTwins/digitalTwinsInstances/plant`,
              name: 'plant',
              location: 'westeurope',
              properties: { hostName: scene.cloud.twinsTrial },
            }),
          }
        : undefined;
    expect(scene.cloud.isTwinsHost(scene.cloud.twinsTrial ?? '')).toBe(true);
    expect(await errorOf(scene.port.azure.instance(id, 'rg-buildings', 'plant'))).toMatchObject({
      code: 'unexpected-host-name',
    });
  });
});
