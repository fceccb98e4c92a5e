import type { Exchange } from './replay.ts';
import { ask, aTime, at, error, invalidArgument, modelPath, noModel, noTwin, type Said, saying } from './said.ts';

const of2022 = saying('2022-05-31');
const of2023 = saying('2023-06-30');
const withCode = (said: { answer: object }): Said => ({
  ...said,
  errorCode: (said.answer as { error: { code: string } }).error.code,
});
const noJob = (id: string): Said =>
  error(
    'JobNotFound',
    `There is no job available that matches the provided id ${id}. Check that the Job ID provided is valid by doing a Jobs_List API call.`,
  );
const noRoute = error(
  'EventRouteNotFound',
  'There is no route available that matches the provided input. Check for all valid event routes by calling EventRoute_List. See Swagger example (https://aka.ms/RouteSwSmpl).',
);

const filter = "$eventType = 'DigitalTwinTelemetryMessages' or $eventType = 'DigitalTwinLifecycleNotification'";
const route = { endpointName: 'someEventHubEndpoint', filter };
const room = 'dtmi:example:room;1';
const names = ['Temperature', 'Humidity', 'IsOccupied', 'EmployeeId'];
const employed = { Temperature: 80, Humidity: 25, IsOccupied: true, EmployeeId: 'Employee1' };
const metadata = { $model: room, $lastUpdateTime: aTime, ...Object.fromEntries(names.map((name) => [name, at])) };
const shown = { answer: { $dtId: 'room1', $etag: 'W/"e"', ...employed, $metadata: metadata }, etag: 'W/"e"' };
const inRoom = { body: { $dtId: null, $etag: null, ...employed, $metadata: { $model: room } } };
const schemas = ['double', 'double', 'boolean', 'string'];
const rooms = [
  {
    '@id': room,
    '@type': 'Interface',
    '@context': 'dtmi:dtdl:context;2',
    displayName: 'Room',
    description: 'An enclosure inside a building.',
    contents: names.map((name, nth) => ({ '@type': 'Property', name, schema: schemas[nth] })),
  },
];
const toldOfRoom = {
  id: room,
  description: { en: 'An enclosure inside a building.' },
  displayName: { en: 'Room' },
  decommissioned: false,
  uploadTime: '2022-06-10T20:08:21.3229569+00:00',
};

const ids = ['Building', 'Hvac', 'Ward'].map((name) => `dtmi:example:${name};1`) as [string, string, string];
const toFloor = (name: string) => ({ '@type': 'Relationship', name, target: 'dtmi:example:Floor;1' });
const site = ids.map((id, nth) => ({
  '@id': id,
  '@type': 'Interface',
  displayName: id.slice(13, -2),
  '@context': 'dtmi:dtdl:context;2',
  contents: [[toFloor('has')], [toFloor('cools')], [{ '@type': 'Relationship', name: 'managedRooms' }]][nth],
}));
const count = {
  body: { query: `SELECT COUNT() FROM digitaltwins WHERE IS_OF_MODEL('${room}', EXACT) AND IsOccupied = true` },
};

