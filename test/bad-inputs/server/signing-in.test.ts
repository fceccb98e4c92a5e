import { expect } from '@jest/globals';
import { changed, type Real, type Reply, refuses, says } from '../network.ts';
import { countOf, devicecode, listGroups, playAll, proof, putRole, sentOnce, token } from './bench.ts';

const otherTenant = '99999999-9999-4999-8999-999999999999';

/** Leaves the first answer with a token as it is. */
function afterFirst(change: (real: Real) => Reply): (real: Real) => Reply | undefined {
  let seen = 0;
  return (real) => {
    if (real.body['access_token'] !== undefined) seen += 1;
    return seen > 1 ? change(real) : undefined;
  };
}

function withClaims({ status, body }: Real, claims: object): { status: number; body: unknown } {
  const access = body['access_token'];
  if (typeof access !== 'string') return { status, body };
  const [head, payload = '', seal] = access.split('.');
  const text = JSON.stringify({ ...(JSON.parse(Buffer.from(payload, 'base64url').toString()) as object), ...claims });
  return { status, body: { ...body, access_token: [head, Buffer.from(text).toString('base64url'), seal].join('.') } };
}

playAll([
  {
    input: 'H55: a code to be typed at another host',
    meddling: {
      where: devicecode,
      meet: changed(({ status, body }) => ({ status, body: { ...body, verification_uri: 'https://evil.example/' } })),
    },
    code: 5,
    also: (_, ended) => expect(JSON.stringify(ended.events)).not.toContain('evil.example'),
  },
  {
    input: 'H57: declined',
    meddling: { where: token, meet: says({ error: 'authorization_declined' }, 400) },
    code: 5,
    words: /declined/,
  },
  {
    input: 'H57: expired',
    meddling: { where: token, meet: says({ error: 'expired_token' }, 400) },
    code: 5,
    also: (network) => expect(countOf(network, devicecode)).toBeGreaterThan(1),
  },
  {
    input: 'H57: slow down',
    meddling: { where: token, times: 1, meet: says({ error: 'slow_down' }, 400) },
    code: 0,
  },
  {
    input: 'H58: a token for another audience',
    meddling: { where: token, meet: changed((real) => withClaims(real, { aud: 'https://evil.example' })) },
    code: 5,
    // Seen by us, before it is sent anywhere: Azure would not take it either.
    words: /^foreign-token: /,
    also: sentOnce(listGroups, 0),
  },
  {
    input: 'H58: a token for another tenant, when it is known which one is right',
    meddling: { where: token, meet: changed(afterFirst((real) => withClaims(real, { tid: otherTenant }))) },
    code: 5,
    words: /^foreign-token: /,
    also: sentOnce(proof, 0),
  },

  {
    input: 'H61: 403 of the instance, as long as anybody waits',
    meddling: { where: proof, meet: () => ({ status: 403 }) },
    code: 75,
    words: /^waiting: /,
    also: (network) => expect(countOf(network, token)).toBeGreaterThan(3),
  },
  {
    input: 'H63: a token that is not valid yet',
    meddling: {
      where: token,
      meet: says(
        {
          error: 'invalid_client',
          error_description: 'AADSTS700024: Client assertion is not within its valid time range.',
        },
        401,
      ),
    },
    code: 5,
    words: /clock/,
  },
  {
    input: 'H64: the role is not there',
    // The contract: as above; the role is one of the answers.
    meddling: { where: putRole, meet: refuses(400, 'RoleDefinitionDoesNotExist') },
    code: 2,
  },
]);
