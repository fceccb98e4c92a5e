import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { contoso } from '../../../src/sandbox/world/contoso/ids.ts';
import { cli, origin } from '../addresses.ts';
import { bench } from '../bench.ts';
import { claimsOf, post, scope, token } from './signing-in.ts';

describe('what clients look up', () => {
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
