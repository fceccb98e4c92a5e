import { describe, expect, test } from '@jest/globals';
import { type FailedResponse, readIdentityError } from '../../../src/azure/refusals/response.ts';
import type { About } from '../../../src/azure/refusals/table.ts';
import { translate } from '../../../src/azure/refusals/translate.ts';
import { type ErrorDetails, InterruptedError, SetupError } from '../../../src/errors.ts';
import { about } from './bench.ts';

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
    expect(translated.message).toMatch(/^Azure operated by 21Vianet doesn't know Azure Digital Twins/);
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

  test("what Entra ID said is found in the error's own fields", () => {
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
