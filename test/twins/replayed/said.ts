import type { Exchange } from './replay.ts';

/*
 * How the recorded exchanges are written here: short, each test of Microsoft's as the list of its requests and their answers.
 * The answers are those of the recordings; what differs from run to run (names, times, entity tags) is made up.
 */
export type Said = Partial<Exchange>;

/** Any time, as `lastUpdateTime` and `uploadTime` have it. */
export const aTime = '2023-01-09T23:20:55.1466343Z';
const uploadTime = '2023-01-09T23:20:55.0234569+00:00';
export const at = { lastUpdateTime: aTime } as const;

const version = (path: string, of: string): string => `${path}${path.includes('?') ? '&' : '?'}api-version=${of}`;

/** Requests of one api-version. */
export function saying(of: string): (method: string, path: string, status: number, said?: Said) => Exchange {
  return (method, path, status, said = {}) => ({ method, path: version(path, of), status, ...said });
}

export const ask = saying('2020-10-31');

export const error = (code: string, message: string, details?: readonly object[]): { answer: object } => ({
  answer: { error: { code, message, ...(details === undefined ? {} : { details }) } },
});

export const invalidArgument = (message: string): { answer: object } => error('InvalidArgument', message);

export const invalidPatch = (problem: string): { answer: object } =>
  error(
    'JsonPatchInvalid',
    `${problem}. Please provide a valid patch document. See section on update apis in the documentation https://aka.ms/adtv2twins.`,
  );

export const noModel = (id: string): { answer: object } =>
  error(
    'ModelNotFound',
    `There is no Model(s) available that matches the provided id(s) ${id}. Check that the Model ID provided is valid by doing a Model_List API call.`,
  );

export const noTwin = (id: string): { answer: object } =>
  error(
    'DigitalTwinNotFound',
    `There is no digital twin instance that exists with the ID ${id}. Please verify that the twin id is valid and ensure that the twin is not deleted. See section on querying the twins https://aka.ms/adtv2query.`,
  );

export const noRelationship = (id: string, twin: string): { answer: object } =>
  error(
    'RelationshipNotFound',
    `Relationship ${id} not found on twin ${twin}. Please verify that the relationship id is valid and ensure that the relationship is not deleted. See section on listing relationships in the documentation https://aka.ms/adtv2twins.`,
  );

export const invalidIfMatch = invalidArgument(
  'Invalid If-Match header value. Allowed value(s): If-Match: {etag} or If-Match: *',
);

export interface Model {
  readonly '@id': string;
  readonly '@type': string;
  readonly displayName: string;
  readonly contents: readonly object[];
}

export const modelPath = (id: string): string => `/models/${encodeURIComponent(id)}`;

/** What is told of a model without its definition. */
export const told = ({ '@id': id, displayName }: Model, decommissioned = false): object => ({
  id,
  description: {},
  displayName: { en: displayName },
  decommissioned,
  uploadTime,
});

/** Models as a test begins (nothing is left of an earlier one) and ends. */
export const without = (...ids: readonly string[]): readonly Exchange[] =>
  ids.map((id) => ask('DELETE', modelPath(id), 404, noModel(id)));
export const removed = (...ids: readonly string[]): readonly Exchange[] =>
  ids.map((id) => ask('DELETE', modelPath(id), 204));
export const added = (models: readonly Model[]): Exchange =>
  ask('POST', '/models', 201, { body: models, answer: models.map((each) => told(each)) });

/** A new twin of simple properties. */
export function newTwin(
  id: string,
  model: string,
  properties: Readonly<Record<string, unknown>>,
  said: Said = {},
): Exchange {
  const times = Object.fromEntries(Object.keys(properties).map((name) => [name, at]));
  const body = { $metadata: { $model: model }, ...properties };
  const answer = { $dtId: id, $etag: 'W/"e"', ...properties, $metadata: { $model: model, ...times } };
  return ask('PUT', `/digitaltwins/${id}`, 200, { body, answer, etag: 'W/"e"', ...said });
}

export const property = (name: string, schema: string): object => ({ '@type': 'Property', name, schema });
export const telemetry = (name: string): object => ({ '@type': 'Telemetry', name, schema: 'integer' });
export const model = (id: string, displayName: string, ...contents: readonly object[]): Model => ({
  '@id': id,
  '@type': 'Interface',
  ...{ '@context': 'dtmi:dtdl:context;2' },
  displayName,
  contents,
});
