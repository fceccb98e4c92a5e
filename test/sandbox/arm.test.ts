import { describe, expect, test } from '@jest/globals';
import { contoso } from '../../src/sandbox/world/contoso/ids.ts';
import { dev, instance, origin, twins, v } from './addresses.ts';
import { bench } from './bench.ts';

describe('Resource Manager', () => {
  test('wants an api-version, and one that it knows (MissingApiVersionParameter)', async () => {
    const made = bench();
    expect(await made.ask('GET', '/subscriptions')).toMatchObject({
      status: 400,
      body: { error: { code: 'MissingApiVersionParameter' } },
    });
    expect(await made.ask('GET', '/subscriptions?api-version=1999-01-01')).toMatchObject({
      status: 400,
      body: { error: { code: 'InvalidApiVersionParameter' } },
    });
    expect(await made.ask('GET', `${instance('x')}?api-version=2020-03-01-preview`)).toMatchObject({
      status: 400,
      body: { error: { code: 'NoRegisteredProviderFound' } },
    });
  });

  test.each([
    ['/nowhere', 404, 'MissingSubscription'],
    [`${dev}/providers/Microsoft.Nobody`, 404, 'InvalidResourceNamespace'],
    [`${dev}/providers/Microsoft.DigitalTwins/nothing`, 404, 'InvalidResourceType'],
    ['/subscriptions/00000000-0000-0000-0000-000000000009', 404, 'SubscriptionNotFound'],
    [`${dev}/resourceGroups/%E0%A4%A`, 400, 'BadRequest'],
  ])('refuses %s in its own shape', async (path, status, code) => {
    const answer = await bench().ask('GET', `${path}?${v.resources}`);
    expect([answer.status, answer.body.error.code, typeof answer.body.error.message]).toEqual([status, code, 'string']);
  });

  test('writes the same headers on every answer, and echoes the correlation id', async () => {
    const made = bench();
    const correlation = '8e7e66d6-2980-4ca4-9c52-14dada4022c6';
    const { headers } = await made.ask('GET', `/tenants?${v.subscriptions}`, {
      headers: { 'x-ms-correlation-request-id': correlation },
    });
    expect(headers).toMatchObject({
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
      'x-ms-correlation-request-id': correlation,
      'content-type': 'application/json; charset=utf-8',
    });
    expect(headers['x-ms-routing-request-id']).toMatch(/^[A-Z]+:\d{8}T\d{6}Z:[0-9a-f-]{36}$/);
    expect(headers['x-ms-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('checks the token on every call: present, ours, in time, for this audience, of this tenant', async () => {
    const made = bench();
    const ask = (asked: Parameters<typeof made.ask>[2]) => made.ask('GET', `${dev}?${v.subscriptions}`, asked);
    expect(await ask({ as: null })).toMatchObject({ status: 401, body: { error: { code: 'AuthenticationFailed' } } });
    expect((await ask({ as: null })).headers['www-authenticate']).toContain(`authorization_uri="${origin}/`);
    expect(await ask({ as: null, headers: { authorization: 'Bearer a.b.c' } })).toMatchObject({
      status: 401,
      body: { error: { code: 'InvalidAuthenticationToken' } },
    });
    expect(await ask({ audience: twins })).toMatchObject({
      status: 401,
      body: { error: { code: 'InvalidAuthenticationTokenAudience' } },
    });
    expect(await ask({ as: contoso.foreignPrincipal })).toMatchObject({
      status: 401,
      body: { error: { code: 'InvalidAuthenticationTokenTenant' } },
    });
    const old = made.token(contoso.ana, 'https://management.azure.com');
    expect((await ask({ as: null, headers: { authorization: `Bearer ${old}` } })).status).toBe(200);
    made.pass(3601);
    expect(await ask({ as: null, headers: { authorization: `Bearer ${old}` } })).toMatchObject({
      status: 401,
      body: { error: { code: 'ExpiredAuthenticationToken' } },
    });
  });

  test('lets a disabled subscription be read, not written (error ReadOnlyDisabledSubscription)', async () => {
    const made = bench();
    const trial = `/subscriptions/${contoso.trial}`;
    expect((await made.ask('GET', `${trial}/resourcegroups?${v.resources}`)).status).toBe(200);
    expect(
      await made.ask('PUT', `${trial}/resourcegroups/x?${v.resources}`, { body: { location: 'westeurope' } }),
    ).toMatchObject({
      status: 409,
      body: {
        error: {
          code: 'ReadOnlyDisabledSubscription',
          message: `The subscription '${contoso.trial}' is disabled and therefore marked as read only.`,
        },
      },
    });
  });

  test('asks for multi-factor authentication before writes, by a claims challenge (error RequestDisallowedByPolicy (MFA))', async () => {
    const made = bench();
    expect((await made.ask('GET', `${dev}?${v.subscriptions}`, { mfa: false })).status).toBe(200);
    const answer = await made.ask('PUT', `${dev}/resourcegroups/x?${v.resources}`, {
      body: { location: 'westeurope' },
      mfa: false,
    });
    expect(answer.status).toBe(401);
    const claims =
      /error="insufficient_claims", claims="([^"]+)"/.exec(answer.headers['www-authenticate'] ?? '')?.[1] ?? '';
    expect(JSON.parse(Buffer.from(claims, 'base64').toString())).toEqual({
      access_token: { acrs: { essential: true, values: ['p1'] } },
    });
  });

  test("lists a caller's own subscriptions of the token's tenant only", async () => {
    const made = bench();
    const names = async (as: string) =>
      (await made.ask('GET', `/subscriptions?${v.subscriptions}`, { as })).body.value.map((each) => each.displayName);
    expect(await names(contoso.ana)).toEqual([
      'Contoso Dev',
      'Contoso Production',
      'Contoso Test',
      'Contoso Trial (expired)',
    ]);
    expect(await names(contoso.pipeline)).toEqual(['Contoso Dev']);
    expect(await names(contoso.gusAtHome)).toEqual(['Fabrikam Shared']);
    expect(await names(contoso.dina)).toEqual([]);
    expect((await made.ask('GET', `${dev}?${v.subscriptions}`, { as: contoso.dina })).body.error.code).toBe(
      'SubscriptionNotFound',
    );
  });

  test('shows a guest both tenants', async () => {
    const { body } = await bench().ask('GET', '/tenants?api-version=2022-12-01', { as: contoso.gus });
    expect(body.value.map((each) => each.displayName)).toEqual(['Contoso', 'Fabrikam']);
  });
});
