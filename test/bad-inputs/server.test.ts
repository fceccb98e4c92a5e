import type { PipelineRequest } from '@azure/core-rest-pipeline';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { grant, remove } from '../support/administrator.ts';
import { openPlace, type Place, type RunEnded, runAt } from '../support/whole-run.ts';
import { changes, type Kept, keptIn } from '../torture/aftermath.ts';
import {
  changed,
  drips,
  fails,
  lost,
  type Meddling,
  type Network,
  networkWith,
  type Real,
  type Reply,
  refuses,
  says,
  silence,
} from './network.ts';

/* Whole set-ups that meet answers, refusals and silences which are wrong in some way; then the next run, which meets none. */

let first: Place;
let place: Place;
let before: Kept;

beforeAll(async () => {
  first = await openPlace('unregistered');
});
afterAll(() => first.close());

interface Case {
  readonly input: string;
  readonly meddling: Meddling;
  readonly code: number;
  /** In the words of how it ended. */
  readonly words?: RegExp;
  /** More that must hold after the first run. */
  readonly also?: (network: Network, ended: RunEnded) => void;
  /** The next run's exit code. */
  readonly next?: number;
}

async function play({ meddling, code, words, also, next = 0 }: Case): Promise<void> {
  place = await openPlace('unregistered', first.world);
  try {
    before = keptIn(place.world, place.scenario);
    const { origin } = place.sandbox;
    const network = networkWith(origin, meddling);
    const isEndless = meddling.meet === silence || meddling.meet === drips;
    const ended = await runAt(place, network, { wait: isEndless ? 'brief' : 'usual' });
    expect(ended.words).toMatch(words ?? /./);
    expect({ code: ended.code, words: ended.words }).toMatchObject({ code });
    also?.(network, ended);
    const later = await runAt(place, networkWith(origin));
    expect({ code: later.code, words: later.words }).toMatchObject({ code: next });
    if (next === 0) expect(changes(before, keptIn(place.world, place.scenario))).toEqual([]);
  } finally {
    await place.close();
  }
}

const getGroup = /^GET .*\/resourcegroups\/\{\}$/i;
const putGroup = /^PUT .*\/resourcegroups\/\{\}$/i;
const getInstance = /^GET .*\/digitalTwinsInstances\/\{\}$/i;
const putInstance = /^PUT .*\/digitalTwinsInstances\/\{\}$/i;
const putRole = /^PUT .*\/roleAssignments\/\{\}$/i;
const listGroups = /^GET .*\/resourcegroups$/i;
const register = /^POST .*\/register$/i;
const proof = /^GET \/\{\}\/models$/;
const devicecode = /\/devicecode$/;
const token = /\/token$/;
const otherTenant = '99999999-9999-4999-8999-999999999999';

/** The id of the group that an address names. */
const groupIn = (url: string): string =>
  /^\/subscriptions\/[^/]+\/resourceGroups\/[^/?]+/i.exec(new URL(url).pathname)?.[0] ?? '';

/** What a request for a role asks for. */
function assignmentIn({ url, body }: PipelineRequest): { scope: string; principalId: string; roleId: string } {
  const { properties } = JSON.parse(body as string) as {
    properties: { principalId: string; roleDefinitionId: string };
  };
  const [scope = ''] = new URL(url).pathname.split('/providers/Microsoft.Authorization/');
  const { principalId, roleDefinitionId } = properties;
  return { scope, principalId, roleId: roleDefinitionId.split('/').at(-1) ?? '' };
}

const countOf = (network: Network, kind: RegExp): number => network.sent.filter((each) => kind.test(each)).length;
const sentOnce =
  (kind: RegExp, times = 1) =>
  (network: Network): void =>
    expect(countOf(network, kind)).toBe(times);

/** Looks at the instance between any two of its creations. */
const looksBetween = (network: Network): void => {
  const about = network.sent.filter((each) => getInstance.test(each) || putInstance.test(each));
  expect(about.filter((each, at) => putInstance.test(each) && putInstance.test(about[at + 1] ?? ''))).toEqual([]);
};

const withProperties = (real: Real, properties: object): { status: number; body: unknown } => ({
  status: real.status,
  body: { ...real.body, properties: { ...(real.body['properties'] as object), ...properties } },
});