/** What only these show of Microsoft's .NET SDK's recordings (2020 to 2023), and of the JavaScript SDK's of event routes. */
export const newer: Readonly<Record<string, readonly Exchange[]>> = {
  'JavaScript: create event route no endpoint': [
    ask('PUT', '/eventroutes/r', 400, {
      body: { endpointName: 'endpoint0', filter },
      ...error(
        'EventRouteEndpointInvalid',
        'The endpoint provided does not exist or is not active. Check that your endpoint is provisioned correctly. See event route documentation (https://aka.ms/ADTv2Routes).',
      ),
    }),
  ],
  'JavaScript: list event routes': [ask('GET', '/eventroutes', 200, { answer: { value: [], nextLink: null } })],
  EventRoutes_MalformedEventRouteFilter: [
    of2022('PUT', '/eventroutes/r', 400, {
      body: { ...route, filter: 'this is not a valid filter string' },
      ...error(
        'EventRouteFilterInvalid',
        "The provided filter is invalid. Parsing error, Line=1, Position=6, Message=Unexpected input 'is'. See event route documentation for supported values and structure (https://aka.ms/ADTv2Routes).",
      ),
    }),
  ],
  EventRoutes_Lifecycle: [
    of2023('PUT', '/eventroutes/r', 204, { body: route }),
    of2023('GET', '/eventroutes/r', 200, { answer: { id: 'r', ...route } }),
    of2023('GET', '/eventroutes', 200, { answer: { value: [{ id: 'r', ...route }], nextLink: null } }),
    of2023('DELETE', '/eventroutes/r', 204),
    of2023('GET', '/eventroutes/r', 404, withCode(noRoute)),
  ],
  Models_MalformedModelId: [
    of2023('GET', '/models/thisIsNotAValidModelId?includeModelDefinition=true', 400, {
      ...withCode(
        invalidArgument(
          'The format of the Model ID thisIsNotAValidModelId provided is not supported. See model documentation(https://aka.ms/ADTv2Models) for supported format.',
        ),
      ),
    }),
  ],
  'Models_Lifecycle, its beginning: targets need not be there': [
    ...ids.map((id) => of2023('GET', `${modelPath(id)}?includeModelDefinition=true`, 404, withCode(noModel(id)))),
    of2023('POST', '/models', 201, {
      body: site,
      answer: ids.map((id) => ({ ...toldOfRoom, id, description: {}, displayName: { en: id.slice(13, -2) } })),
    }),
  ],
  DigitalTwins_PatchTwinFailsIfInvalidETagProvided: [
    of2022('POST', '/models', 201, { body: rooms, answer: [toldOfRoom] }),
    of2022('PUT', '/digitaltwins/room1', 200, { ...inRoom, ...shown }),
    of2022('GET', '/digitaltwins/room1', 200, shown),
    of2022('PATCH', '/digitaltwins/room1', 204, {
      body: [
        { op: 'add', path: '/Humidity', value: 30 },
        { op: 'replace', path: '/Temperature', value: 70 },
        { op: 'remove', path: '/EmployeeId' },
      ],
      headers: { 'If-Match': '*' },
      etag: 'W/"f"',
    }),
    of2022('PATCH', '/digitaltwins/room1', 412, {
      body: [{ op: 'replace', path: '/Humidity', value: 80 }],
      headers: { 'If-Match': 'W/"e"' },
      ...error(
        'PreconditionFailed',
        'The provided etag W/"e" doesn\'t match the current etag for the resource. Please obtain and provide the latest etag by getting the resource. See section on get apis in the documentation https://aka.ms/adtv2twins.',
      ),
    }),
    of2022('DELETE', modelPath(room), 204),
  ],
  'Query_GetTwinCount, once the twin is found': [
    of2023('POST', '/models', 201, { body: rooms, answer: [toldOfRoom] }),
    of2023('GET', '/digitaltwins/room1', 404, withCode(noTwin('room1'))),
    of2023('PUT', '/digitaltwins/room1', 200, { ...inRoom, ...shown }),
    of2023('POST', '/query', 200, { ...count, answer: { value: [{ COUNT: 1 }], continuationToken: null } }),
    of2023('DELETE', modelPath(room), 204),
  ],
  'PublishTelemetry_Lifecycle, its middle': [
    ask('POST', '/models', 201, { body: rooms, answer: [toldOfRoom] }),
    ask('PUT', '/digitaltwins/room1', 200, {
      ...inRoom,
      answer: { ...shown.answer, $metadata: { $model: room, ...Object.fromEntries(names.map((name) => [name, at])) } },
      etag: 'W/"e"',
    }),
    ask('POST', '/digitaltwins/room1/telemetry', 204, {
      body: { Telemetry1: 5 },
      headers: {
        'Message-Id': '8490024c-537e-c221-10dd-ce38b13a6420',
        'Telemetry-Source-Time': '01/01/01 0:00:00 +00:00',
      },
    }),
    ask('DELETE', '/digitaltwins/room1', 204),
    ask('DELETE', modelPath(room), 204),
  ],
  DigitalTwins_IncorrectCredentials: [
    of2022('GET', '/digitaltwins/someNonExistantTwin', 401, { answer: { statusCode: 401, message: 'Unauthorized' } }),
  ],
  Import_JobIdNotExists: [of2023('GET', '/jobs/imports/doesnotexistid', 404, noJob('doesnotexistid'))],
  Import_MalformedInput: [
    of2023('GET', '/jobs/imports/j', 404, noJob('j')),
    of2023('PUT', '/jobs/imports/j', 400, {
      body: { inputBlobUri: 'invalidUri', outputBlobUri: 'invalidOutputUri' },
      ...withCode(
        invalidArgument(
          "Azure Storage Blob URI 'invalidUri' failed validation. Invalid URI: The format of the URI could not be determined. Please check: https://docs.microsoft.com/en-us/rest/api/storageservices/naming-and-referencing-containers--blobs--and-metadata",
        ),
      ),
    }),
  ],
};
