import { answerArm } from './arm/arm.ts';
import type { Context, Outcome } from './context.ts';
import { answerControl, type Control, isControl } from './control.ts';
import { answerDataPlane, type GraphAccess, isTwinsPath } from './data-plane.ts';
import { answerEntra, isEntraPath } from './entra/entra.ts';
import type { Ask, Reply } from './exchange.ts';
import { answerGraph } from './graph/graph.ts';
import { cloudMetadata } from './metadata.ts';
import { answerPage, isPage } from './pages/index.ts';
import { requestId } from './world/identifiers.ts';
import type { World } from './world/world.ts';

/** Which of the sandbox's services a request is for. */
export type Service = 'control' | 'pages' | 'metadata' | 'entra' | 'graph' | 'twins' | 'arm';

export function serviceOf(path: string): Service {
  if (/^\/metadata\/endpoints\/?$/i.test(path)) return 'metadata';
  if (isControl(path)) return 'control';
  if (isPage(path)) return 'pages';
  if (isEntraPath(path)) return 'entra';
  if (/^\/v1\.0(\/|$)/i.test(path)) return 'graph';
  return isTwinsPath(path) ? 'twins' : 'arm';
}

/**
 * Headers that ARM puts on every answer. Strict-Transport-Security, which Azure sends too, is left out on purpose: a
 * browser would remember it for everything else on localhost.
 */
function armHeaders(ask: Ask, now: number): Record<string, string> {
  const id = requestId();
  const correlation = ask.headers['x-ms-correlation-request-id'] ?? id;
  const time = new Date(now).toISOString().replace(/[-:]|\.\d+/g, '');
  return {
    'Cache-Control': 'no-cache',
    Pragma: 'no-cache',
    Expires: '-1',
    'x-ms-request-id': id,
    'x-ms-correlation-request-id': correlation,
    'x-ms-routing-request-id': `WESTEUROPE:${time}:${correlation}`,
    'X-Content-Type-Options': 'nosniff',
  };
}

function withHeaders(reply: Reply, headers: Readonly<Record<string, string>>): Reply {
  return { ...reply, headers: { ...headers, ...reply.headers } };
}

/** The answer of the service that a request is for. A function of the world, the request and the moment. */
export function answerSite(world: World, ask: Ask, context: Context, graphs: GraphAccess, control: Control): Outcome {
  switch (serviceOf(ask.path)) {
    case 'control':
      return answerControl(world, ask, context, graphs, control);
    case 'pages':
      return answerPage(world, ask, context, (key) => graphs.read(key));
    case 'metadata':
      return { reply: cloudMetadata(ask, context.origin) };
    case 'entra': {
      const outcome = answerEntra(world, ask, context);
      return {
        ...outcome,
        reply: withHeaders(outcome.reply, {
          'Cache-Control': 'no-store, no-cache',
          'X-Content-Type-Options': 'nosniff',
          'x-ms-request-id': requestId(),
        }),
      };
    }
    case 'graph':
      return answerGraph(world, ask, context);
    case 'twins':
      return { reply: answerDataPlane(world, ask, context, graphs) };
    case 'arm': {
      const outcome = answerArm(world, ask, context);
      return { ...outcome, reply: withHeaders(outcome.reply, armHeaders(ask, context.now)) };
    }
  }
}
