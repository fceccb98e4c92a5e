import { describe, expect, test } from '@jest/globals';
import { networkTrouble } from '../../src/azure/http/network.ts';
import { type FailedResponse, readAnswer, readBody, readIdentityError } from '../../src/azure/refusals/response.ts';
import { type About, legible, shellWord } from '../../src/azure/refusals/table.ts';
import { explain, translate } from '../../src/azure/refusals/translate.ts';
import { instancesPerRegion } from '../../src/domain/limits.ts';
import { type ErrorDetails, InterruptedError, SetupError } from '../../src/errors.ts';
import { type Case, cases } from './refusal-cases.ts';

const about: About = {
  doing: 'create the instance',
  cloud: 'Azure',
  deviceLogin: 'https://microsoft.com/devicelogin',
  portal: 'https://portal.azure.com',
  account: 'ana@contoso.com',
  tenantId: '11111111-1111-1111-1111-111111111111',
  subscriptionId: '00000000-0000-0000-0000-000000000001',
  resourceGroup: 'rg-plant',
  location: 'westeurope',
  name: 'plant-twins',
  assignee: "o'neil@contoso.com",
};

function answerOf(one: Case): { status: number; bodyAsText: string; headers: Map<string, string> } {
  const status = one.status ?? 400;
  const headers = new Map<string, string>([['x-ms-correlation-request-id', 'c0ffee00-0000-4000-8000-000000000000']]);
  if (one.claims === true) headers.set('www-authenticate', 'Bearer error="insufficient_claims", claims="eyJh"');
  const body =
    one.from === 'signIn'
      ? { error: one.code, error_description: `${one.says}\r\nTrace ID: t\r\nCorrelation ID: c`, error_codes: [] }
      : one.code === ''
        ? one.says === ''
          ? undefined
          : { statusCode: status, message: one.says }
        : { error: { code: one.code, message: one.says } };
  return { status, headers, bodyAsText: body === undefined ? '' : JSON.stringify(body) };
}

function errorOf(one: Case): ErrorDetails {
  const error = Object.assign(new Error('refused'), { response: answerOf(one) });
  const translated = translate(error, about, one.from ?? 'arm');
  if (!(translated instanceof SetupError)) throw translated;
  return translated;
}

const lockedGroup = '/subscriptions/s/resourceGroups/rg-plant';
const lockedTwins = `${lockedGroup}/providers/Microsoft.DigitalTwins/digitalTwinsInstances/plant-twins`;

describe('a lock asks the question that leads away from it', () => {
  test.each([
    ['an instance', [lockedTwins], 'name', 'or use an instance without one'],
    ['a group', [lockedGroup], 'group', 'or use a new instance in a resource group without one'],
    [
      'a group and what is in it',
      [lockedTwins, lockedGroup],
      'group',
      'or use a new instance in a resource group without one',
    ],
    [
      'the subscription too',
      [lockedGroup, '/subscriptions/s', lockedTwins],
      'subscription',
      'or use a new instance in a subscription without one',
    ],
  ])('on %s', (_, scopes, question, help) => {
    const named = scopes.map((scope) => `'${scope}'`).join(', ');
    const says = `The scope '${lockedTwins}' cannot perform write operation because following scope(s) are locked: ${named}. Please remove the lock and try again.`;
    const one: Case = { code: 'ScopeLocked', status: 409, says, ending: 'refused', tells: /lock/ };
    const error = Object.assign(new Error('refused'), { response: answerOf(one) });
    const granting = translate(error, { ...about, doing: 'give the role', roleId: 'r' }, 'arm');
    expect(granting).toMatchObject({
      ending: 'refused',
      again: 'answer',
      cures: [question],
      suggestion: expect.stringContaining(help),
    });
    expect(errorOf(one).suggestion).not.toContain('a new instance in');
  });
});

