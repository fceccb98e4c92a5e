import { describe, expect, test } from '@jest/globals';
import { details, lost, world } from './world.ts';

describe('the traffic log', () => {
  test('holds both sides, and no secret of either', async () => {
    const { send, log } = world([
      {
        status: 200,
        headers: {
          'content-type': 'application/json',
          'azure-asyncoperation': 'https://management.azure.com/x?api-version=1&t=canary&c=canary&s=canary&h=canary',
        },
        body: '{"name":"n","nested":[{"refresh_token":"canary"}],"text":"eyJhbGciOi.eyJzdWIi.canary"}',
      },
    ]);
    await send(
      'PUT',
      '/subscriptions/1/resourcegroups/g?api-version=2&sig=canary',
      '{"location":"w","client_secret":"canary"}',
      {
        'content-type': 'application/json',
        cookie: 'canary',
      },
    );
    expect(JSON.stringify(log)).not.toMatch(/canary|Bearer/);
    expect(log).toMatchObject([
      {
        method: 'PUT',
        status: 200,
        requestBody: { location: 'w' },
        responseBody: { name: 'n' },
        url: expect.stringContaining('api-version=2') as unknown,
      },
    ]);
    expect(Object.keys(log[0] ?? {})).toEqual([
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
  });

  test('no code of a sign-in, in forms and in answers', async () => {
    const body = '{"device_code":"canary","user_code":"canary","message":"type canary","expires_in":900}';
    const { send, log } = world([{ status: 200, body }], { purpose: 'signIn' });
    await send(
      'POST',
      'https://login.microsoftonline.com/organizations/oauth2/v2.0/token',
      'grant_type=device_code&device_code=canary&client_secret=canary',
      { 'content-type': 'application/x-www-form-urlencoded' },
    );
    expect(JSON.stringify(log)).not.toContain('canary');
    expect(log).toMatchObject([{ requestBody: { grant_type: 'device_code' }, responseBody: { expires_in: 900 } }]);
  });

  test('errors keep their code, and lost answers are lines too', async () => {
    const { send, log } = world([{ status: 409, body: '{"error":{"code":"Conflict","message":"m"}}' }, lost]);
    await send('PUT', '/subscriptions/1/resourcegroups/g');
    await details(send('PUT', '/subscriptions/1/resourcegroups/g'));
    expect(log).toMatchObject([
      { responseBody: { error: { code: 'Conflict' } } },
      { status: null, responseBody: { networkError: 'ECONNRESET' } },
    ]);
  });
});
