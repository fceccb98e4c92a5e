import { expect, test } from '@jest/globals';
import { az } from '../../src/export/az.ts';
import { summary } from '../../src/export/summary.ts';
import { exportedPlan } from '../../src/exporting/exported.ts';
import { planned } from '../support/plans.ts';

const cloud = { name: 'AzureCloud', twinsScope: 'https://digitaltwins.azure.net/.default' } as const;

test('a plan can be written down before anything is made', async () => {
  const exported = exportedPlan(await planned({}, { resourceGroup: 'rg-new', tags: '{"team":"a"}' }), cloud);
  const [page] = summary(exported);
  expect(page?.text).toContain('- Resource group `rg-new`: not made yet');
  expect(page?.text).toContain('tag `team`: `a`');
  expect(page?.text).toContain('is Azure Digital Twins Data Owner');
  const [script] = az(exported);
  expect(script?.name).toBe('factory-twins.sh');
  expect(script?.text).toContain('say "Making: the resource group rg-new"');
});

test('what is there already is only looked at', async () => {
  const exported = exportedPlan(await planned({}), cloud);
  const text = az(exported)[0]?.text ?? '';
  expect(text).toMatch(/must_be_there "\$group" 2021-04-01 "the resource group rg-factory"/);
  expect(text).not.toContain('Making: the resource group');
});
