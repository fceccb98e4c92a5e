import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { InterruptedError } from '../../../src/errors.ts';
import type { Cloud } from '../../../src/port/cloud.ts';
import { contoso } from '../../../src/sandbox/world/contoso/ids.ts';
import { errorOf, type Workbench, workbench } from '../workbench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await workbench();
});
afterAll(() => bench.close());

describe('by code', () => {
  test("shows the code with the cloud's own page, and says who one is", async () => {
    const { azure, events, log } = bench.open();
    expect(await azure.signIn('device-code', undefined)).toEqual({
      kind: 'user',
      displayName: 'Ana Lima',
      username: 'ana@contoso.com',
      tenantId: contoso.tenant,
      tenantName: 'Contoso',
      objectId: contoso.ana,
      method: 'device-code',
    });
    expect(events).toEqual([
      {
        kind: 'device-code',
        userCode: expect.stringMatching(/^[A-Z0-9]{9}$/) as unknown,
        verificationUri: bench.cloud.deviceLogin,
        expiresInSeconds: 900,
        approvesItself: true,
      },
    ]);
    expect(log.filter((entry) => entry.url.includes('/discovery/instance'))).toEqual([]);
    // The directories, and the subscriptions, which are asked for next.
    expect(azure.requests).toEqual({ reads: 2, writes: 0 });
  });

  /** The sandbox, which says that codes are typed at another page. */
  const namingPage = (page: string): Promise<Cloud> =>
    bench.meddled(
      () => undefined,
      (body) => body.replace(/"verification_uri":"[^"]*"/, `"verification_uri":"${page}"`),
    );

  test.each(['https://microsoft.com.evil.example/devicelogin', 'http://microsoft.com/devicelogin', 'devicelogin'])(
    'shows no code of a server that names the page %s',
    async (page) => {
      const cloud = { ...(await namingPage(page)), name: 'AzureCloud', practice: false } as const;
      const { azure, events } = bench.open({ cloud });
      expect(await errorOf(azure.signIn('device-code', undefined))).toMatchObject({
        ending: 'signIn',
        code: 'foreign-sign-in-page',
      });
      expect(events).toEqual([]);
    },
  );

  test("in the sandbox shows no code of a server that names a page of Microsoft's", async () => {
    const { azure, events } = bench.open({ cloud: await namingPage('https://microsoft.com/devicelogin') });
    expect(await errorOf(azure.signIn('device-code', undefined))).toMatchObject({ code: 'foreign-sign-in-page' });
    expect(events).toEqual([]);
  });

  test.each(['A\\u001b[2J', 'ABC DEF', 'ABC', 'A'.repeat(41)])('shows no code that is none: %s', async (code) => {
    const naming = (body: string): string => body.replace(/"user_code":"[^"]*"/, `"user_code":"${code}"`);
    const { azure, events } = bench.open({ cloud: await bench.meddled(() => undefined, naming) });
    expect(await errorOf(azure.signIn('device-code', undefined))).toMatchObject({ ending: 'signIn' });
    expect(events).toEqual([]);
  });

  test("shows the cloud's own page also when the server names another one of Microsoft's", async () => {
    const cloud = {
      ...(await namingPage('https://microsoft.com/another')),
      name: 'AzureCloud',
      practice: false,
    } as const;
    const { azure, events } = bench.open({ cloud });
    await azure.signIn('device-code', undefined);
    expect(events).toMatchObject([{ verificationUri: cloud.deviceLogin }]);
  });

  test.each<[string, string, string, string]>([
    ['expired', 'expired_token', 'AADSTS70020: This device code has expired.\r\nTrace ID: t', 'AADSTS70020'],
    ['declined', 'authorization_declined', 'The end user denied the authorization request.', 'authorization_declined'],
    ['blocked', 'access_denied', 'AADSTS53003: Access has been blocked by Conditional Access policies.', 'AADSTS53003'],
  ])('a code that is %s', async (_, error, description, code) => {
    const cloud = await bench.meddled((method, url) =>
      method === 'POST' && url.includes('/token')
        ? {
            status: 400,
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ error, error_description: description, error_codes: [] }),
          }
        : undefined,
    );
    const { azure, events } = bench.open({ cloud });
    expect(await errorOf(azure.signIn('device-code', undefined))).toMatchObject({
      ending: 'signIn',
      code,
      again: 'answer',
      cures: ['sign-in'],
    });
    // Whoever is late gets a new code, but not for ever.
    expect(events.map((event) => event.kind === 'device-code' && event.renewed)).toEqual(
      code === 'AADSTS70020' ? [undefined, true, true, true] : [undefined],
    );
  });

  test('a sign-in page of a public network in between', async () => {
    const cloud = await bench.meddled(() => ({
      status: 200,
      headers: { 'content-type': 'text/html' },
      body: '<html>Welcome</html>',
    }));
    const { azure } = bench.open({ cloud });
    expect(await errorOf(azure.signIn('device-code', undefined))).toMatchObject({
      ending: 'forNow',
      code: 'unusable-answer',
    });
  });

  test('an unknown tenant', async () => {
    const { azure } = bench.open();
    const details = await errorOf(azure.signIn('device-code', '00000000-0000-4000-8000-00000000dead'));
    expect(details).toMatchObject({ ending: 'signIn', again: 'answer', cures: ['directory'] });
    expect(details.message).toContain('00000000-0000-4000-8000-00000000dead');
  });

  test('ends when the program ends', async () => {
    const { azure, stop } = bench.open();
    const reason = new InterruptedError('SIGINT');
    const work = azure.signIn('device-code', undefined);
    stop.abort(reason);
    await expect(work).rejects.toBe(reason);
  });
});
