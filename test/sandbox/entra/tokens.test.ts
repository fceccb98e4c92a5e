import { describe, expect, test } from '@jest/globals';
import { contoso } from '../../../src/sandbox/world/contoso/ids.ts';
import { cli, dev, origin, v } from '../addresses.ts';
import { bench, clientSecret } from '../bench.ts';
import { claimsOf, post, scope, signedIn, token } from './signing-in.ts';

describe('tokens', () => {
  test('are refreshed for another audience, and in the tenants where one is known only', async () => {
    const made = bench();
    const { refresh_token: refreshToken } = (await signedIn(made)).body as { refresh_token: string };
    const refresh = (tenant: string, wanted: string) =>
      post(made, tenant, token, {
        grant_type: 'refresh_token',
        client_id: cli,
        refresh_token: refreshToken,
        scope: wanted,
      });
    const data = await refresh(contoso.tenant, 'https://digitaltwins.azure.net/.default openid offline_access');
    expect(claimsOf(data.body.access_token)).toMatchObject({
      aud: 'https://digitaltwins.azure.net',
      oid: contoso.ana,
    });
    expect((await refresh('contoso.com', `${origin}/.default`)).status).toBe(200);
    expect((await refresh(contoso.fabrikam, scope)).body).toMatchObject({
      error: 'invalid_grant',
      error_codes: [50020],
    });
    expect((await refresh(contoso.tenant, 'https://example.contoso.com/activity.read')).body.error_codes).toEqual([
      500011,
    ]);
    expect((await refresh(contoso.tenant, 'a/scope')).body.error_codes).toEqual([70011]);
    made.pass(91 * 86_400);
    expect((await refresh(contoso.tenant, scope)).body.error_codes).toEqual([700082]);
  });

  test('of an application: id and secret, in its tenant', async () => {
    const made = bench();
    const ask = (tenant: string, more: Record<string, string>) =>
      post(made, tenant, token, {
        grant_type: 'client_credentials',
        client_id: contoso.automationApp,
        client_secret: clientSecret,
        scope: 'https://management.core.windows.net//.default',
        ...more,
      });
    const answer = await ask(contoso.tenant, {});
    expect(claimsOf(answer.body.access_token)).toMatchObject({
      idtyp: 'app',
      appid: contoso.automationApp,
      oid: contoso.automation,
    });
    expect((await ask(contoso.tenant, { client_secret: 'x' })).body).toMatchObject({
      error: 'invalid_client',
      error_codes: [7000215],
    });
    expect((await ask(contoso.fabrikam, {})).body).toMatchObject({
      error: 'unauthorized_client',
      error_codes: [700016],
    });
    expect((await ask('organizations', {})).body.error_codes).toEqual([50059]);
    expect((await ask('nowhere.example', {})).body).toMatchObject({ error: 'invalid_request', error_codes: [90002] });
    expect((await ask(contoso.tenant, { client_id: cli })).body.error_codes).toEqual([7000218]);
    expect((await ask(contoso.tenant, { grant_type: 'password' })).body.error_codes).toEqual([70003]);
  });

  test('of a guest: another object id here, the account of home, an e-mail for a name', async () => {
    const made = bench({ scenario: 'guest' });
    const { body } = await signedIn(made);
    expect(claimsOf(body.access_token)).toMatchObject({
      oid: contoso.gus,
      tid: contoso.tenant,
      unique_name: 'gus@fabrikam.com',
      idp: `https://sts.windows.net/${contoso.fabrikam}/`,
    });
    expect(claimsOf(body.access_token)).not.toHaveProperty('upn');
    expect(JSON.parse(Buffer.from(body.client_info, 'base64url').toString())).toEqual({
      uid: contoso.gusAtHome,
      utid: contoso.fabrikam,
    });
    expect(claimsOf((await signedIn(made, 'organizations')).body.access_token)).toMatchObject({
      tid: contoso.fabrikam,
      oid: contoso.gusAtHome,
    });
  });

  test('without multi-factor authentication are stepped up by a claims challenge', async () => {
    const made = bench({ settings: { mfaForWrites: true } });
    const put = (access: unknown) =>
      made.ask('PUT', `${dev}/resourceGroups/new?${v.resources}`, {
        as: null,
        body: { location: 'westeurope' },
        headers: { authorization: `Bearer ${String(access)}` },
      });
    const first = (await signedIn(made)).body;
    const challenged = await put(first.access_token);
    expect(challenged.status).toBe(401);
    const claims = Buffer.from(
      /claims="([^"]+)"/.exec(challenged.headers['www-authenticate'] ?? '')?.[1] ?? '',
      'base64',
    ).toString();
    const silent = await post(made, contoso.tenant, token, {
      grant_type: 'refresh_token',
      client_id: cli,
      refresh_token: first.refresh_token,
      scope,
      claims,
    });
    expect(silent.body).toMatchObject({ error: 'interaction_required', error_codes: [50076] });
    expect((await put((await signedIn(made, contoso.tenant, { claims })).body.access_token)).status).toBe(201);
  });
});
