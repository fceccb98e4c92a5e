import { groupKey } from '../keys.ts';
import type { ResourceGroup } from '../subscriptions.ts';
import type { contoso } from './ids.ts';

type Ids = typeof contoso;

const ofDev: readonly (readonly [name: string, location: string, tags?: Readonly<Record<string, string>>])[] = [
  ['cloud-shell-storage-westeurope', 'westeurope', { 'ms-resource-usage': 'azure-cloud-shell' }],
  ['DefaultResourceGroup-WEU', 'westeurope'],
  ['NetworkWatcherRG', 'westeurope'],
  ['rg-analytics', 'francecentral', { team: 'data' }],
  ['rg-backup', 'northeurope'],
  ['rg-buildings', 'westeurope', { team: 'facilities', env: 'dev' }],
  ['rg-campus-map', 'westeurope', { team: 'facilities' }],
  ['rg-data-lake', 'francecentral', { team: 'data' }],
  ['rg-demo-eastus', 'eastus', { owner: 'ana' }],
  ['rg-edge', 'norwayeast'],
  ['rg-events', 'westeurope'],
  ['rg-factory', 'eastus2', { team: 'factory', env: 'dev' }],
  ['rg-factory-apac', 'southeastasia', { team: 'factory' }],
  ['rg-iot', 'northeurope', { team: 'iot' }],
  ['rg-keys', 'westeurope'],
  ['rg-lab-japan', 'japaneast'],
  ['rg-monitoring', 'centralus'],
  ['rg-network', 'westeurope', { team: 'network' }],
  ['rg-playground', 'westus2', { owner: 'ana' }],
  ['rg-reports', 'uksouth'],
  ['rg-storage', 'westeurope'],
  ['rg-sydney', 'australiaeast'],
  ['rg-web', 'westus'],
  ['Training_(2024)', 'southcentralus'],
];

/** The resource groups of Contoso: two dozen in "Contoso Dev", one of them managed, one being deleted, one locked. */
export function groupsOfContoso(ids: Ids): Record<string, ResourceGroup> {
  const dev: ResourceGroup[] = ofDev.map(([name, location, tags]) => ({
    subscriptionId: ids.dev,
    name,
    location,
    ...(tags === undefined ? {} : { tags }),
  }));
  const factory = `/subscriptions/${ids.dev}/resourceGroups/rg-analytics/providers/Microsoft.Solutions/applications/contoso-insights`;
  const all: ResourceGroup[] = [
    ...dev,
    { subscriptionId: ids.dev, name: 'mrg-contoso-insights', location: 'francecentral', managedBy: factory },
    // Being deleted for as long as anybody looks: recorded deletions took up to 40 minutes.
    { subscriptionId: ids.dev, name: 'rg-old-pilot', location: 'westeurope', goneAt: Date.UTC(2100, 0, 1) },
    { subscriptionId: ids.production, name: 'rg-campus-prod', location: 'westeurope', tags: { env: 'prod' } },
    { subscriptionId: ids.production, name: 'rg-factory-prod', location: 'eastus2', tags: { env: 'prod' } },
    { subscriptionId: ids.test, name: 'rg-twins-test', location: 'northeurope' },
    { subscriptionId: ids.trial, name: 'rg-first-steps', location: 'westeurope' },
    { subscriptionId: ids.shared, name: 'rg-shared', location: 'westeurope' },
  ];
  return Object.fromEntries(all.map((group) => [groupKey(group.subscriptionId, group.name), group]));
}