describe('every known refusal becomes words for a person', () => {
  // The 75th, a host that is not found, is a network error: below.
  test('there are 74 of them', () => expect(cases).toHaveLength(74));

  test.each(cases.map((one) => [`${one.code || one.from} ${one.status} ${one.says.slice(0, 50)}`, one] as const))(
    '%s',
    (_, one) => {
      const details = errorOf(one);
      const wanted = one.again ?? (one.cures === undefined ? 'no' : 'answer');
      expect({ ending: details.ending, again: details.again ?? 'no', cures: details.cures }).toEqual({
        ending: one.ending,
        again: wanted,
        cures: one.cures,
      });
      const number = /AADSTS\d+/.exec(one.says)?.[0];
      expect(details.code).toBe(number ?? (one.code || `http-${one.status}`));
      expect(details.httpStatus).toBe(one.status);
      expect(details.correlationId).toBeDefined();
      expect(`${details.message}\n${details.suggestion}`).toMatch(one.tells);
      for (const words of [details.message, details.suggestion]) {
        expect(words).toMatch(/^["A-Z].{20,}/s);
        expect(words).not.toMatch(/undefined|\bnull\b|\[object|\bprincipal\b|\bPUT\b/);
      }
    },
  );
});

describe('refusals of a sign-in that are told apart', () => {
  const said = (name: string, message: string, from: Partial<About> = {}): ErrorDetails => {
    const error = Object.assign(new Error(message), { name });
    const translated = translate(error, { ...about, ...from }, 'signIn');
    if (!(translated instanceof SetupError)) throw translated;
    return translated;
  };

  test.each<[string, string, string, RegExp]>([
    ['azd not installed', 'CredentialUnavailableError', "Azure Developer CLI couldn't be found.", /aka\.ms\/azd/],
    [
      'azd not signed in',
      'CredentialUnavailableError',
      "Please run 'azd auth login' from a command prompt",
      /azd auth login --tenant-id 1111/,
    ],
    [
      'az not signed in',
      'CredentialUnavailableError',
      "Please run 'az login' from a command prompt",
      /Run az login --tenant 1111/,
    ],
    [
      'azd without a second proof',
      'CredentialUnavailableError',
      "This credential doesn't support claims challenges. To authenticate: azd auth login --scope x",
      /second proof.*azd auth login/s,
    ],
    [
      'a foreign federated token',
      'AuthenticationError',
      'AADSTS700213: No matching federated identity record found',
      /federated-credential list/,
    ],
    [
      'a federated token that ran out',
      'AuthenticationError',
      'AADSTS700024: Client assertion is not within its valid time range.',
      /AZURE_FEDERATED_TOKEN_FILE has run out/,
    ],
    [
      'a certificate that is not registered',
      'AuthenticationError',
      'AADSTS700027: The certificate with identifier used to sign the client assertion is not registered',
      /AZURE_CLIENT_CERTIFICATE_PATH/,
    ],
  ])('%s', (_, name, message, words) => {
    const details = said(name, message);
    expect(`${details.message} ${details.suggestion}`).toMatch(words);
    expect(details).toMatchObject({ ending: 'signIn', again: 'answer', cures: ['sign-in'] });
  });

  test('a personal account that named no directory is told that it must', () => {
    const details = said('AuthenticationError', 'AADSTS50020: User account does not exist in tenant.', {
      tenantId: undefined,
    });
    expect(details).toMatchObject({ cures: ['directory'] });
    expect(details.message).toContain('none was named');
  });

  test('a cloud without the service says so', () => {
    const body = JSON.stringify({ error: { code: 'InvalidResourceNamespace', message: 'm' } });
    const error = Object.assign(new Error(), { response: { status: 404, headers: new Map(), bodyAsText: body } });
    const translated = translate(error, { doing: 'x', cloud: 'Azure operated by 21Vianet' });
    expect(translated.message).toMatch(/^Azure operated by 21Vianet doesn’t know Azure Digital Twins/);
  });
});

describe('shapes of refusals', () => {
  test('capital letters, as the deletion of a group answers', () => {
    const failure = readBody('arm', 409, '{"Error":{"Code":"ResourceGroupDeletionTimeout","Message":"m"}}');
    expect(failure).toMatchObject({ code: 'ResourceGroupDeletionTimeout', message: 'm' });
  });

  test('a code inside is used when the one outside says nothing', () => {
    const body =
      '{"error":{"code":"InvalidTemplateDeployment","message":"m","details":[{"code":"RequestDisallowedByPolicy"}]}}';
    expect(explain(readBody('arm', 400, body), about)).toMatchObject({
      ending: 'refused',
      code: 'InvalidTemplateDeployment',
      cures: ['region', 'tags', 'group'],
    });
  });

  test('a web page in place of an answer', () => {
    expect(explain(readBody('arm', 200, '<html>Sign in to the network</html>'), about)).toMatchObject({
      ending: 'forNow',
      code: 'unusable-answer',
    });
  });

  test('a proxy that wants a password', () => {
    expect(explain(readBody('arm', 407, '<html/>'), about).suggestion).toContain('HTTPS_PROXY=');
  });

  test('an empty 403 is a missing right', () => {
    expect(explain(readBody('arm', 403, ''), about)).toMatchObject({ ending: 'handover', code: 'http-403' });
  });

  test('an unknown refusal keeps Azure’s words, with control characters visible and the length bounded', () => {
    const message = `Quite new: \u001b[2J\u202e${'x'.repeat(5000)}`;
    const details = explain({ source: 'arm', code: 'BrandNew', message, httpStatus: 418 }, about);
    expect(details).toMatchObject({ ending: 'refused', code: 'BrandNew', httpStatus: 418 });
    expect(details.message).toContain('Quite new: \\u{1b}[2J\\u{202e}');
    expect(details.message.length).toBeLessThan(800);
  });

  test('a code that is a name of JavaScript’s own is unknown too', () => {
    expect(explain({ source: 'arm', code: 'constructor', message: 'm' }, about).ending).toBe('refused');
  });

  test('a wait of an hour ends the run instead of waiting', () => {
    const headers = new Map([['retry-after', '3600']]);
    const failure = readAnswer('arm', { status: 429, bodyAsText: '', headers }, 3600);
    expect(explain(failure, about)).toMatchObject({ ending: 'forNow', again: undefined, retryAfter: 3600 });
    expect(explain(failure, about).suggestion).toContain('60 minutes');
  });
});

describe('errors of the sign-in library', () => {
  const named = (name: string, message: string): Error => Object.assign(new Error(message), { name });

  test.each<[string, string, string, Partial<ErrorDetails>]>([
    ['AuthenticationRequiredError', 'post_request_failed: expired_token', 'expired_token', { cures: ['sign-in'] }],
    ['AuthenticationRequiredError', 'invalid_grant: Error(s): 50076 - AADSTS50076: Due to a change', 'AADSTS50076', {}],
    [
      'CredentialUnavailableError',
      'Azure CLI could not be found.',
      'CredentialUnavailableError',
      { cures: ['sign-in'] },
    ],
    ['CredentialUnavailableError', 'something new', 'CredentialUnavailableError', {}],
    ['AuthenticationError', 'never seen', 'AuthenticationError', { cures: ['sign-in', 'directory'] }],
  ])('%s: %s', (name, message, code, more) => {
    const error = translate(named(name, message), about, 'signIn');
    expect(error as Partial<SetupError>).toMatchObject({ ending: 'signIn', code, ...more });
  });

  test('what Entra ID said is found in the error’s own fields', () => {
    const error = Object.assign(named('AuthenticationError', 'invalid_client Status code: 401'), {
      statusCode: 401,
      errorResponse: {
        error: 'invalid_client',
        errorDescription: 'AADSTS7000215: Invalid. Trace ID: t',
        correlationId: 'id',
      },
    });
    const read: FailedResponse = readIdentityError(error);
    expect(read).toMatchObject({
      code: 'AADSTS7000215',
      httpStatus: 401,
      correlationId: 'id',
      message: 'AADSTS7000215: Invalid.',
    });
  });

  test('interruptions and errors that are explained already pass unchanged', () => {
    const interrupted = new InterruptedError('SIGINT');
    expect(translate(interrupted, about)).toBe(interrupted);
    const explained = new SetupError({ ending: 'refused', code: 'c', message: 'm', suggestion: 'h' });
    expect(translate(explained, about)).toBe(explained);
  });
});

describe('the network', () => {
  const host = 'management.azure.com';

  test.each<[string, RegExp, ErrorDetails['again']]>([
    ['ENOTFOUND', /can't find management\.azure\.com/, 'soon'],
    ['EAI_AGAIN', /can't find/, 'soon'],
    ['ECONNREFUSED', /could not be connected to/, 'soon'],
    ['ECONNRESET', /broke before the answer arrived/, 'soon'],
    ['ETIMEDOUT', /took too long/, 'soon'],
    ['SELF_SIGNED_CERT_IN_CHAIN', /NODE_EXTRA_CA_CERTS/, undefined],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', /NODE_EXTRA_CA_CERTS/, undefined],
    ['CERT_HAS_EXPIRED', /date and time/, undefined],
    ['ERR_TLS_CERT_ALTNAME_INVALID', /in its place/, undefined],
  ])('%s', (code, words, again) => {
    const details = networkTrouble({ code, host, changes: false });
    expect(details).toMatchObject({ ending: 'forNow', code });
    expect(details.again).toBe(again);
    expect(`${details.message} ${details.suggestion}`).toMatch(words);
  });

  test('a dead proxy is named by its variable', () => {
    const details = networkTrouble({ code: 'ECONNREFUSED', host, changes: false, proxyVariable: 'https_proxy' });
    expect(details.message).toContain('https_proxy');
    expect(details.suggestion).toContain('unset https_proxy');
  });

  test('a lost answer to a change says that nothing is made twice', () => {
    expect(networkTrouble({ code: 'ECONNRESET', host, changes: true }).suggestion).toContain('nothing is made twice');
  });
});

test.each([
  ['["TicketingRule"]', 'asks for the number of a ticket, which can only be given in the portal'],
  ['["MfaRule","TicketingRule"]', '(multi-factor authentication) and the number of a ticket'],
  ['["SomeNewRule"]', 'Azure said: "The following policy rules failed: ["SomeNewRule"]"'],
])('an activation that the rules %s refuse', (rules, words) => {
  const says = `The following policy rules failed: ${rules}`;
  const code = 'RoleAssignmentRequestPolicyValidationFailed';
  const details = errorOf({ code, status: 400, says, ending: 'refused', tells: /x/ });
  expect(details).toMatchObject({ code, ending: 'refused' });
  expect(details.message).toContain(words);
});

describe('commands in refusals', () => {
  const details = (code: string, says: string, from: Partial<About> = {}): ErrorDetails => {
    const response = {
      status: 403,
      headers: new Map(),
      bodyAsText: JSON.stringify({ error: { code, message: says } }),
    };
    const translated = translate(Object.assign(new Error('refused'), { response }), { ...about, ...from });
    if (!(translated instanceof SetupError)) throw translated;
    return translated;
  };
  const lacking = "not authorized to perform action 'Microsoft.DigitalTwins/x/write' over scope '/subscriptions/1'";

  test.each<[string, Partial<About>, string]>([
    [
      'a person',
      { accountId: 'a1', accountType: 'User' },
      '--assignee-object-id a1 --assignee-principal-type User --role',
    ],
    [
      'an application',
      { accountId: 'a2', accountType: 'ServicePrincipal' },
      '--assignee-object-id a2 --assignee-principal-type ServicePrincipal --role',
    ],
    ['an account without a known id', {}, '--assignee ana@contoso.com --role'],
  ])('name %s as az finds it', (_, from, words) => {
    expect(details('AuthorizationFailed', lacking, from).suggestion).toContain(words);
  });

  test.each([
    'RequestDisallowedByAzure',
    'RequestDisallowedByPolicy',
    'RoleAssignmentLimitExceeded',
    'RoleAssignmentUpdateNotPermitted',
    'ScopeLocked',
    'QuotaExceeded',
    'ResourceGroupNotFound',
    'LocationNotAvailableForResourceType',
    'ResourceNotFound',
    'Failed',
  ])('look in the right subscription: %s', (code) => {
    expect(details(code, 'no').suggestion).toMatch(
      /\baz [a-z -]+ .*--subscription 00000000-0000-0000-0000-000000000001\b/,
    );
    expect(details(code, 'no', { subscriptionId: undefined }).suggestion).not.toContain('--subscription');
  });

  test('a list that closes a region is not shown for one that only takes nobody new', () => {
    const closed = details('RequestDisallowedByAzure', 'The selected region is currently not accepting new customers.');
    expect(closed.suggestion).not.toMatch(/list|\baz /);
  });

  test('too many assignments: nothing is deleted blindly', () => {
    const full = details('RoleAssignmentLimitExceeded', 'No more role assignments can be created');
    expect(full.message).toContain(about.subscriptionId);
    expect(full.suggestion).toMatch(
      /group that has the role.*only those of which you are sure.*az role assignment delete --ids ID$/,
    );
  });

  test.each(['QuotaExceeded', 'AlreadyExists', 'NoRegisteredProviderFound', 'LocationNotAvailableForResourceType'])(
    'a region goes by the name that people know: %s',
    (code) => {
      expect(details(code, '', { region: 'West Europe' }).message).toContain('West Europe');
      expect(details(code, '').message).toContain('westeurope');
    },
  );

  test('the number of instances is that of the wizard’s own count', () => {
    expect(details('QuotaExceeded', '').message).toContain(`${instancesPerRegion} instances`);
  });
});

test.each([
  ['Resource was disallowed by policy. Reasons: MFA is required. See the policyIdentifiers for details.'],
  [
    'Resource \'x\' was disallowed by policy. Policy identifiers: \'[{"policyAssignment":{"name":"Users must authenticate with multi-factor authentication to create or update resources","id":"/p"}}]\'.',
  ],
])('a policy that is after a second proof, without a challenge: %s', (says) => {
  const details = errorOf({ code: 'RequestDisallowedByPolicy', status: 403, says, ending: 'signIn', tells: /x/ });
  expect(details).toMatchObject({ ending: 'signIn', again: 'answer', cures: ['sign-in'] });
  expect(details.message).toContain('a second proof of who you are (multi-factor authentication)');
  expect(details.suggestion).not.toContain('region');
});

describe('words', () => {
  test.each([
    ["o'neil", String.raw`'o'\''neil'`],
    ['rg-plant', 'rg-plant'],
    ['my group', "'my group'"],
    ['$(reboot)', "'$(reboot)'"],
    [undefined, 'NAME'],
  ])('%s as a word of a shell', (value, word) => expect(shellWord(value, 'NAME')).toBe(word));

  test('a broken pair of surrogates is not left at the end', () => {
    expect(legible('ab😀', 3)).toBe('ab…');
  });
});
