import { usualProperties } from '../../src/domain/instance.ts';
import type {
  Account,
  Instance,
  PermissionEntry,
  Principal,
  Provider,
  ResourceGroup,
  Subscription,
} from '../../src/port/azure.ts';

/** Ana, as the fake knows her. */
export const ana: Account = {
  kind: 'user',
  displayName: 'Ana Lima',
  username: 'ana@contoso.com',
  tenantId: 'aaaaaaaa-0000-4000-8000-000000000001',
  tenantName: 'Contoso',
  objectId: 'aaaaaaaa-0000-4000-8000-00000000000a',
  method: 'device-code',
};

export const anaPrincipal: Principal = {
  id: ana.objectId,
  type: 'User',
  name: 'Ana Lima',
  userPrincipalName: 'ana@contoso.com',
  mail: 'ana@contoso.com',
};

export const dev: Subscription = {
  id: 'bbbbbbbb-0000-4000-8000-000000000001',
  name: 'Contoso Dev',
  tenantId: ana.tenantId,
  state: 'Enabled',
};

const west = {
  name: 'westeurope',
  displayName: 'West Europe',
  geographyGroup: 'Europe',
  latitude: 52.3,
  longitude: 4.9,
};

const east = { name: 'eastus', displayName: 'East US', geographyGroup: 'US', latitude: 37.4, longitude: -79.8 };

const france = {
  name: 'francecentral',
  displayName: 'France Central',
  geographyGroup: 'Europe',
  latitude: 46.4,
  longitude: 2.4,
};

export const registered: Provider = {
  id: `/subscriptions/${dev.id}/providers/Microsoft.DigitalTwins`,
  registrationState: 'Registered',
  regions: [east, west],
  allRegions: [east, west, france],
};

/** A resource group as Azure lists it. */
export function group(name: string, location = 'westeurope', more: Partial<ResourceGroup> = {}): ResourceGroup {
  return {
    id: `/subscriptions/${dev.id}/resourceGroups/${name}`,
    name,
    location,
    provisioningState: 'Succeeded',
    tags: {},
    ...more,
  };
}

/** An instance as Azure gives it when it is ready. */
export function instance(name: string, resourceGroup = 'rg-factory', more: Partial<Instance> = {}): Instance {
  return {
    id: `/subscriptions/${dev.id}/resourceGroups/${resourceGroup}/providers/Microsoft.DigitalTwins/digitalTwinsInstances/${name}`,
    name,
    resourceGroup,
    location: 'westeurope',
    provisioningState: 'Succeeded',
    hostName: `${name}.api.weu.digitaltwins.azure.net`,
    tags: {},
    ...usualProperties,
    ...more,
  };
}

export const everything: PermissionEntry = { actions: ['*'], notActions: [] };

export const contributor: PermissionEntry = {
  actions: ['*'],
  notActions: ['Microsoft.Authorization/*/Delete', 'Microsoft.Authorization/*/Write'],
};

export const reader: PermissionEntry = { actions: ['*/read'], notActions: [] };
