import { describe, expect, test } from '@jest/globals';
import type { ExportFile } from '../../src/export/exported.ts';
import { exportListAs, type Format, formats } from '../../src/export/formats.ts';
import type { ExportedList } from '../../src/export/list/exported-list.ts';
import { errorOf } from '../azure/workbench.ts';
import { everything } from '../support/exported.ts';
import { listOf, lists, siteOf } from './exported-list.ts';

const named = (name: string): Format => formats.find((each) => each.name === name) as Format;
const files = (name: string, list: ExportedList): readonly ExportFile[] => exportListAs(named(name), list);
const text = (name: string, list: ExportedList): string =>
  files(name, list)
    .map((file) => file.text)
    .join('\n');
const list = (name: string): ExportedList => lists[name] as ExportedList;
const refusal = (name: string, of: ExportedList): ReturnType<typeof errorOf> =>
  errorOf(Promise.resolve().then(() => files(name, of)));
const all = ['group', 'instance', 'access'] as const;

describe.each(Object.entries(lists))('%s', (title, each) => {
  test.each(formats.map(({ name }) => name))('%s is whole texts, the same each time', (name) => {
    if (name === 'env' && each.sites.some(({ hostName }) => hostName === undefined)) return;
    const written = files(name, each);
    for (const file of written) {
      expect(file.text.endsWith('\n') && !file.text.endsWith('\n\n')).toBe(true);
      expect(file.text).not.toMatch(/\r|undefined|\[object|TODO|<[A-Z-]+>|OWNER\/REPO/);
    }
    expect(files(name, each)).toEqual(written);
    expect(new Set(written.map((file) => file.name)).size).toBe(written.length);
    if (title !== 'two of one name, in two groups') return;
    // Nothing is lost where two are called the same.
    if (['terraform', 'summary'].includes(name)) expect(text(name, each)).toMatch(/rg-b\/same-twins|rg-b`/);
  });

  test('each thing is declared once, what was there is only read, what exists is taken over', () => {
    const made = new Map(each.sites.flatMap(({ declared }) => declared.map((one) => [one.resource.id, one] as const)));
    const puts = [...made.values()];
    expect((text('az', each).match(/^ {2}put /gm) ?? []).length).toBe(puts.length);
    const taken = puts.filter(({ exists }) => exists);
    expect((text('terraform', each).match(/^import \{/gm) ?? []).length).toBe(taken.length);
    const found = new Set(each.sites.flatMap((site) => site.found.map(({ id }) => id)));
    expect(new Set(text('az', each).match(/^must_be_there .*/gm) ?? []).size).toBeGreaterThanOrEqual(
      found.size > 0 ? 1 : 0,
    );
    const groups = puts.filter(({ resource }) => resource.kind === 'group').length;
    expect((text('bicep', each).match(/^ {4}made: \{/gm) ?? []).length).toBe(groups);
  });
});

test('an answers file has what each is, and once what is the same for all', () => {
  const { tenant, instances } = JSON.parse(text('answers', list('three of two groups'))) as {
    tenant: string;
    instances: readonly Record<string, unknown>[];
  };
  expect(tenant).toBe(everything.tenantId);
  expect(instances.map(({ name, resourceGroup, location }) => [name, resourceGroup, location])).toEqual([
    ['one-twins', 'rg-a', 'westeurope'],
    ['two-twins', 'rg-a', 'uksouth'],
    ['three-twins', 'rg-b', 'westeurope'],
  ]);
  expect(instances.every((each) => !('tenant' in each) && each['assignee'] !== 'me')).toBe(true);
});

test('variables are a file for each instance', async () => {
  expect(files('env', list('three of two groups')).map(({ name }) => name)).toEqual([
    'one-twins.env',
    'two-twins.env',
    'three-twins.env',
  ]);
  expect(await refusal('env', list('nothing is there yet'))).toMatchObject({ code: 'no-host-name' });
});

test('an instance that is closed to the network goes through azapi, the others do not', () => {
  const tf = text('terraform', list('a group and an instance that were there, a closed one'));
  expect(tf).toMatch(/closed_sites = \{\n {4}"closed-twins" = \{[^]*?publicNetworkAccess = "Disabled"/);
  expect(tf).toContain('to = azapi_resource.twins["closed-twins"]');
  expect(tf).toMatch(/digitalTwinsInstances\/closed-twins\?api-version=2023-01-31"/);
  expect(tf).toContain('to = azurerm_digital_twins_instance.twins["one-twins"]');
  expect(tf).toMatch(/data "azurerm_resource_group" "group" \{\n {2}for_each = toset\(\["rg-there"\]\)/);
});

test('several subscriptions: a script takes all, what is deployed to one is refused', async () => {
  const other = '5f0f6c1e-8a34-4a40-9b0e-9c1a7f1b2d3c';
  const both = listOf(
    siteOf({ name: 'one-twins', group: 'rg-a', makes: all }),
    siteOf({ name: 'two-twins', group: 'rg-a', makes: all, subscriptionId: other }),
  );
  expect(text('az', both).match(/^state=/gm)).toHaveLength(2);
  expect(JSON.parse(text('answers', both))).toMatchObject({ instances: [{}, { subscription: other }] });
  for (const name of ['bicep', 'arm', 'terraform', 'azd', 'github'])
    expect(await refusal(name, both)).toMatchObject({
      code: 'several-subscriptions',
      ending: 'refused',
      suggestion: expect.stringContaining('--subscription') as unknown,
    });
});

test('what has no place in a loop is refused by name, and written where there is none', async () => {
  const site = siteOf({ name: 'one-twins', group: 'rg-a', makes: all });
  const locked = listOf({
    ...site,
    declared: [
      ...site.declared,
      {
        resource: {
          kind: 'other',
          id: `${site.instanceId}/providers/Microsoft.Authorization/locks/keep`,
          apiVersion: '2020-05-01',
          content: { properties: { level: 'CanNotDelete' } },
          does: 'lock the instance',
          says: 'will be locked',
          portal: 'choose Locks',
          word: 'lock',
        },
        exists: true,
      },
    ],
  });
  for (const name of ['bicep', 'arm', 'terraform'])
    expect(await refusal(name, locked)).toMatchObject({ code: 'cannot-export' });
  expect(text('az', locked)).toContain('locks/keep');
});

test('a row that can not be said as it is keeps what is declared from being written at all', async () => {
  const [first] = list('only one').sites;
  const unsaid = listOf({ ...first, unsayable: 'one-twins has a user-assigned identity.' });
  expect(await refusal('bicep', unsaid)).toMatchObject({ code: 'cannot-export' });
  expect(text('summary', unsaid)).toContain('one-twins');
});

test('the deployment has one name, and one location, however the list grows', () => {
  const bicep = text('bicep', list('three of two groups'));
  expect(bicep).toContain('--name adt-setup-2026-01-06-a1b2c3 --location westeurope --parameters main.bicepparam');
  expect(text('github', list('three of two groups'))).toContain('--parameters infra/main.bicepparam');
  expect(text('azd', list('three of two groups'))).toContain("name: 'adt-setup-2026-01-06-a1b2c3'");
});
