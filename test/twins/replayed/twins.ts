import type { Exchange } from './replay.ts';
import {
  added,
  ask,
  aTime,
  at,
  error,
  invalidArgument,
  invalidIfMatch,
  invalidPatch,
  model,
  newTwin,
  noTwin,
  property,
  removed,
  telemetry,
  without,
} from './said.ts';

const building = 'dtmi:samples:DTTestBuilding;1';
const buildings = [
  model(building, 'Building', property('AverageTemperature', 'double'), property('TemperatureUnit', 'string')),
];
const path = '/digitaltwins/t';
const begin = [...without(building), added(buildings)];
const before = ask('DELETE', path, 404, noTwin('t'));
const warm = { AverageTemperature: 68 };
const celsius = { ...warm, TemperatureUnit: 'Celsius' };
const end = [ask('DELETE', path, 204), ...removed(building)];
const ifNoneMatch = (value: string) => ({ headers: { 'If-None-Match': value } });
const shown = (properties: object): object => ({ $dtId: 't', $etag: 'W/"e"', ...properties });
const times = { AverageTemperature: at, TemperatureUnit: at };
const unknown = { body: { $metadata: { $model: 'dtmi:samples:DTTestBuilding;2' }, ...celsius } };
const invalid = error('ValidationFailed', 'Invalid twin specified', [
  { code: 'ValidationFailed', message: 'dtmi:samples:DTTestBuilding;2 or one of its dependencies does not exist.' },
]);
const patched = (...body: readonly object[]) => ({ body, etag: 'W/"f"' });
const got = (properties: object) => ({
  answer: shown({ ...properties, $metadata: { $model: building, ...times } }),
  etag: 'W/"f"',
});
const all = { body: { query: 'SELECT * FROM digitaltwins' } };

/** Microsoft's JavaScript SDK, "DigitalTwins - create, read, update, delete and telemetry operations", recorded 9 January 2023. */
export const twins: Readonly<Record<string, readonly Exchange[]>> = {
  'create digitaltwin without model': [
    before,
    ask('PUT', path, 400, { ...unknown, ...invalid }),
    before,
    ...without(building),
  ],
  'create invalid digitaltwin': [
    before,
    ask('PUT', path, 400, { body: { $metadata: { $model: 'dtmi:samples:DTTestBuilding;2' }, ...warm }, ...invalid }),
    before,
    ...without(building),
  ],
  'create digitaltwin conditionally if missing': [
    ...begin,
    before,
    newTwin('t', building, celsius, ifNoneMatch('*')),
    ask('PUT', path, 412, {
      body: { $metadata: { $model: building }, ...celsius },
      ...ifNoneMatch('*'),
      ...error(
        'PreconditionFailed',
        'If-None-Match: * header was specified but a twin with the id t was found. Please specify a different twin id.',
      ),
    }),
    ...end,
  ],
  'upsert digital twin invalid conditions': [
    ...begin,
    before,
    ask('PUT', path, 400, {
      body: { $metadata: { $model: building }, ...celsius },
      ...ifNoneMatch('XXX'),
      ...invalidArgument('Invalid If-None-Match header value. Allowed value(s): If-None-Match: *'),
    }),
    before,
    ...removed(building),
  ],
  'delete digital twin invalid conditions': [
    ...begin,
    before,
    newTwin('t', building, celsius),
    ask('DELETE', path, 400, { headers: { 'If-Match': 'XXX' }, ...invalidIfMatch }),
    ...end,
  ],
  'update digital twin invalid conditions': [
    ...begin,
    before,
    newTwin('t', building, celsius),
    ask('PATCH', path, 400, {
      body: [{ op: 'replace', path: '/AverageTemperature', value: 42 }],
      headers: { 'If-Match': 'XXX' },
      ...invalidIfMatch,
    }),
    ...end,
  ],
  'update digital twin add': [
    ...begin,
    before,
    newTwin('t', building, warm),
    ask('PATCH', path, 204, patched({ op: 'add', path: '/TemperatureUnit', value: 'Celsius' })),
    ask('GET', path, 200, got(celsius)),
    ...end,
  ],
  'update digital twin multiple': [
    ...begin,
    before,
    newTwin('t', building, warm),
    ask(
      'PATCH',
      path,
      204,
      patched(
        { op: 'add', path: '/TemperatureUnit', value: 'Celsius' },
        { op: 'replace', path: '/AverageTemperature', value: 42 },
      ),
    ),
    ask('GET', path, 200, got({ ...celsius, AverageTemperature: 42 })),
    ...end,
  ],
  'update digital twin invalid patch': [
    ...begin,
    before,
    newTwin('t', building, warm),
    ask('PATCH', path, 400, {
      body: [{ op: 'move', path: '/AverageTemperature', value: 42 }],
      ...invalidPatch('Unsupported operation type move'),
    }),
    ...end,
  ],
  'query digital twin': [
    ...begin,
    before,
    newTwin('t', building, celsius),
    ask('POST', '/query', 200, { ...all, answer: { value: [got(celsius).answer], continuationToken: null } }),
    ...end,
  ],
  'query digital twin invalid expression': [
    ...begin,
    ask('POST', '/query', 200, { ...all, answer: { value: [], continuationToken: null } }),
    before,
    ask('POST', '/query', 400, {
      body: { query: 'foo' },
      ...error(
        'SqlQueryError',
        "SQL query parse failed: SQL Parser Error, Line=1, Position=0, Message=missing SELECT at 'foo' See samples in https://aka.ms/adtv2query for the correct syntax.",
      ),
    }),
    before,
    ...removed(building),
  ],
};

