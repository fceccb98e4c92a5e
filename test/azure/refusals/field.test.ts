import { describe, expect, test } from '@jest/globals';
import { readBody } from '../../../src/azure/refusals/response.ts';
import type { About } from '../../../src/azure/refusals/table.ts';
import { explain } from '../../../src/azure/refusals/translate.ts';
import { instanceName } from '../../../src/domain/names.ts';
import { SetupError } from '../../../src/errors.ts';

const instance: About = { doing: 'create the instance', name: 'plant', location: 'westeurope' };
const role: About = { doing: 'give the role', assignee: 'x' };
const group: About = { doing: 'create the resource group', resourceGroup: 'rg-one' };

const identifiers = (assignment: string, definition: string): string =>
  `Resource 'X' was disallowed by policy. Policy identifiers: '[{"policyAssignment":{"name":"${assignment}","id":"/a"},"policyDefinition":{"name":"${definition}","id":"/d"}}]'.`;

const violation = (info: object): object => ({ type: 'PolicyViolation', info });

function said(about: About, code: string, message: string, more: object = {}, status = 403): SetupError {
  return explain(readBody('arm', status, JSON.stringify({ error: { code, message, ...more } })), about);
}

describe('a policy is named and quoted, and the question that fits it comes again', () => {
  test.each([
    [
      'R1: the role',
      role,
      identifiers('Deny role assignments to users', 'x'),
      {},
      ['principal', 'role'],
      '"Deny role assignments to users"',
    ],
    [
      'R2: a tag, with a reason',
      instance,
      "Resource 'X' was disallowed by policy. Reasons: 'Tag owner must hold the e-mail of the team; ask cloud-desk@contoso.com for an exemption.'. See error details for policy resource IDs.",
      {
        additionalInfo: [
          violation({
            policyAssignmentDisplayName: 'Corp: owner tag',
            policyDefinitionDisplayName: 'Require a tag on resources',
          }),
        ],
      },
      ['tags', 'group'],
      /"Corp: owner tag".*Its reason: "Tag owner must hold the e-mail of the team; ask cloud-desk@contoso\.com for an exemption\."/s,
    ],
    [
      'R3: types of resources',
      instance,
      identifiers('Allowed resource types', 'Allowed resource types'),
      {},
      [],
      'another subscription (--subscription), or an exemption',
    ],
    [
      'a region',
      instance,
      identifiers('Allowed locations', 'Allowed locations'),
      {},
      ['region', 'group'],
      'Choose another region',
    ],
    [
      'a region and a tag',
      group,
      identifiers('Allowed locations', 'Require a tag'),
      {},
      ['region', 'tags', 'group'],
      '--tags KEY=VALUE',
    ],
    [
      'the network',
      instance,
      identifiers('corp-42', 'Azure Digital Twins should disable public network access'),
      {},
      ['network'],
      '--public-network-access',
    ],
    [
      'names',
      instance,
      identifiers('corp-7', 'Enforce the naming convention'),
      {},
      ['name'],
      'a name that the rule allows',
    ],
    [
      'names of groups',
      group,
      identifiers('corp-7', 'Enforce the naming convention'),
      {},
      ['group'],
      'a name that the rule allows',
    ],
    [
      'what it looked at, where names say nothing',
      instance,
      "Resource 'X' was disallowed by policy.",
      {
        details: [
          {
            code: 'x',
            additionalInfo: [
              violation({
                policyAssignmentName: 'a1b2c3',
                evaluationDetails: { evaluatedExpressions: [{ expression: "tags['owner']", path: "tags['owner']" }] },
              }),
            ],
          },
        ],
      },
      ['tags', 'group'],
      '"a1b2c3"',
    ],
    [
      'something else',
      instance,
      identifiers('Corp baseline', 'Corp baseline 12'),
      {},
      [],
      'ask those who look after the rule for an exemption',
    ],
    ['nothing at all', instance, 'Disallowed.', {}, [], 'ask those who look after the rule for an exemption'],
  ])('%s', (_, about, message, more, cures, words) => {
    const error = said(about, 'RequestDisallowedByPolicy', message, more);
    expect(error).toMatchObject({ ending: 'refused', cures });
    expect(`${error.message}\n${error.suggestion}`).toMatch(
      typeof words === 'string' ? new RegExp(words.replaceAll(/[()]/g, String.raw`\$&`)) : words,
    );
  });
});

const denial =
  "The client 'app' with object id 'o' has permission to perform action 'Microsoft.DigitalTwins/digitalTwinsInstances/write' on scope '/subscriptions/s/resourceGroups/rg'; however, the access is denied because of the deny assignment with name 'Deny assignment of deployment stack landing-zone' and Id 'd' at scope '/subscriptions/s'.";

test.each([
  [
    'R4',
    instance,
    'DenyAssignmentAuthorizationFailed',
    denial,
    ['group', 'subscription'],
    '"Deny assignment of deployment stack landing-zone" at /subscriptions/s forbids it',
  ],
  [
    'R4: for a role',
    role,
    'DenyAssignmentAuthorizationFailed',
    denial.replace('landing-zone', 'it'),
    ['group', 'subscription'],
    'of deployment stack it" at',
  ],
  [
    'R5',
    instance,
    'DisallowedProvider',
    "The operation is not permitted for namespace 'Microsoft.DigitalTwins'.",
    ['subscription'],
    'of a kind that may not use',
  ],
  [
    'R5',
    instance,
    'DisallowedOperation',
    'The current subscription type is not permitted to perform operations on any provider namespace.',
    ['subscription'],
    'any provider namespace',
  ],
  [
    'R6',
    group,
    'ResourceGroupQuotaExceeded',
    'Creating the resource group would exceed the quota of 980.',
    ['group', 'subscription'],
    '980',
  ],
  ['R6', instance, 'ReservedResourceName', "'x' is a trademarked or reserved word.", ['name'], 'trademarked'],
])('%s: %o %s', (_, about, code, message, cures, words) => {
  const error = said(about, code, message, {}, 400);
  expect(error).toMatchObject({ ending: 'refused', again: 'answer', cures });
  expect(`${error.message} ${error.suggestion}`).toContain(words);
  expect(`${error.message} ${error.suggestion}`).not.toContain('Contributor');
});

describe('reserved words', () => {
  test.each(['my-microsoft-twins', 'WindowsPlant', 'login-twins', 'Xbox1', 'office', 'Azure', 'dynamics'])(
    '%s',
    (name) => {
      expect(() => instanceName(name)).toThrow(SetupError);
    },
  );
  test.each(['my-office', 'azure-twins', 'blogin', 'officepark', 'wind-ows'])('%s is none', (name) => {
    expect(instanceName(name)).toBe(name);
  });
});
