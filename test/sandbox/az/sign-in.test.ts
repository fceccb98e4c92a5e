import { describe, expect, test } from '@jest/globals';
import { contoso } from '../../../src/sandbox/world/contoso/ids.ts';
import { cli, origin, provider } from '../addresses.ts';
import { type Bench, bench, clientSecret } from '../bench.ts';

const signIn = (made: Bench, fields: Record<string, string>) =>
  made.ask('POST', `/${contoso.tenant}/oauth2/v2.0/token`, {
    as: null,
    body: {
      client_id: contoso.automationApp,
      client_secret: clientSecret,
      grant_type: 'client_credentials',
      client_info: '1',
      claims: '{"access_token": {"xms_cc": {"values": ["CP1"]}}}',
      ...fields,
    },
  });

describe('az', () => {
  test('cloud set, login --service-principal: metadata, OpenID configuration, token for the double-slashed scope, subscriptions of 2019-11-01', async () => {
    const made = bench();
    expect((await made.ask('GET', '/metadata/endpoints?api-version=2020-06-01', { as: null })).body[0]).toMatchObject({
      authentication: { loginEndpoint: `${origin}/` },
      suffixes: {},
      gallery: origin,
      portal: origin,
      media: origin,
      batch: origin,
    });
    const configuration = await made.ask('GET', `/${contoso.tenant}/v2.0/.well-known/openid-configuration`, {
      as: null,
    });
    expect(Object.keys(configuration.body)).toEqual(
      expect.arrayContaining(['authorization_endpoint', 'token_endpoint', 'device_authorization_endpoint', 'issuer']),
    );
    const { access_token: token } = (await signIn(made, { scope: 'https://management.core.windows.net//.default' }))
      .body;
    const list = await made.ask('GET', '/subscriptions?api-version=2019-11-01', {
      as: null,
      headers: { authorization: `Bearer ${token}` },
    });
    expect(list.body.value).toEqual([
      expect.objectContaining({
        subscriptionId: contoso.dev,
        displayName: 'Contoso Dev',
        state: 'Enabled',
        tenantId: contoso.tenant,
        managedByTenants: [],
      }),
    ]);
    expect((await signIn(made, { scope: `${origin}/.default` })).status).toBe(200);
  });

  test('login --use-device-code: polls with code and device_code, and reads preferred_username, tid, uid and utid', async () => {
    const made = bench();
    const scope = 'https://management.core.windows.net//.default offline_access openid profile';
    const start = await made.ask('POST', '/organizations/oauth2/v2.0/devicecode', {
      as: null,
      body: { client_id: cli, scope },
    });
    const code = start.body.device_code;
    const poll = () =>
      made.ask('POST', '/organizations/oauth2/v2.0/token', {
        as: null,
        body: {
          client_id: cli,
          scope,
          grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
          code,
          device_code: code,
          client_info: '1',
        },
      });
    expect((await poll()).body.error).toBe('authorization_pending');
    made.pass(10);
    const { id_token: id, client_info: info } = (await poll()).body;
    expect(JSON.parse(Buffer.from(id.split('.')[1] ?? '', 'base64url').toString())).toMatchObject({
      preferred_username: 'ana@contoso.com',
      tid: contoso.tenant,
    });
    expect(Object.keys(JSON.parse(Buffer.from(info, 'base64url').toString()) as object)).toEqual(['uid', 'utid']);
    expect((await made.ask('GET', '/tenants?api-version=2019-11-01')).body.value[0]?.id).toBe(
      `/tenants/${contoso.tenant}`,
    );
  });

  test('login --tenant contoso.com below an address that ends in /adfs: the configuration of a domain names its tenant', async () => {
    const made = bench();
    const read = (path: string) => made.ask('GET', `${path}/.well-known/openid-configuration`, { as: null });
    for (const path of ['/adfs', '/adfs/contoso.com'])
      expect((await read(path)).body).toMatchObject({
        token_endpoint: `${origin}/${contoso.tenant}/oauth2/v2.0/token`,
        issuer: `${origin}/${contoso.tenant}/v2.0`,
      });
  });

  test('without rights: AuthorizationFailed names what is missing; a wrong secret is AADSTS7000215', async () => {
    const made = bench();
    const refused = await made.ask('POST', `${provider}/register?api-version=2021-04-01`, { as: contoso.pipeline });
    expect([refused.status, refused.body.error.code]).toEqual([403, 'AuthorizationFailed']);
    const wrong = await signIn(made, {
      client_secret: 'wrong',
      scope: 'https://management.core.windows.net//.default',
    });
    expect([
      wrong.status,
      wrong.body.error_description.startsWith('AADSTS7000215: Invalid client secret provided.'),
    ]).toEqual([401, true]);
  });
});
