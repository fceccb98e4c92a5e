import type { Ask, Reply } from '../../src/sandbox/exchange.ts';
import { emptyGraph, type TwinsGraph, twinsOperation } from '../../src/sandbox/twins/index.ts';

export interface Call {
  readonly version?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Instance {
  readonly call: (method: string, path: string, rest?: Call) => Reply;
  readonly graph: () => TwinsGraph;
}

export const started = new Date('2024-05-06T07:08:09.120Z');

export function ask(method: string, url: string, { version = '2023-10-31', body, headers = {} }: Call = {}): Ask {
  const [path = '', query = ''] = url.split('?');
  const all = new URLSearchParams(query);
  if (version !== '') all.set('api-version', version);
  const host = { host: 'room.api.weu.digitaltwins.azure.net' };
  return { method, path, query: all, headers: { ...host, ...headers }, body };
}

/** An instance that remembers, with a clock that moves a second with each call. */
export function instance(graph: TwinsGraph = emptyGraph): Instance {
  let now = started.getTime();
  let current = graph;
  return {
    graph: () => current,
    call: (method, path, rest) => {
      const operation = twinsOperation(ask(method, path, rest));
      if (operation === undefined) throw new Error(`no route for ${method} ${path}`);
      const outcome = operation.run(current, new Date(now));
      now += 1000;
      // What is stored goes to disk as JSON and comes back.
      current = JSON.parse(JSON.stringify(outcome.graph ?? current)) as TwinsGraph;
      return outcome.reply;
    },
  };
}

const context = 'dtmi:dtdl:context;2';

export const models = [
  {
    '@id': 'dtmi:example:Space;1',
    '@type': 'Interface',
    '@context': context,
    displayName: 'Space',
    contents: [{ '@type': 'Property', name: 'name', schema: 'string' }],
  },
  {
    '@id': 'dtmi:example:Thermostat;1',
    '@type': 'Interface',
    '@context': context,
    contents: [{ '@type': 'Property', name: 'target', schema: 'double' }],
  },
  {
    '@id': 'dtmi:example:Room;1',
    '@type': 'Interface',
    '@context': context,
    displayName: { en: 'Room', de: 'Raum' },
    extends: 'dtmi:example:Space;1',
    contents: [
      { '@type': 'Property', name: 'temperature', schema: 'double' },
      { '@type': ['Property', 'RelativeHumidity'], name: 'humidity', schema: 'integer', unit: 'percent' },
      { '@type': 'Property', name: 'occupied', schema: 'boolean' },
      { '@type': 'Telemetry', name: 'noise', schema: 'double' },
      {
        '@type': 'Property',
        name: 'tags',
        schema: {
          '@type': 'Map',
          mapKey: { name: 'tag', schema: 'string' },
          mapValue: { name: 'on', schema: 'boolean' },
        },
      },
      {
        '@type': 'Property',
        name: 'state',
        schema: {
          '@type': 'Enum',
          valueSchema: 'string',
          enumValues: [
            { name: 'open', enumValue: 'Open' },
            { name: 'closed', enumValue: 'Closed' },
          ],
        },
      },
    ],
  },
  {
    '@id': 'dtmi:example:Suite;1',
    '@type': 'Interface',
    '@context': context,
    extends: ['dtmi:example:Room;1'],
    contents: [{ '@type': 'Component', name: 'thermostat', schema: 'dtmi:example:Thermostat;1' }],
  },
  {
    '@id': 'dtmi:example:Floor;1',
    '@type': 'Interface',
    '@context': context,
    extends: 'dtmi:example:Space;1',
    contents: [
      {
        '@type': 'Relationship',
        name: 'contains',
        target: 'dtmi:example:Room;1',
        properties: [{ '@type': 'Property', name: 'since', schema: 'date' }],
      },
      { '@type': 'Relationship', name: 'above' },
    ],
  },
] as const;

/** An instance with the models above, and with these twins (model, then properties). */
export function building(twins: Readonly<Record<string, readonly [model: string, rest?: object]>> = {}): Instance {
  const made = instance();
  made.call('POST', '/models', { body: models });
  for (const [id, [model, rest]] of Object.entries(twins)) {
    const body = { $metadata: { $model: `dtmi:example:${model};1` }, ...rest };
    const reply = made.call('PUT', `/digitaltwins/${encodeURIComponent(id)}`, { body });
    if (reply.status !== 200) throw new Error(JSON.stringify(reply.body));
  }
  return made;
}

export interface ErrorBody {
  readonly error: { readonly code: string; readonly message: string; readonly details?: readonly unknown[] };
}

export function errorOf(reply: Reply): ErrorBody['error'] & { readonly status: number } {
  return { status: reply.status, ...(reply.body as ErrorBody).error };
}
