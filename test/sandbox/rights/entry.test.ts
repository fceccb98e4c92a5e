import { describe, expect, test } from '@jest/globals';
import { actionMatches, grants } from '../../../src/sandbox/world/rights.ts';
import { builtInRoles } from '../../../src/sandbox/world/roles.ts';

describe('an entry of rights', () => {
  const roleOf = (name: string) =>
    builtInRoles.find((role) => role.roleName === name)?.permissions[0] ?? {
      actions: [],
      notActions: [],
      dataActions: [],
      notDataActions: [],
    };

  test.each([
    ['Owner', 'Microsoft.Authorization/roleAssignments/write', true],
    ['Contributor', 'Microsoft.Authorization/roleAssignments/write', false],
    ['Contributor', 'microsoft.authorization/roleassignments/DELETE', false],
    ['Contributor', 'Microsoft.DigitalTwins/register/action', true],
    ['Contributor', 'Microsoft.DigitalTwins/digitalTwinsInstances/write', true],
    ['Reader', 'Microsoft.DigitalTwins/locations/checkNameAvailability/action', false],
    ['Reader', 'Microsoft.DigitalTwins/digitalTwinsInstances/read', true],
    ['User Access Administrator', 'Microsoft.Authorization/roleAssignments/write', true],
    ['User Access Administrator', 'Microsoft.DigitalTwins/digitalTwinsInstances/write', false],
    ['Role Based Access Control Administrator', 'Microsoft.Authorization/roleAssignments/write', true],
    ['Role Based Access Control Administrator', 'Microsoft.Authorization/locks/write', false],
  ])('%s: %s is %s', (role, action, granted) => {
    expect(grants(roleOf(role), action, false)).toBe(granted);
  });

  test('data rights are another matter: Owner has none, the data roles have theirs', () => {
    expect(grants(roleOf('Owner'), 'Microsoft.DigitalTwins/models/read', true)).toBe(false);
    expect(
      grants(roleOf('Azure Digital Twins Data Owner'), 'Microsoft.DigitalTwins/digitaltwins/relationships/write', true),
    ).toBe(true);
    expect(grants(roleOf('Azure Digital Twins Data Reader'), 'Microsoft.DigitalTwins/models/write', true)).toBe(false);
    expect(grants(roleOf('Azure Digital Twins Data Reader'), 'Microsoft.DigitalTwins/query/action', true)).toBe(true);
  });

  test('a star matches any run of characters, slashes too, and nothing else is special', () => {
    expect(actionMatches('*/read', 'Microsoft.A/b/c/read')).toBe(true);
    expect(actionMatches('Microsoft.A/*', 'MicrosoftXA/b')).toBe(false);
  });
});
