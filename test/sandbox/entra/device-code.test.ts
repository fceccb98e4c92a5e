import { describe, expect, test } from '@jest/globals';
import { contoso } from '../../../src/sandbox/world/contoso/ids.ts';
import { cli, dev, origin, v } from '../addresses.ts';
import { bench } from '../bench.ts';
import { claimsOf, post, scope, signedIn, token } from './signing-in.ts';

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

  test("pends, and then expires, in Entra's words", async () => {
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
