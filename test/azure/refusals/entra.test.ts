import { describe, expect, test } from '@jest/globals';
import { readAnswer, readBody } from '../../../src/azure/refusals/response.ts';
import { explain } from '../../../src/azure/refusals/translate.ts';

const about = { doing: 'sign in', tenantId: 't' };

const refused = (word: string, text: string): ReturnType<typeof explain> =>
  explain(readBody('signIn', 400, JSON.stringify({ error: word, error_description: `${text}\r\nTrace ID: x` })), about);

describe('a number that nobody here knows is told by its own sentence, never by the word beside it', () => {
  test.each([
    [
      'E1',
      'invalid_grant',
      'AADSTS530003: Your device is required to be managed to access this resource.',
      'a device that it manages',
    ],
    [
      'E1, sibling',
      'interaction_required',
      'AADSTS530021: Application does not meet the approved app requirements.',
      'Conditional Access',
    ],
    [
      'E2',
      'invalid_grant',
      "AADSTS50105: Your administrator has configured the application 'x' to block users unless they are specifically granted ('assigned') access.",
      'Only an administrator',
    ],
    ['E3', 'unauthorized_client', "AADSTS7000112: Application 'x' is disabled.", 'Only an administrator'],
    ['the account', 'invalid_grant', 'AADSTS50053: The account is locked.', 'the account itself'],
    ['a password', 'invalid_grant', 'AADSTS50055: The password is expired.', 'the account itself'],
    ['the application', 'invalid_client', 'AADSTS7000299: Something new about applications.', 'check AZURE_CLIENT_ID'],
    ['the directory', 'invalid_request', 'AADSTS90013: Invalid input received from the user.', '--tenant'],
    [
      'another resource',
      'invalid_resource',
      'AADSTS500011: The resource principal named https://x.example was not found in the tenant named Contoso.',
      'Only an administrator',
    ],
    ['a family of its own', 'server_error', 'AADSTS40008: There was an unexpected error.', '--auth device-code'],
  ])('%s: %s', (_, word, text, advice) => {
    const error = refused(word, text);
    const [number = '', sentence = ''] = text.split(/: (.*)/s);
    expect(error).toMatchObject({ ending: 'signIn', code: number, again: 'answer' });
    expect(error.message).toContain(`"${sentence}"`);
    expect(error.suggestion).toContain(advice);
    expect(error.message).not.toMatch(/too old|doesn't exist|canceled/);
  });

  test.each([
    ['invalid_grant', 'too old'],
    ['access_denied', 'canceled'],
  ])('the word counts where it comes alone: %s', (word, words) => {
    expect(refused(word, 'No.').message).toContain(words);
  });

  test('R8: a directory without the service is somebody else to ask, with the command', () => {
    const error = refused(
      'invalid_resource',
      'AADSTS500011: The resource principal named https://digitaltwins.azure.net was not found in the tenant named Contoso.',
    );
    expect(error).toMatchObject({ ending: 'handover', code: 'AADSTS500011' });
    expect(error.suggestion).toContain('az ad sp create --id 0b07f429-9f4b-4714-9392-cc5e8e80c8b0');
  });
});

describe('a claims challenge is told by what it asks', () => {
  const challenged = (claims: object, description = '', doing = 'list the instances'): string => {
    const encoded = Buffer.from(JSON.stringify(claims)).toString('base64');
    const header = `Bearer realm="", error="insufficient_claims", error_description="${description}", claims="${encoded}"`;
    const headers = { get: (name: string) => (name === 'www-authenticate' ? header : undefined) };
    return explain(readAnswer('arm', { status: 401, bodyAsText: '', headers }, undefined), { doing }).message;
  };
  test.each([
    [
      'E4: a place',
      { access_token: { nbf: { value: '1' }, xms_rp_ipaddr: { value: '203.0.113.7' } } },
      '',
      'from this place or network',
    ],
    [
      'a place, in words',
      { access_token: {} },
      'Continuous access evaluation: location not allowed',
      'from this place or network',
    ],
    ['token protection', { access_token: { xms_tb: { essential: true } } }, '', 'token protection'],
    ['a device', { access_token: { deviceid: { essential: true } } }, '', 'token protection'],
    [
      'a newer sign-in',
      { access_token: { nbf: { essential: true, value: '1' } } },
      'TokenCreatedWithOutdatedPolicies',
      'a newer sign-in',
    ],
    ['a proof', { access_token: { acrs: { essential: true, values: ['p1'] } } }, '', 'second proof'],
    ['nothing that is known', { id_token: {} }, '', 'second proof'],
  ])('%s', (_, claims, description, words) => {
    expect(challenged(claims, description)).toContain(words);
  });

  test('on a read it says what was being read', () => {
    const message = challenged({ access_token: { acrs: { value: 'c1' } } });
    expect(message).toContain('before it lets you list the instances');
    expect(message).not.toContain('change');
  });
});