const cases: readonly Case[] = [
  { input: 'H01: ENOTFOUND', meddling: { where: listGroups, meet: fails('ENOTFOUND') }, code: 75, words: /no network/ },
  { input: 'H01: EAI_AGAIN', meddling: { where: listGroups, meet: fails('EAI_AGAIN') }, code: 75, words: /no network/ },
  {
    input: 'H03: the connection is reset before the creation arrives',
    meddling: { where: putInstance, times: 1, meet: fails('ECONNRESET') },
    code: 0,
    also: (network) => {
      sentOnce(putInstance, 2)(network);
      looksBetween(network);
    },
  },
  {
    input: 'H04: the connection is reset after the creation took effect',
    meddling: { where: putInstance, times: 1, meet: lost },
    code: 0,
    also: sentOnce(putInstance),
  },
  {
    input: 'H06: the creation is never answered',
    meddling: { where: putInstance, meet: silence },
    code: 75,
    words: /too long.* nothing is made twice/,
    also: looksBetween,
  },
  {
    input: 'H07: an answer comes byte by byte',
    meddling: { where: listGroups, meet: drips },
    code: 75,
    words: /too long/,
  },
  ...(
    [
      ['H09: self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT', /localhost.*NODE_EXTRA_CA_CERTS/],
      ['H09: expired', 'CERT_HAS_EXPIRED', /localhost.*date and time/],
      ['H09: of another host', 'ERR_TLS_CERT_ALTNAME_INVALID', /localhost.*not valid/],
      ['H10: signed anew by a company', 'SELF_SIGNED_CERT_IN_CHAIN', /localhost.*NODE_EXTRA_CA_CERTS/],
    ] as const
  ).map(
    ([input, code, words]): Case => ({
      input,
      meddling: { where: listGroups, meet: fails(code) },
      code: 75,
      words,
      also: sentOnce(listGroups),
    }),
  ),
  { input: 'H12: an empty 200', meddling: { where: getGroup, meet: says('') }, code: 75 },
  ...['"a string"', '[]', 'null'].map(
    (body): Case => ({
      input: `H13: ${body}`,
      meddling: { where: getGroup, meet: says(body) },
      code: 75,
    }),
  ),
  {
    input: 'H15: the id of another resource',
    meddling: {
      where: getInstance,
      meet: changed(({ status, body }) => ({
        status,
        body: status === 200 ? { ...body, id: String(body['id']).replace(/[^/]+$/, 'somebody-elses') } : body,
      })),
    },
    code: 75,
    words: /does(n't| not) understand|unusable/,
  },
  {
    input: 'H16: fields and a state that nobody knows',
    meddling: {
      where: getInstance,
      times: 4,
      meet: changed((real) =>
        real.status === 200
          ? withProperties(real, { provisioningState: 'Polishing', mood: { is: 'good' } })
          : undefined,
      ),
    },
    code: 0,
  },
  {
    input: 'H16: a state that nobody knows, for ever',
    meddling: {
      where: getInstance,
      meet: changed((real) =>
        real.status === 200 ? withProperties(real, { provisioningState: 'Polishing' }) : undefined,
      ),
    },
    code: 75,
    also: sentOnce(putInstance),
  },
  {
    input: 'H18: 400 in Azure’s shape',
    meddling: { where: putInstance, meet: refuses(400, 'SomethingNew', 'The \u001B[31mvalue\u202E is bad.') },
    code: 4,
    words: /SomethingNew: .*The \\u\{1b\}\[31mvalue\\u\{202e\} is bad\./,
  },
  {
    input: 'H19: 401 once',
    meddling: { where: listGroups, times: 1, meet: refuses(401, 'ExpiredAuthenticationToken') },
    code: 0,
  },
  {
    input: 'H19: 401 whatever the token',
    meddling: { where: listGroups, meet: refuses(401, 'ExpiredAuthenticationToken') },
    code: 5,
  },
  {
    input: 'H21: 401 that sends us to a foreign authority',
    meddling: {
      where: listGroups,
      meet: refuses(401, 'InvalidAuthenticationToken', 'no', {
        'www-authenticate': 'Bearer authorization_uri="https://evil.example/steal", error="invalid_token"',
      }),
    },
    code: 5,
  },
  {
    input: 'H22: registration is refused',
    meddling: { where: register, meet: refuses(403, 'AuthorizationFailed') },
    code: 3,
  },
  {
    input: 'H24: the role assignment is refused',
    meddling: { where: putRole, meet: refuses(403, 'AuthorizationFailed') },
    code: 3,
    also: sentOnce(putInstance),
  },
  {
    input: 'H25: a policy refuses',
    meddling: {
      where: putInstance,
      meet: refuses(
        403,
        'RequestDisallowedByPolicy',
        `Resource 'x' was disallowed by policy. Policy identifiers: '[{"policyAssignment":{"name":"Only in May","id":"/p"}}]'.`,
      ),
    },
    code: 4,
    words: /Only in May/,
    also: sentOnce(putInstance),
  },
  {
    input: 'H27: no such subscription for this sign-in',
    meddling: { where: listGroups, meet: refuses(404, 'SubscriptionNotFound') },
    // The contract: an answer that names no subscription is one to be corrected.
    code: 2,
    words: /tenant/,
  },
  {
    input: 'H28: the group is deleted after it was made',
    meddling: {
      where: putInstance,
      times: 1,
      meet: async (_, request) => {
        expect(await remove(place.sandbox, groupIn(request.url))).toBe(202);
        place.clock.ahead += 60_000;
        return undefined;
      },
    },
    code: 4,
    words: /ResourceGroupNotFound/,
    also: sentOnce(putInstance),
  },
  {
    input: 'H30: what was made is not seen at once',
    meddling: { where: getInstance, times: 5, meet: refuses(404, 'ResourceNotFound') },
    code: 0,
    also: sentOnce(putInstance),
  },
  {
    input: 'H31: the name is taken after all',
    meddling: { where: putInstance, meet: refuses(409, 'NameUnavailable') },
    code: 4,
    words: /name/i,
    also: sentOnce(putInstance),
  },
  {
    input: 'H33: the group is being deleted',
    meddling: { where: putGroup, meet: refuses(409, 'ResourceGroupBeingDeleted') },
    // It will be gone: the contract's "for now".
    code: 75,
    words: /ResourceGroupBeingDeleted.*(wait|another)/i,
    also: (network) => {
      expect(countOf(network, putGroup)).toBeLessThan(15);
      expect(place.clock.ahead).toBeGreaterThan(60_000);
    },
  },
  {
    input: 'H34: somebody else gives the same role at that moment',
    meddling: {
      where: putRole,
      times: 1,
      meet: async (_, request) => {
        const { scope, principalId, roleId } = assignmentIn(request);
        expect(await grant(place.sandbox, scope, principalId, roleId)).toBe(201);
        return undefined;
      },
    },
    code: 0,
    also: sentOnce(putRole),
  },
  {
    input: 'H36: the directory does not know the principal yet',
    meddling: { where: putRole, times: 3, meet: refuses(400, 'PrincipalNotFound') },
    code: 0,
    also: sentOnce(putRole, 4),
  },
  {
    input: 'H37: the service is not registered everywhere yet',
    meddling: { where: putInstance, times: 3, meet: refuses(409, 'MissingSubscriptionRegistration') },
    code: 0,
    also: sentOnce(putInstance, 4),
  },
  {
    input: 'H37: the region does not know the registration yet',
    meddling: { where: putInstance, times: 3, meet: refuses(400, 'NoRegisteredProviderFound') },
    code: 0,
    also: sentOnce(putInstance, 4),
  },
  {
    input: 'H39: 412',
    meddling: { where: putInstance, meet: refuses(412, 'PreconditionFailed') },
    code: 4,
    also: sentOnce(putInstance),
  },
  {
    input: 'H40: a lock',
    meddling: {
      where: putInstance,
      meet: refuses(
        409,
        'ScopeLocked',
        "The scope 'x' cannot perform write operation because following scope(s) are locked: '/subscriptions/s'.",
      ),
    },
    code: 4,
    words: /lock/,
    also: sentOnce(putInstance),
  },
  {
    input: 'H42: 429 with an endless wait',
    meddling: { where: listGroups, meet: refuses(429, 'TooManyRequests', 'Wait.', { 'retry-after': '9999999' }) },
    code: 75,
    also: sentOnce(listGroups),
  },
  ...['9999999', '-5', '0', 'soon'].map(
    (wait): Case => ({
      input: `H43: Retry-After: ${wait} of a creation under way`,
      meddling: {
        where: putInstance,
        meet: changed(({ status, body, headers }) => ({ status, body, headers: { ...headers, 'retry-after': wait } })),
      },
      code: 0,
      also: () => expect(place.clock.ahead).toBeLessThan(60_000),
    }),
  ),
  ...[500, 502, 503, 504].map(
    (status): Case => ({
      input: `H45: ${status} to a creation`,
      meddling: { where: putInstance, times: 1, meet: refuses(status, 'Trouble') },
      code: 0,
      also: (network) => {
        sentOnce(putInstance, 2)(network);
        looksBetween(network);
      },
    }),
  ),
  ...[404, 403, 410].map(
    (status): Case => ({
      input: `H46: the status address of a creation answers ${status}`,
      meddling: { where: /operation(results|statuses|sstatus)/i, meet: refuses(status, 'Gone') },
      code: 0,
      also: sentOnce(putInstance),
    }),
  ),
  ...['Failed', 'Canceled'].map(
    (provisioningState): Case => ({
      input: `H48: a creation ends ${provisioningState}`,
      meddling: {
        where: getInstance,
        meet: changed((real) => (real.status === 200 ? withProperties(real, { provisioningState }) : undefined)),
      },
      code: 4,
      words: new RegExp(provisioningState, 'i'),
      also: sentOnce(putInstance),
    }),
  ),
  {
    input: 'H51: a next link to another host',
    meddling: { where: listGroups, meet: says({ value: [], nextLink: 'https://evil.example/next' }) },
    code: 75,
    words: /evil\.example/,
  },
  {
    input: 'H52: a next link to the same page',
    meddling: {
      where: listGroups,
      meet: (_, request) => ({ status: 200, body: { value: [], nextLink: request.url } }),
    },
    code: 75,
  },
  ...[307, 308].map(
    (status): Case => ({
      input: `H54: ${status} to another host`,
      meddling: { where: listGroups, meet: () => ({ status, headers: { location: 'https://evil.example/' } }) },
      code: 75,
      also: sentOnce(listGroups),
    }),
  ),
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
    input: 'H60: the host name of somebody else',
    meddling: {
      where: getInstance,
      meet: changed((real) => (real.status === 200 ? withProperties(real, { hostName: 'evil.example' }) : undefined)),
    },
    code: 75,
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
];

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

const only = process.env['ONLY'];
describe.each(cases.filter((each) => only === undefined || each.input.startsWith(only)))('$input', (each) => {
  test('ends as it should, and the next run is ready', () => play(each));
});
