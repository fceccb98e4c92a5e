import { expect } from '@jest/globals';
import { refuses } from '../network.ts';
import { countOf, listGroups, placeNow, playAll, putGroup, putInstance, putRole, register, sentOnce } from './bench.ts';

playAll([
  {
    input: "H18: 400 in Azure's shape",
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
      expect(placeNow().clock.ahead).toBeGreaterThan(60_000);
    },
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
]);
