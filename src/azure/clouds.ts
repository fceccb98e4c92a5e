import type { Links } from '../port/azure.ts';
import type { Cloud } from '../port/cloud.ts';
import { inAddress } from '../text/in-address.ts';

/** The clouds that `--cloud` names. */
export type CloudName = Exclude<Cloud['name'], 'sandbox'>;

/**
 * A host of an instance: the instance's name, `api`, a region code, and the cloud's own suffix. The name keeps its
 * upper and lower case in the host name; region codes ("weu", "wus2") follow no rule, so none is built here.
 */
function twinsHosts(suffix: string): (hostName: string) => boolean {
  const pattern = new RegExp(`^[a-z0-9-]{3,63}\\.api\\.[a-z0-9]+\\.${suffix.replaceAll('.', '\\.')}$`, 'i');
  return (hostName) => pattern.test(hostName);
}

/** What holds for every cloud of Azure. */
const real = { defaultTenant: 'organizations', practice: false, lookEverySeconds: 30, approvesItself: false };

const azureCloud: Cloud = {
  name: 'AzureCloud',
  title: 'Azure',
  resourceManager: 'https://management.azure.com',
  activeDirectory: 'https://login.microsoftonline.com',
  graph: 'https://graph.microsoft.com',
  portal: 'https://portal.azure.com',
  deviceLogin: 'https://microsoft.com/devicelogin',
  explorer: 'https://explorer.digitaltwins.azure.net',
  resourceManagerScope: 'https://management.azure.com/.default',
  graphScope: 'https://graph.microsoft.com/.default',
  twinsScope: 'https://digitaltwins.azure.net/.default',
  isTwinsHost: twinsHosts('digitaltwins.azure.net'),
  // Hosts of no instance are reported to answer 404, too (azure-docs issue 92834); "weu" is West Europe's code.
  twinsTrial: 'adt-setup-doctor.api.weu.digitaltwins.azure.net',
  ...real,
};

const usGovernment: Cloud = {
  name: 'AzureUSGovernment',
  title: 'Azure US Government',
  resourceManager: 'https://management.usgovcloudapi.net',
  activeDirectory: 'https://login.microsoftonline.us',
  graph: 'https://graph.microsoft.us',
  portal: 'https://portal.azure.us',
  deviceLogin: 'https://microsoft.com/deviceloginus',
  resourceManagerScope: 'https://management.usgovcloudapi.net/.default',
  graphScope: 'https://graph.microsoft.us/.default',
  twinsScope: 'https://digitaltwins.azure.us/.default',
  isTwinsHost: twinsHosts('digitaltwins.azure.us'),
  ...real,
};

/** Azure Digital Twins has no known host suffix here: the live list of regions is empty, and no host gets a token. */
const chinaCloud: Cloud = {
  name: 'AzureChinaCloud',
  title: 'Azure operated by 21Vianet',
  resourceManager: 'https://management.chinacloudapi.cn',
  activeDirectory: 'https://login.chinacloudapi.cn',
  graph: 'https://microsoftgraph.chinacloudapi.cn',
  portal: 'https://portal.azure.cn',
  deviceLogin: 'https://microsoft.com/deviceloginchina',
  resourceManagerScope: 'https://management.chinacloudapi.cn/.default',
  graphScope: 'https://microsoftgraph.chinacloudapi.cn/.default',
  twinsScope: 'https://digitaltwins.azure.cn/.default',
  isTwinsHost: () => false,
  ...real,
};

/**
 * Where each cloud lives. Endpoints as in the Azure CLI's own table of clouds (`az cloud list`); device login pages as
 * Microsoft Entra names them per cloud.
 */
export const clouds: Readonly<Record<CloudName, Cloud>> = {
  AzureCloud: azureCloud,
  AzureUSGovernment: usGovernment,
  AzureChinaCloud: chinaCloud,
};

/** Web addresses of a cloud for people. */
export function cloudLinks(cloud: Cloud): Links {
  const page = (resourceId: string, blade: string): string =>
    `${cloud.portal}/#@/resource${encodeURI(resourceId)}/${blade}`;
  return {
    resource: (resourceId) => page(resourceId, 'overview'),
    accessControl: (resourceId) => page(resourceId, 'users'),
    // Privileged Identity Management, "My roles", "Azure resources".
    activateRoles: `${cloud.portal}/#view/Microsoft_Azure_PIMCommon/ActivationMenuBlade/~/azurerbac`,
    users: `${cloud.portal}/#blade/Microsoft_AAD_IAM/UsersManagementMenuBlade/AllUsers`,
    explorer: (tenantId, hostName) =>
      cloud.explorer === undefined
        ? undefined
        : `${cloud.explorer}/?tid=${inAddress(tenantId)}&eid=${inAddress(hostName)}`,
  };
}
