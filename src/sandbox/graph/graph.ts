import type { Context, Outcome } from '../context.ts';
import { identify } from '../entra/caller.ts';
import type { Ask } from '../exchange.ts';
import { requestId } from '../world/identifiers.ts';
import type { World } from '../world/world.ts';
import { getByIds, list, me, single } from './collections.ts';
import { FilterError } from './filter.ts';
import { memberOf, membersOf } from './memberships.ts';
import { organization } from './organization.ts';
import { denied, graphError, missing } from './refusal.ts';
import { annotated, inTenant, kinds, mayRead, ok, type Request } from './request.ts';

function route(request: Request): Outcome {
  const { ask } = request;
  const [, first = '', second, third] = ask.path
    .replace(/\/$/, '')
    .slice('/v1.0'.length)
    .split('/')
    .map((each) => decodeURIComponent(each));
  const collection = first.toLowerCase();
  const inMethod = /^(\w+)\((?:appId=)?'([^']+)'\)$/i.exec(first);
  if (ask.method === 'POST' && collection === 'directoryobjects' && second?.toLowerCase() === 'getbyids')
    return getByIds(request);
  if (ask.method === 'GET') {
    if (collection === 'me') return second === undefined ? me(request) : memberOf(request, request.caller.objectId);
    if (collection === 'organization') return organization(request);
    if (inMethod?.[1]?.toLowerCase() === 'serviceprincipals') {
      const byApp = inTenant(request).find(
        (each) => each.kind === 'servicePrincipal' && each.appId === inMethod[2]?.toLowerCase(),
      );
      return byApp === undefined ? missing(request, inMethod[2] ?? '') : single(request, 'serviceprincipals', byApp.id);
    }
    if (collection in kinds) {
      const known = collection as keyof typeof kinds;
      if (second === undefined) return list(request, known);
      if (third === undefined) return single(request, known, second);
      if (/^(transitive)?memberof$/i.test(third)) return memberOf(request, second);
      if (known === 'groups' && third.toLowerCase() === 'members') return membersOf(request, second);
    }
    if (collection === 'directoryobjects' && second !== undefined && third === undefined) {
      const found = inTenant(request).find((each) => each.id === second.toLowerCase());
      if (found === undefined) return missing(request, second);
      return mayRead(request) ? ok(annotated(found, ask.query.get('$select'))) : denied(request);
    }
  }
  return { reply: graphError(request, 400, 'BadRequest', `Resource not found for the segment '${first}'.`) };
}

/** Microsoft Graph, as far as looking for people, groups and applications needs it. */
export function answerGraph(world: World, ask: Ask, context: Context): Outcome {
  const identified = identify(ask, 'graph', context);
  if (identified.is !== 'caller') {
    const message =
      identified.is === 'missing'
        ? 'Access token is empty.'
        : identified.is === 'expired'
          ? 'Lifetime validation failed, the token is expired.'
          : 'Access token validation failure. Invalid audience.';
    const reply = graphError({ ask, context }, 401, 'InvalidAuthenticationToken', message);
    return {
      reply: {
        ...reply,
        headers: {
          'WWW-Authenticate': `Bearer realm="", authorization_uri="${context.origin}/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000"`,
        },
      },
    };
  }
  const headers = {
    'Content-Type':
      'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8',
    'OData-Version': '4.0',
    'Cache-Control': 'no-cache',
    'request-id': requestId(),
  };
  try {
    const { reply } = route({ world, ask, context, caller: identified.caller });
    return { reply: { ...reply, headers: { ...headers, ...reply.headers } } };
  } catch (error) {
    if (!(error instanceof FilterError) && !(error instanceof URIError)) throw error;
    return { reply: { ...graphError({ ask, context }, 400, 'BadRequest', error.message), headers } };
  }
}
