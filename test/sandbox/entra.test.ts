import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { contoso } from '../../src/sandbox/world/contoso/ids.ts';
import { type Answer, type Bench, bench, cli, clientSecret, dev, origin, v } from './bench.ts';

const scope = 'https://management.core.windows.net//.default openid profile offline_access';
const token = '/oauth2/v2.0/token';

const post = (made: Bench, tenant: string, path: string, fields: Record<string, string>): Promise<Answer> =>
  made.ask('POST', `/${tenant}${path}`, { as: null, body: fields });

const claimsOf = (jwt: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;

async function signedIn(
  made: Bench,
  tenant: string = contoso.tenant,
  more: Record<string, string> = {},
): Promise<Answer> {
  const start = await post(made, tenant, '/oauth2/v2.0/devicecode', { client_id: cli, scope, ...more });
  made.pass(60);
  const { device_code: code } = start.body as { device_code: string };
  return post(made, tenant, token, {
    grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
    client_id: cli,
    device_code: code,
    code,
    scope,
    ...more,
  });
}

describe('device code', () => {
  test('is nine characters, 900 seconds, and has no complete address (recorded exchange: entra device code start)', async () => {
    const { body } = await post(
      bench({ settings: { deviceCodeInterval: 5 } }),
      'organizations',
      '/oauth2/v2.0/devicecode',
      { client_id: cli, scope },
    );
    expect(body).toMatchObject({ verification_uri: `${origin}/devicelogin`, expires_in: 900, interval: 5 });
    expect(body.user_code).toMatch(/^[A-Z2-9]{9}$/);
    expect(body.message).toBe(
      `To sign in, use a web browser to open the page ${origin}/devicelogin and enter the code ${body.user_code} to authenticate.`,
    );
  });

  test('is approved by itself after a moment, once, and gives all four tokens', async () => {
    const made = bench();
    const answer = await signedIn(made);
    expect(answer.status).toBe(200);
    const access = claimsOf(answer.body.access_token);
    expect(access).toMatchObject({
      aud: 'https://management.core.windows.net/',
      tid: contoso.tenant,
      oid: contoso.ana,
      upn: 'ana@contoso.com',
      idtyp: 'user',
      appid: cli,
      exp: made.now / 1000 + 3600,
    });
    expect(claimsOf(answer.body.id_token)).toMatchObject({
      aud: cli,
      preferred_username: 'ana@contoso.com',
      tid: contoso.tenant,
      iss: `${origin}/${contoso.tenant}/v2.0`,
    });
    expect(JSON.parse(Buffer.from(answer.body.client_info, 'base64url').toString())).toEqual({
      uid: contoso.ana,
      utid: contoso.tenant,
    });
    expect(answer.body.scope.split(' ')).toContain('https://management.core.windows.net//.default');
    const used = await made.ask('GET', `${dev}?${v.subscriptions}`, {
      as: null,
      headers: { authorization: `Bearer ${answer.body.access_token}` },
    });
    expect(used.status).toBe(200);
  });

  test('can be used once and not by another client', async () => {
    const made = bench();
    const start = await post(made, 'organizations', '/oauth2/v2.0/devicecode', { client_id: cli, scope });
    made.pass(60);
    const redeem = (client: string) =>
      post(made, 'organizations', token, {
        grant_type: 'device_code',
        client_id: client,
        device_code: start.body.device_code,
        scope,
      });
    expect((await redeem('1950a258-227b-4e31-a9cf-717495945fc2')).body.error).toBe('bad_verification_code');
    expect((await redeem(cli)).status).toBe(200);
    expect((await redeem(cli)).body.error).toBe('bad_verification_code');
  });

  test('pends, and then expires, in Entra’s words', async () => {
    const made = bench({ settings: { deviceApprovalSeconds: -1 } });
    const start = await post(made, 'common', '/oauth2/v2.0/devicecode', { client_id: cli, scope });
    const poll = () =>
      post(made, 'common', token, {
        grant_type: 'device_code',
        client_id: cli,
        device_code: start.body.device_code,
      });
    const pending = (await poll()).body;
    expect(pending.error).toBe('authorization_pending');
    expect(pending.error_description.split('\r\n')[0]).toBe(
      'AADSTS70016: OAuth 2.0 device flow error. Authorization is pending. Continue polling.',
    );
    expect(pending.error_description.split('\r\n').map((line) => line.split(':')[0])).toEqual([
      'AADSTS70016',
      'Trace ID',
      'Correlation ID',
      'Timestamp',
    ]);
    made.pass(900);
    expect((await poll()).body).toMatchObject({ error: 'expired_token', error_codes: [70020] });
  });
});

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

describe('what clients look up', () => {
  test('the OpenID configuration of a tenant by id and by domain, and of `organizations`', async () => {
    const made = bench();
    const read = async (tenant: string) =>
      (await made.ask('GET', `/${tenant}/v2.0/.well-known/openid-configuration`, { as: null })).body;
    expect(await read('contoso.com')).toEqual(await read(contoso.tenant));
    expect(await read(contoso.tenant)).toMatchObject({
      issuer: `${origin}/${contoso.tenant}/v2.0`,
      token_endpoint: `${origin}/${contoso.tenant}/oauth2/v2.0/token`,
      device_authorization_endpoint: `${origin}/${contoso.tenant}/oauth2/v2.0/devicecode`,
      authorization_endpoint: `${origin}/${contoso.tenant}/oauth2/v2.0/authorize`,
    });
    expect(await read('organizations')).toMatchObject({ issuer: `${origin}/{tenantid}/v2.0` });
    const { body } = await made.ask('GET', `/${contoso.tenant}/discovery/v2.0/keys`, { as: null });
    expect(body.keys).toEqual([expect.objectContaining({ kty: 'RSA', alg: 'RS256', use: 'sig' })]);
  });

  test('the instance discovery of an unknown login host', async () => {
    const { body } = await bench().ask(
      'GET',
      `/common/discovery/instance?api-version=1.1&authorization_endpoint=${encodeURIComponent(`${origin}/organizations/oauth2/v2.0/authorize`)}`,
      { as: null },
    );
    expect(body.tenant_discovery_endpoint).toBe(`${origin}/organizations/v2.0/.well-known/openid-configuration`);
  });

  test('the cloud metadata document: one cloud, not named AzureCloud, that knows where everything is', async () => {
    const { body } = await bench().ask('GET', '/metadata/endpoints?api-version=2020-06-01', { as: null });
    expect(body).toEqual([
      expect.objectContaining({
        resourceManager: `${origin}/`,
        microsoftGraphResourceId: `${origin}/`,
        authentication: expect.objectContaining({ loginEndpoint: `${origin}/` }),
      }),
    ]);
    expect(body[0]?.name).not.toBe('AzureCloud');
    const old = await bench().ask('GET', '/metadata/endpoints?api-version=2015-01-01', { as: null });
    expect(old.body.authentication.loginEndpoint).toBe(`${origin}/`);
  });

  test('the sign-in page gives out a code, which needs its verifier, its redirect and its client, and lives ten minutes', async () => {
    const made = bench();
    const verifier = 'a'.repeat(43);
    const request = {
      client_id: cli,
      response_type: 'code',
      redirect_uri: 'http://localhost:51234',
      scope,
      state: 'kept',
      nonce: 'once',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    };
    const page = `/organizations/oauth2/v2.0/authorize?${new URLSearchParams(request).toString()}`;
    const choice = { decision: 'approve', account: contoso.bea };
    const sent = await made.ask('POST', page, { as: null, headers: { origin }, body: choice });
    const back = new URL(sent.headers['location'] ?? '');
    expect([sent.status, back.origin, back.searchParams.get('state')]).toEqual([302, 'http://localhost:51234', 'kept']);
    const fields = {
      grant_type: 'authorization_code',
      client_id: cli,
      redirect_uri: request.redirect_uri,
      code: back.searchParams.get('code') ?? '',
      code_verifier: verifier,
      scope,
    };
    const redeem = (more: Record<string, string>) => post(made, 'organizations', token, { ...fields, ...more });
    const answer = await redeem({});
    expect(claimsOf(answer.body.access_token)).toMatchObject({ oid: contoso.bea, tid: contoso.tenant });
    expect(claimsOf(answer.body.id_token)).toMatchObject({ nonce: 'once', preferred_username: 'bea@contoso.com' });
    expect((await redeem({ code: 'forged' })).body.error_codes).toEqual([9002313]);
    expect((await redeem({ code_verifier: 'b'.repeat(43) })).body.error_codes).toEqual([501481]);
    expect((await redeem({ redirect_uri: 'http://localhost:1' })).body.error_codes).toEqual([500112]);
    expect((await redeem({ client_id: '1950a258-227b-4e31-a9cf-717495945fc2' })).body.error_codes).toEqual([9002313]);
    made.pass(601);
    expect((await redeem({})).body.error_codes).toEqual([70008]);
  });

  test.each([
    ['redirect_uri', 'https://evil.example/'],
    ['redirect_uri', 'http://localhost.evil.example/'],
    ['response_type', 'token'],
    ['client_id', '00000000-0000-0000-0000-000000000000'],
  ])('a code is not sent where it should not go: %s %s', async (name, value) => {
    const fields = { client_id: cli, response_type: 'code', redirect_uri: 'http://localhost:1', scope, [name]: value };
    const answer = await bench().ask(
      'GET',
      `/organizations/oauth2/v2.0/authorize?${new URLSearchParams(fields).toString()}`,
      { as: null },
    );
    expect([answer.status, answer.headers['location']]).toEqual([400, undefined]);
  });
});
