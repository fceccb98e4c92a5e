import { regions, twinsRegions } from '../../world/regions.ts';
import { apiVersions } from '../versions.ts';

interface KnownType {
  readonly type: string;
  readonly locations: readonly string[];
  readonly apiVersions: readonly string[];
  readonly defaultApiVersion?: string;
  readonly capabilities: string;
}

/** A resource provider with its types. */
export interface KnownProvider {
  readonly namespace: string;
  readonly types: readonly KnownType[];
}

const everywhere = regions.map((region) => region.displayName);
const movable =
  'CrossResourceGroupResourceMove, CrossSubscriptionResourceMove, SystemAssignedResourceIdentity, SupportsTags, SupportsLocation';

function type(
  name: string,
  locations: readonly string[],
  versions: readonly string[],
  capabilities = 'None',
): KnownType {
  return {
    type: name,
    locations,
    apiVersions: versions,
    capabilities,
    ...(versions[0] === undefined ? {} : { defaultApiVersion: versions[0] }),
  };
}

// `locations` are display names and some are empty (recorded exchange: providers.get). The types of Microsoft.DigitalTwins
// follow its specification; no recording of this provider's own answer is known, so what only some recorded providers
// have (`authorizations`) is left out.
const twinsPlaces = twinsRegions.map((region) => region.displayName);
const providers: readonly KnownProvider[] = [
  {
    namespace: 'Microsoft.DigitalTwins',
    types: [
      type('digitalTwinsInstances', twinsPlaces, apiVersions.twins, movable),
      type('operations', [], apiVersions.twins),
      type('locations', [], apiVersions.twins),
      type('locations/checkNameAvailability', twinsPlaces, apiVersions.twins),
      type('digitalTwinsInstances/endpoints', twinsPlaces, apiVersions.twins),
      type('digitalTwinsInstances/timeSeriesDatabaseConnections', twinsPlaces, apiVersions.twins),
      type('locations/operationResults', twinsPlaces, apiVersions.twins),
      type('locations/operationsStatuses', twinsPlaces, apiVersions.twins),
    ],
  },
  {
    namespace: 'Microsoft.Storage',
    types: [
      type('storageAccounts', everywhere, ['2024-01-01', '2023-05-01'], movable),
      type('operations', [], ['2024-01-01']),
    ],
  },
  { namespace: 'Microsoft.Compute', types: [type('virtualMachines', everywhere, ['2024-07-01'], movable)] },
  { namespace: 'Microsoft.Network', types: [type('virtualNetworks', everywhere, ['2024-05-01'], movable)] },
  {
    namespace: 'Microsoft.Devices',
    types: [type('IotHubs', everywhere, ['2023-06-30'], movable), type('checkNameAvailability', [], ['2023-06-30'])],
  },
  { namespace: 'Microsoft.EventGrid', types: [type('topics', everywhere, ['2025-02-15'], movable)] },
  { namespace: 'Microsoft.EventHub', types: [type('namespaces', everywhere, ['2024-01-01'], movable)] },
  { namespace: 'Microsoft.Kusto', types: [type('clusters', everywhere, ['2024-04-13'], movable)] },
];

/** Providers that every subscription has without registering them. */
export const registrationFree: readonly KnownProvider[] = [
  {
    namespace: 'Microsoft.Authorization',
    types: [type('roleAssignments', [], apiVersions.authorization), type('locks', [], apiVersions.locks)],
  },
  {
    namespace: 'Microsoft.Resources',
    types: [
      type('resourceGroups', everywhere, apiVersions.resources, 'SupportsTags, SupportsLocation'),
      type('deployments', everywhere, apiVersions.resources),
    ],
  },
];

/** The resource providers that the sandbox knows. */
export const knownProviders = [...providers, ...registrationFree];
