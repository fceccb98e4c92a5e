import { expect, test } from '@jest/globals';
import { isAzuresOwn } from '../../../steps/place/own-groups.ts';
import { group } from '../../support/contoso.ts';
import { shown } from './planning.ts';

test.each([
  ['cloud-shell-storage-westeurope', true],
  ['DefaultResourceGroup-WEU', true],
  ['NetworkWatcherRG', true],
  ['mc_rg-aks_cluster_westeurope', true],
  ['databricks-rg-work-x1', true],
  ['AzureBackupRG_westeurope_1', true],
  ['rg-factory', false],
  ['mcdonalds', false],
  ['rg-MC_x', false],
  ['NetworkWatcherRG-of-ours', false],
])('%s is made by Azure for itself: %s', (name, is) => {
  expect(isAzuresOwn({ name })).toBe(is);
});

test('a group that an application manages is not yours either', () => {
  expect(isAzuresOwn({ name: 'x', managedBy: '/subscriptions/s/x' })).toBe(true);
});

test("Azure's own groups stand last in the list", async () => {
  const groups = ['NetworkWatcherRG', 'rg-a', 'MC_x', 'rg-b'].map((name) => group(name));
  const labels = await shown({ groups }, { name: 'factory-twins' }, 'resourceGroup');
  expect(labels.slice(1)).toEqual(['rg-a', 'rg-b', 'NetworkWatcherRG', 'MC_x']);
});
