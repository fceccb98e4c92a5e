import type { Permission, RoleDefinition } from './access.ts';
import type { World } from './world.ts';

const made = '2015-02-02T21:55:09.8806423Z';
const touched = '2024-03-27T15:07:16.3419813Z';

function role(id: string, roleName: string, description: string, permission: Partial<Permission>): RoleDefinition {
  const permissions = [{ actions: [], notActions: [], dataActions: [], notDataActions: [], ...permission }];
  return { id, roleName, description, permissions, createdOn: made, updatedOn: touched };
}

/** Ids of the built-in roles that the sandbox itself speaks of; the same in every cloud. */
export const roleIds = {
  owner: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
  contributor: 'b24988ac-6180-42a0-ab88-20f7382dd24c',
  reader: 'acdd72a7-3385-48ef-bd42-f606fba81ae7',
  userAccessAdministrator: '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9',
  accessControlAdministrator: 'f58310d9-a9f6-439a-9e8d-f62e7b41a168',
  twinsDataOwner: 'bcd981a7-7f74-457b-83e1-cceb9e632ffe',
  twinsDataReader: 'd57506d4-4c8d-48b1-8587-93c323f6a5a3',
  blobDataReader: '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1',
  monitoringReader: '43d0d8ad-25c7-4714-9337-8ba259a9fe05',
  virtualMachineContributor: '9980e02c-c2be-4d73-94e8-173b1dc7cf3c',
} as const;

/** Built-in roles, as Microsoft's pages "Azure built-in roles" list them (privileged, general, internet of things). */
export const builtInRoles: readonly RoleDefinition[] = [
  role(
    roleIds.owner,
    'Owner',
    'Grants full access to manage all resources, including the ability to assign roles in Azure RBAC.',
    { actions: ['*'] },
  ),
  role(
    roleIds.contributor,
    'Contributor',
    'Grants full access to manage all resources, but does not allow you to assign roles in Azure RBAC, manage assignments in Azure Blueprints, or share image galleries.',
    {
      actions: ['*'],
      notActions: [
        'Microsoft.Authorization/*/Delete',
        'Microsoft.Authorization/*/Write',
        'Microsoft.Authorization/elevateAccess/Action',
        'Microsoft.Blueprint/blueprintAssignments/write',
        'Microsoft.Blueprint/blueprintAssignments/delete',
        'Microsoft.Compute/galleries/share/action',
        'Microsoft.Purview/consents/write',
        'Microsoft.Purview/consents/delete',
        'Microsoft.Resources/deploymentStacks/manageDenySetting/action',
        'Microsoft.Subscription/cancel/action',
        'Microsoft.Subscription/enable/action',
      ],
    },
  ),
  role(roleIds.reader, 'Reader', 'View all resources, but does not allow you to make any changes.', {
    actions: ['*/read'],
  }),
  role(
    roleIds.userAccessAdministrator,
    'User Access Administrator',
    'Lets you manage user access to Azure resources.',
    {
      actions: ['*/read', 'Microsoft.Authorization/*', 'Microsoft.Support/*'],
    },
  ),
  role(
    roleIds.accessControlAdministrator,
    'Role Based Access Control Administrator',
    'Manage access to Azure resources by assigning roles using Azure RBAC. This role does not allow you to manage access using other ways, such as Azure Policy.',
    {
      actions: [
        'Microsoft.Authorization/roleAssignments/write',
        'Microsoft.Authorization/roleAssignments/delete',
        '*/read',
        'Microsoft.Support/*',
      ],
    },
  ),
  role(roleIds.twinsDataOwner, 'Azure Digital Twins Data Owner', 'Full access role for Digital Twins data-plane', {
    dataActions: [
      'Microsoft.DigitalTwins/digitaltwins/*',
      'Microsoft.DigitalTwins/digitaltwins/commands/*',
      'Microsoft.DigitalTwins/digitaltwins/relationships/*',
      'Microsoft.DigitalTwins/eventroutes/*',
      'Microsoft.DigitalTwins/jobs/*',
      'Microsoft.DigitalTwins/models/*',
      'Microsoft.DigitalTwins/query/*',
    ],
  }),
  role(
    roleIds.twinsDataReader,
    'Azure Digital Twins Data Reader',
    'Read-only role for Digital Twins data-plane properties',
    {
      dataActions: [
        'Microsoft.DigitalTwins/digitaltwins/read',
        'Microsoft.DigitalTwins/digitaltwins/relationships/read',
        'Microsoft.DigitalTwins/eventroutes/read',
        'Microsoft.DigitalTwins/jobs/import/read',
        'Microsoft.DigitalTwins/jobs/imports/read',
        'Microsoft.DigitalTwins/jobs/deletions/read',
        'Microsoft.DigitalTwins/models/read',
        'Microsoft.DigitalTwins/query/action',
      ],
    },
  ),
  role(
    roleIds.blobDataReader,
    'Storage Blob Data Reader',
    'Allows for read access to Azure Storage blob containers and data',
    {
      actions: [
        'Microsoft.Storage/storageAccounts/blobServices/containers/read',
        'Microsoft.Storage/storageAccounts/blobServices/generateUserDelegationKey/action',
      ],
      dataActions: ['Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'],
    },
  ),
  role(roleIds.monitoringReader, 'Monitoring Reader', 'Can read all monitoring data.', {
    actions: ['*/read', 'Microsoft.OperationalInsights/workspaces/search/action', 'Microsoft.Support/*'],
  }),
  role(
    roleIds.virtualMachineContributor,
    'Virtual Machine Contributor',
    'Lets you manage virtual machines, but not access to them, and not the virtual network or storage account they are connected to.',
    {
      actions: [
        'Microsoft.Authorization/*/read',
        'Microsoft.Compute/virtualMachines/*',
        'Microsoft.Resources/deployments/*',
        'Microsoft.Resources/subscriptions/resourceGroups/read',
        'Microsoft.Support/*',
      ],
    },
  ),
];

const builtInById = new Map(builtInRoles.map((each) => [each.id, each]));

/** The role of an id (a GUID), built in or custom. */
export function roleDefinition(world: World, id: string): RoleDefinition | undefined {
  const wanted = id.toLowerCase();
  return builtInById.get(wanted) ?? world.customRoles.find((each) => each.id === wanted);
}
