import { describe, expect, test } from '@jest/globals';
import { contoso } from '../../../src/sandbox/world/contoso/ids.ts';
import { origin } from '../addresses.ts';
import { bench } from '../bench.ts';

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
});
