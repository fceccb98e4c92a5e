import type { ResourceGroup } from '../../src/port/azure.ts';

/**
 * How groups are called that Azure makes for itself: Cloud Shell, Log Analytics, Network Watcher, AKS nodes, Databricks, Azure
 * Backup and Container Apps, each as its documentation names them.
 */
const made =
  /^(cloud-shell-storage-|DefaultResourceGroup-|NetworkWatcherRG$|MC_|databricks-rg-|AzureBackupRG_|ME_|LogAnalyticsDefaultResources$)/i;

/** Whether Azure made a group for a service of its own: nobody puts an instance there. */
export function isAzuresOwn({ name, managedBy }: Pick<ResourceGroup, 'name' | 'managedBy'>): boolean {
  return managedBy !== undefined || made.test(name);
}
