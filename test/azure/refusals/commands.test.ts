import { describe, expect, test } from '@jest/globals';
import type { About } from '../../../src/azure/refusals/table.ts';
import { translate } from '../../../src/azure/refusals/translate.ts';
import { instancesPerRegion } from '../../../src/domain/limits.ts';
import { type ErrorDetails, SetupError } from '../../../src/errors.ts';
import { about } from './bench.ts';

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

  test("the number of instances is that of the wizard's own count", () => {
    expect(details('QuotaExceeded', '').message).toContain(`${instancesPerRegion} instances`);
  });
});
