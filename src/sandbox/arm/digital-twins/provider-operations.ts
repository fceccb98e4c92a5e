import type { Outcome } from '../../context.ts';
import type { Route } from '../call.ts';

/** What can be done, as roles name it. Source: Microsoft's article "Azure permissions for Internet of Things". */
const actions: Readonly<Record<string, string>> = {
  'register/action':
    'Register the Subscription for the Digital Twins resource provider and enable the creation of Digital Twins instances.',
  'unregister/action': 'Unregister the subscription for the Digital Twins Resource Provider',
  'digitalTwinsInstances/read': 'Read any Microsoft.DigitalTwins/digitalTwinsInstances resource',
  'digitalTwinsInstances/write': 'Create or update any Microsoft.DigitalTwins/digitalTwinsInstances resource',
  'digitalTwinsInstances/delete': 'Delete an Microsoft.DigitalTwins/digitalTwinsInstances resource',
  'digitalTwinsInstances/endpoints/delete': 'Delete any Endpoint of a Digital Twins resource',
  'digitalTwinsInstances/endpoints/read': 'Read any Endpoint of a Digital Twins resource',
  'digitalTwinsInstances/endpoints/write': 'Create or Update any Endpoint of a Digital Twins resource',
  'digitalTwinsInstances/operationResults/read': 'Read any Operation Result',
  'digitalTwinsInstances/privateEndpointConnections/read': 'Read PrivateEndpointConnection resource',
  'digitalTwinsInstances/privateEndpointConnections/write': 'Write PrivateEndpointConnection resource',
  'digitalTwinsInstances/privateEndpointConnections/delete': 'Delete PrivateEndpointConnection resource',
  'digitalTwinsInstances/privateLinkResources/read': 'Reads PrivateLinkResources for Digital Twins',
  'digitalTwinsInstances/timeSeriesDatabaseConnections/delete':
    'Delete any time series database connection of a Digital Twins resource',
  'digitalTwinsInstances/timeSeriesDatabaseConnections/read':
    'Read any time series database connection of a Digital Twins resource',
  'digitalTwinsInstances/timeSeriesDatabaseConnections/write':
    'Create any time series database connection of a Digital Twins resource',
  'locations/checkNameAvailability/action':
    'Check Name Availability of a resource in the Digital Twins Resource Provider',
  'locations/operationResults/read': 'Read any Operation Result',
  'locations/operationsStatuses/read': 'Read any Operation Status',
  'operations/read': 'Read all Operations',
};

const dataActions: Readonly<Record<string, string>> = {
  'query/action': 'Query any Digital Twins Graph',
  'digitaltwins/read': 'Read any Digital Twin',
  'digitaltwins/write': 'Create or Update any Digital Twin',
  'digitaltwins/delete': 'Delete any Digital Twin',
  'digitaltwins/commands/action': 'Invoke any Command on a Digital Twin',
  'digitaltwins/relationships/read': 'Read any Digital Twin Relationship',
  'digitaltwins/relationships/write': 'Create or Update any Digital Twin Relationship',
  'digitaltwins/relationships/delete': 'Delete any Digital Twin Relationship',
  'eventroutes/read': 'Read any Event Route',
  'eventroutes/delete': 'Delete any Event Route',
  'eventroutes/write': 'Create or Update any Event Route',
  'jobs/deletions/read': 'Read any Bulk Delete Job',
  'jobs/deletions/write': 'Create any Bulk Delete Job',
  'jobs/imports/read': 'Read any Bulk Import Job',
  'jobs/imports/write': 'Create any Bulk Import Job',
  'jobs/imports/delete': 'Delete any Bulk Import Job',
  'jobs/imports/cancel/action': 'Cancel any Bulk Import Job',
  'models/read': 'Read any Model',
  'models/write': 'Create or Update any Model',
  'models/delete': 'Delete any Model',
};

/** One operation, in the form of the example in Microsoft's specification (2023-01-31, "Get available operations"). */
function told(name: string, description: string, isDataAction: boolean): object {
  const resource = name.split('/').slice(0, -1).join('/');
  const provider = isDataAction ? 'Azure Digital Twins' : 'Microsoft.DigitalTwins';
  return {
    name: `Microsoft.DigitalTwins/${name}`,
    display: { provider, resource, operation: description, description },
    isDataAction,
  };
}

const all = [
  ...Object.entries(actions).map(([name, description]) => told(name, description, false)),
  ...Object.entries(dataActions).map(([name, description]) => told(name, description, true)),
];

const list = (): Outcome => ({ reply: { status: 200, body: { value: all } } });

export const providerOperationRoutes: readonly Route[] = [
  { method: 'GET', pattern: '/providers/Microsoft.DigitalTwins/operations', family: 'twins', handle: list },
];
