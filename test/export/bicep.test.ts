import { describe, expect, test } from '@jest/globals';
import type { Resource } from '../../src/domain/resource.ts';
import { bicepParts } from '../../src/export/bicep.ts';
import { newAssignment, newGroup, newInstance, newRegistration } from '../support/resources.ts';

const subscription = '/subscriptions/s';
const group = `${subscription}/resourceGroups/rg-one`;
const instance = `${group}/providers/Microsoft.DigitalTwins/digitalTwinsInstances/plant`;

/** The one file that makes it. */
function bicep(resource: Resource): string | undefined {
  return bicepParts([resource], 'westeurope')[0]?.text.trimEnd();
}

describe('a resource in Bicep', () => {
  const wanted = { name: 'n', roleId: 'r', principalId: 'p', principalType: 'Group' } as const;
  test('on an instance', () => {
    expect(bicep(newAssignment({ ...wanted, scope: instance }))).toBe(
      [
        "resource instance 'Microsoft.DigitalTwins/digitalTwinsInstances@2023-01-31' existing = {",
        "  name: 'plant'",
        '}',
        '',
        "resource access 'Microsoft.Authorization/roleAssignments@2022-04-01' = {",
        '  scope: instance',
        '  // Keep this name while nothing below changes; for a copy elsewhere use guid() of scope, principal and role.',
        "  name: 'n'",
        '  properties: {',
        "    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'r')",
        "    principalId: 'p'",
        "    principalType: 'Group'",
        '  }',
        '}',
      ].join('\n'),
    );
  });

  test('on a group and on a subscription: the file is deployed there', () => {
    expect(bicep(newAssignment({ ...wanted, scope: group }))).toMatch(/^resource access/);
    expect(bicep(newAssignment({ ...wanted, scope: subscription }))).toMatch(/^targetScope = 'subscription'\n/);
  });

  test.each([
    ['a line that a reader would not see as one', 'a\u2028b\u2029c', String.raw`'a\u{2028}b\u{2029}c'`],
    ['text that runs the other way', 'a\u202Eb', String.raw`'a\u{202e}b'`],
    ['what is drawn as nothing', 'a\u200Bb\u3164', String.raw`'a\u{200b}b\u{3164}'`],
    ['a line break', "a'\n}", String.raw`'a\'\n}'`],
    ['words of any language', 'Zürich 東京', "'Zürich 東京'"],
  ])('%s stays in the text, and is seen', (_, value, written) => {
    expect(bicep(newGroup('s', 'rg-one', 'westeurope', { site: value }))).toContain(`    site: ${written}\n`);
  });

  test('what is created: a group and an instance', () => {
    const tags = { "a'b": '${c}' };
    expect(bicep(newGroup('s', 'rg-one', 'westeurope', tags))).toBe(
      [
        "targetScope = 'subscription'",
        '',
        "resource group 'Microsoft.Resources/resourceGroups@2021-04-01' = {",
        "  name: 'rg-one'",
        "  location: 'westeurope'",
        '  tags: {',
        String.raw`    'a\'b': '\${c}'`,
        '  }',
        '}',
      ].join('\n'),
    );
    const plain = newInstance({ subscriptionId: 's', resourceGroup: 'rg-one', name: 'plant' });
    expect(bicep(plain)).toBe(
      [
        "resource instance 'Microsoft.DigitalTwins/digitalTwinsInstances@2023-01-31' = {",
        "  name: 'plant'",
        "  location: 'westeurope'",
        '  identity: {',
        "    type: 'None'",
        '  }',
        '  properties: {',
        "    publicNetworkAccess: 'Enabled'",
        '  }',
        '}',
      ].join('\n'),
    );
  });

  test('nothing in a value can end the text or begin an expression', () => {
    const file = bicep(newAssignment({ ...wanted, scope: group, principalId: "a'b${c}\\" }));
    expect(file).toContain(String.raw`principalId: 'a\'b\${c}\\'`);
  });

  test('there is none for the service: deploying an instance switches it on', () => {
    expect(bicep(newRegistration('s'))).toBeUndefined();
  });
});
