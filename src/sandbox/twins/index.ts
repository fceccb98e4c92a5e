import type { Ask, Reply } from '../exchange.ts';
import { deleteEventRoute, getEventRoute, listEventRoutes, putEventRoute } from './event-routes.ts';
import type { TwinsGraph } from './graph.ts';
import { listJobs, noJob, refuseImport, refuseJob } from './jobs.ts';
import { addModels, deleteModel, getModel, listModels, updateModel } from './models.ts';
import type { Outcome, Run } from './operation.ts';
import { queryTwins } from './query/index.ts';
import { invalidArgument, RefusedError, refusal } from './refusal.ts';
import {
  deleteRelationship,
  getRelationship,
  listIncoming,
  listRelationships,
  patchRelationship,
  putRelationship,
} from './relationships.ts';
import { deleteTwin, getComponent, getTwin, patchComponent, patchTwin, putTwin, sendTelemetry } from './twins.ts';

export { emptyGraph, type TwinsGraph } from './graph.ts';

type Route = readonly [method: string, path: string, action: string, run: Run];

const twin = '/digitaltwins/*';
const relationship = `${twin}/relationships/*`;
const component = `${twin}/components/*`;

/**
 * Microsoft's specification of the data plane (2020-10-31, 2022-05-31, 2023-06-30, 2023-10-31), with the data action
 * of each (provider operations of Microsoft.DigitalTwins). That telemetry counts as writing the twin is a belief.
 */
const routes: readonly Route[] = [
  ['GET', '/models', 'models/read', listModels],
  ['POST', '/models', 'models/write', addModels],
  ['GET', '/models/*', 'models/read', getModel],
  ['PATCH', '/models/*', 'models/write', updateModel],
  ['DELETE', '/models/*', 'models/delete', deleteModel],
  ['POST', '/query', 'query/action', queryTwins],
  ['GET', twin, 'digitaltwins/read', getTwin],
  ['PUT', twin, 'digitaltwins/write', putTwin],
  ['PATCH', twin, 'digitaltwins/write', patchTwin],
  ['DELETE', twin, 'digitaltwins/delete', deleteTwin],
  ['POST', `${twin}/telemetry`, 'digitaltwins/write', sendTelemetry],
  ['GET', component, 'digitaltwins/read', getComponent],
  ['PATCH', component, 'digitaltwins/write', patchComponent],
  ['POST', `${component}/telemetry`, 'digitaltwins/write', sendTelemetry],
  ['GET', `${twin}/relationships`, 'digitaltwins/relationships/read', listRelationships],
  ['GET', `${twin}/incomingrelationships`, 'digitaltwins/relationships/read', listIncoming],
  ['GET', relationship, 'digitaltwins/relationships/read', getRelationship],
  ['PUT', relationship, 'digitaltwins/relationships/write', putRelationship],
  ['PATCH', relationship, 'digitaltwins/relationships/write', patchRelationship],
  ['DELETE', relationship, 'digitaltwins/relationships/delete', deleteRelationship],
  ['GET', '/eventroutes', 'eventroutes/read', listEventRoutes],
  ['GET', '/eventroutes/*', 'eventroutes/read', getEventRoute],
  ['PUT', '/eventroutes/*', 'eventroutes/write', putEventRoute],
  ['DELETE', '/eventroutes/*', 'eventroutes/delete', deleteEventRoute],
  ['GET', '/jobs/imports', 'jobs/imports/read', listJobs],
  ['GET', '/jobs/imports/*', 'jobs/imports/read', noJob],
  ['PUT', '/jobs/imports/*', 'jobs/imports/write', refuseImport],
  ['DELETE', '/jobs/imports/*', 'jobs/imports/delete', noJob],
  ['POST', '/jobs/imports/*/cancel', 'jobs/imports/cancel/action', noJob],
  ['GET', '/jobs/deletions', 'jobs/deletions/read', listJobs],
  ['GET', '/jobs/deletions/*', 'jobs/deletions/read', noJob],
  ['POST', '/jobs/deletions', 'jobs/deletions/write', refuseJob],
];

const apiVersions = ['2020-10-31', '2022-05-31', '2023-06-30', '2023-10-31'];

/** What the caller checks rights for, and what it then runs. */
export interface TwinsOperation {
  readonly dataAction: string;
  readonly run: (graph: TwinsGraph, now: Date) => Outcome;
}

/**
 * The data plane's operation for a request; undefined where there is no such route.
 * `ask.path` is relative to the instance; `address` is where the instance is called, for links to further pages.
 * The caller has authenticated, checks rights for `dataAction`, then runs.
 */
export function twinsOperation(
  ask: Ask,
  address = addressOf(ask),
  endpoints: readonly string[] = [],
): TwinsOperation | undefined {
  const segments = ask.path.replace(/\/$/, '').split('/').slice(1);
  for (const [method, path, action, run] of routes) {
    const names = method === ask.method ? match(path, segments) : undefined;
    if (names === undefined) continue;
    return {
      dataAction: `Microsoft.DigitalTwins/${action}`,
      run: (graph, now) => {
        try {
          checkApiVersion(ask);
          return run(graph, { ...ask, address, endpoints }, names.map(decoded), now);
        } catch (error) {
          if (error instanceof RefusedError) return { reply: withErrorCode(refusal(error), error, ask) };
          throw error;
        }
      },
    };
  }
  return undefined;
}

/** Recorded: from 2023 on, the code stands in a header, too. */
function withErrorCode(reply: Reply, { code }: RefusedError, ask: Ask): Reply {
  if (ask.query.get('api-version')?.startsWith('2023-') !== true) return reply;
  return { ...reply, headers: { ...reply.headers, 'x-ms-error-code': code } };
}

/** Where an instance with a host of its own is called. */
function addressOf(ask: Ask): string {
  const host = ask.headers['host'] ?? '';
  return /^[A-Za-z0-9.:[\]-]+$/.test(host) ? `https://${host}` : '';
}

/** The segments where the pattern has stars. Fixed words match in any case. */
function match(pattern: string, segments: readonly string[]): readonly string[] | undefined {
  const parts = pattern.split('/').slice(1);
  if (parts.length !== segments.length) return undefined;
  const fits = parts.every((part, at) => part === '*' || part === segments[at]?.toLowerCase());
  return fits ? segments.filter((_each, at) => parts[at] === '*') : undefined;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw invalidArgument('The path is not encoded correctly.');
  }
}

/** Derived: a recorded `api-supported-versions` header shows ASP.NET's versioning, whose two codes these are. */
function checkApiVersion(ask: Ask): void {
  const version = ask.query.get('api-version') ?? '';
  if (version === '') {
    throw new RefusedError(400, 'ApiVersionUnspecified', 'An API version is required, but was not specified.');
  }
  if (!apiVersions.includes(version)) {
    throw new RefusedError(
      400,
      'UnsupportedApiVersion',
      `The HTTP resource that matches the request URI does not support the API version '${version.slice(0, 100)}'.`,
    );
  }
}
