import { describe, expect, test } from '@jest/globals';
import type { Exported } from '../../src/export/exported.ts';
import { exportAs, type Format, formats } from '../../src/export/formats.ts';
import { errorOf } from '../azure/workbench.ts';
import { everything, setUps, tagged } from '../support/exported.ts';

const named = (name: string): Format => formats.find((each) => each.name === name) as Format;
const text = (name: string, exported: Exported): string =>
  exportAs(named(name), exported)
    .map((file) => file.text)
    .join('\n');
const setUp = (name: string): Exported => setUps[name] as Exported;

describe.each(Object.entries(setUps))('%s', (_, exported) => {
  test.each(formats.map(({ name }) => name))(
    '%s is one whole text: no placeholder, no carriage return, a line break at the end',
    (name) => {
      if (name === 'env' && exported.hostName === undefined) return;
      const files = exportAs(named(name), exported);
      for (const file of files) {
        expect(file.text.endsWith('\n') && !file.text.endsWith('\n\n')).toBe(true);
        expect(file.text).not.toMatch(/\r|undefined|\[object|TODO|<[A-Z-]+>|OWNER\/REPO/);
      }
      expect(exportAs(named(name), exported)).toEqual(files);
    },
  );

  test('what is made is declared, what was there is only read, what exists is taken over', () => {
    const isDeclared = (kind: string): boolean => exported.declared.some(({ resource }) => resource.kind === kind);
    const [bicep, terraform, az] = ['bicep', 'terraform', 'az'].map((name) => text(name, exported));
    expect(/resourceGroups@[-\d]+' = \{/.test(bicep ?? '')).toBe(isDeclared('group'));
    expect(/digitalTwinsInstances@[-\d]+' = \{/.test(bicep ?? '')).toBe(isDeclared('instance'));
    expect(bicep?.includes("roleAssignments@2022-04-01' = {")).toBe(isDeclared('assignment'));
    expect(/^resource "azurerm_resource_group"/m.test(terraform ?? '')).toBe(isDeclared('group'));
    expect(/^data "azurerm_resource_group"/m.test(terraform ?? '')).toBe(!isDeclared('group'));
    expect(/^data "azurerm_digital_twins_instance"/m.test(terraform ?? '')).toBe(!isDeclared('instance'));
    const taken = exported.declared.filter(({ resource, exists }) => exists && resource.kind !== 'registration');
    expect((terraform?.match(/^import \{/gm) ?? []).length).toBe(taken.length);
    expect((az?.match(/^ {2}put /gm) ?? []).length).toBe(
      exported.declared.filter(({ resource }) => resource.kind !== 'registration').length,
    );
    expect((az?.match(/^must_be_there /gm) ?? []).length).toBe(exported.found.length);
  });
});

test('an instance that is closed to the network goes through azapi, with its identity', () => {
  const tf = text('terraform', setUp('a closed network, an identity, a group of people'));
  expect(tf).toMatch(/resource "azapi_resource" "twins" \{[\s\S]*publicNetworkAccess = "Disabled"/);
  expect(tf).toMatch(/identity \{\n {4}type = "SystemAssigned"/);
  expect(tf).toMatch(/digitalTwinsInstances\/Plant-1\?api-version=2023-01-31"/);
  expect(tf).toContain('value = azapi_resource.twins.output.properties.hostName');
  expect(tf).toContain('principal_type     = "Group"');
});

test('another cloud is named to each tool', () => {
  const exported = setUp('another cloud');
  expect(text('terraform', exported)).toContain('environment     = "usgovernment"');
  expect(text('azd', exported)).toContain('cloud:\n  name: AzureUSGovernment\n');
  expect(text('github', exported)).toContain('audience: api://AzureADTokenExchangeUSGov');
  expect(text('az', exported)).toContain('if [ "$cloud" != AzureUSGovernment ]');
});

test('what belongs to a kind that has no form of its own is declared all the same', () => {
  const exported = setUp('a lock, too');
  expect(text('bicep', exported)).toMatch(
    /resource lock 'Microsoft\.Authorization\/locks@2020-05-01' = \{\n {2}scope: instance/,
  );
  expect(text('terraform', exported)).toMatch(
    /resource "azapi_resource" "lock" \{[\s\S]*parent_id = azurerm_digital_twins_instance\.twins\.id/,
  );
  expect(text('az', exported)).toContain(
    'if there "$instance/providers/Microsoft.Authorization/locks/keep" 2020-05-01; then',
  );
  expect(text('summary', exported)).toContain('lock the instance');
});

test('answers are those of a set-up: without its mark, and by ids', () => {
  expect(JSON.parse(text('answers', everything))).toEqual({
    tenant: everything.tenantId,
    subscription: 'b3a1c9d4-6e2f-4f58-8b07-1c5d9e4a7f36',
    resourceGroup: 'rg-plant',
    location: 'westeurope',
    name: 'Plant-1',
    tags: { team: 'a' },
    identity: 'none',
    publicNetworkAccess: 'enabled',
    assignee: 'user:3c7f1b92-85d0-4ea6-b24f-60d91e8a53c7',
    role: 'owner',
  });
});

test.each([
  ['bicep', { ...everything, unsayable: 'It has an identity that nobody knows.' }, 'cannot-export'],
  ['answers', tagged(Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`t${at}`, '']))), 'cannot-export'],
  ['env', setUp('nothing is there yet'), 'no-host-name'],
])('%s refuses where it would leave something out', async (name, exported, code) => {
  const refusal = await errorOf(new Promise((resolve) => resolve(text(name, exported))));
  expect(refusal).toMatchObject({ ending: 'refused', code });
});

test('a tag that looks like the id of something in a subscription is written as it is', () => {
  const id = '/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.Web/sites/x';
  const exported = tagged({ id });
  expect(text('bicep', exported)).toContain(`id: '${id}'`);
  expect(text('arm', exported)).toContain(`"id": "${id}"`);
  expect(text('bicep', exported)).toContain('roleDefinitionId: subscriptionResourceId(');
});
