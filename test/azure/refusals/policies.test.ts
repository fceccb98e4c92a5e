import { expect, test } from '@jest/globals';
import { errorOf } from './bench.ts';

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