const whole = 'dtmi:samples:DTComponentTestsModel;1';
const part = 'dtmi:samples:DTComponentTestsComponent;1';
const beginParts: readonly Exchange[] = [
  ...without(whole, part),
  added([
    model(part, 'Component1', property('ComponentProp1', 'string'), telemetry('ComponentTelemetry1')),
    model(
      whole,
      'TempModel',
      property('Prop1', 'string'),
      { '@type': 'Component', name: 'Component1', schema: part },
      telemetry('Telemetry1'),
    ),
  ]),
  before,
  ask('PUT', path, 200, {
    body: { $metadata: { $model: whole }, Prop1: 'value', Component1: { $metadata: {}, ComponentProp1: 'value1' } },
    answer: shown({
      Prop1: 'value',
      Component1: { ComponentProp1: 'value1', $metadata: { ComponentProp1: at } },
      $metadata: { $model: whole, Prop1: at },
    }),
    etag: 'W/"e"',
  }),
];
const endParts = [ask('DELETE', path, 204), ...removed(whole, part)];
const component = `${path}/components/Component1`;
const gotPart = (properties: object, metadata: object) => ({
  answer: { ...properties, $metadata: { $lastUpdateTime: aTime, ...metadata } },
  etag: 'W/"f"',
});

/** "DigitalTwins Components - read, update and delete operations", recorded 9 January 2023. */
export const components: Readonly<Record<string, readonly Exchange[]>> = {
  'get component simple': [
    ...beginParts,
    ask('GET', component, 200, gotPart({ ComponentProp1: 'value1' }, { ComponentProp1: at })),
    ...endParts,
  ],
  'get component not existing': [
    ...beginParts,
    ask('GET', `${path}/components/Component3`, 404, {
      ...error(
        'ComponentNotFound',
        't does not have component Component3 Please verify that the component path is correct. You can get components by getting the twin, See example https://aka.ms/TwinGetSwSmpl.',
      ),
    }),
    ...endParts,
  ],
  'update component replace': [
    ...beginParts,
    ask('PATCH', component, 204, patched({ op: 'replace', path: '/ComponentProp1', value: 'value2' })),
    ask('GET', component, 200, gotPart({ ComponentProp1: 'value2' }, { ComponentProp1: at })),
    ...endParts,
  ],
  'update component multiple': [
    ...beginParts,
    ask(
      'PATCH',
      component,
      204,
      patched({ op: 'replace', path: '/ComponentProp1', value: 'value2' }, { op: 'remove', path: '/ComponentProp1' }),
    ),
    ask('GET', component, 200, gotPart({}, {})),
    ask('GET', path, 200, {
      answer: shown({ Prop1: 'value', Component1: { $metadata: {} }, $metadata: { $model: whole, Prop1: at } }),
      etag: 'W/"f"',
    }),
    ...endParts,
  ],
  'update component not existing': [
    ...beginParts,
    ask('PATCH', `${path}/components/Component2`, 400, {
      body: [{ op: 'replace', path: '/ComponentProp1', value: 'value2' }],
      ...invalidPatch('Could not resolve path /Component2/ComponentProp1'),
    }),
    ...endParts,
  ],
  'update component invalid patch': [
    ...beginParts,
    ask('PATCH', component, 400, {
      body: [{ op: 'move', path: '/AverageTemperature', value: 42 }],
      ...invalidPatch('Unsupported operation type move'),
    }),
    ...endParts,
  ],
};
