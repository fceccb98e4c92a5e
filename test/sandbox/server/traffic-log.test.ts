import { describe, expect, test } from '@jest/globals';
import type { TrafficEntry } from '../../../src/sandbox/server.ts';
import { authorized, client, newDirectory, resources, started } from './scene.ts';

describe('the traffic log', () => {
  test("has every request in the contract's shape, and nothing secret", async () => {
    const entries: TrafficEntry[] = [];
    const sandbox = await started({
      dataDirectory: newDirectory(),
      log: (entry) => entries.push(entry),
      settings: { registrationSeconds: 0 },
    });
    const ask = await authorized(sandbox);
    const { ask: plain } = client(sandbox);
    const code = JSON.parse(
      (
        await plain('POST', '/organizations/oauth2/v2.0/devicecode', {
          body: `client_id=04b07795-8ddb-461a-bbee-02f9e1bf7b46&scope=openid`,
        })
      ).text,
    ) as Record<string, string>;
    await ask(
      'POST',
      `/subscriptions/${sandbox.subscriptionId}/providers/Microsoft.DigitalTwins/register?${resources}`,
    );
    const put = await ask(
      'PUT',
      `/subscriptions/${sandbox.subscriptionId}/resourceGroups/rg-iot/providers/Microsoft.DigitalTwins/digitalTwinsInstances/logged?api-version=2023-01-31`,
      { location: 'westeurope' },
    );
    await ask('GET', String(put.headers['azure-asyncoperation']));
    expect(entries.map((each) => each.status)).toEqual([200, 200, 200, 201, 200]);
    expect(Object.keys(entries[0] ?? {})).toEqual([
      'time',
      'method',
      'url',
      'requestHeaders',
      'requestBody',
      'status',
      'responseHeaders',
      'responseBody',
      'ms',
    ]);
    const text = JSON.stringify(entries);
    const signature = new URL(String(put.headers['azure-asyncoperation'])).searchParams;
    const secrets = [
      sandbox.servicePrincipal.clientSecret,
      code['user_code'],
      code['device_code'],
      signature.get('s'),
      signature.get('h'),
      signature.get('c'),
    ];
    for (const secret of secrets) expect(text).not.toContain(secret);
    expect(text).not.toMatch(/eyJ[\w-]+\.[\w-]+\.[\w-]+/);
    expect(text).toContain('[hidden]');
  });
});
