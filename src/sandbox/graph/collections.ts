import type { Context, Outcome } from '../context.ts';
import type { Ask, Reply } from '../exchange.ts';
import type { DirectoryObject } from '../world/directory.ts';
import { requestId } from '../world/identifiers.ts';
import { type Caller, principalsOf } from '../world/rights.ts';
import type { World } from '../world/world.ts';
import { parseFilter, type Test } from './filter.ts';
import { objectBody, selected } from './objects.ts';

/** An error in Graph's shape (documentation: Microsoft Graph error responses). */
export function graphError(status: number, code: string, message: string, ask: Ask, now: number): Reply {
  const innerError = {
    date: new Date(now).toISOString().slice(0, 19),
    'request-id': requestId(),
    'client-request-id': ask.headers['client-request-id'] ?? requestId(),
  };
  return { status, body: { error: { code, message, innerError } } };
}

/** A request to Graph after authentication. */
export interface Request {
  readonly world: World;
  readonly ask: Ask;
  readonly context: Context;
  readonly caller: Caller;
}

export const kinds = { users: 'user', groups: 'group', serviceprincipals: 'servicePrincipal' } as const;
const named = { user: 'users', group: 'groups', servicePrincipal: 'servicePrincipals' } as const;

export const ok = (body: object): Outcome => ({ reply: { status: 200, body } });

export function inTenant(request: Request): readonly DirectoryObject[] {
  return Object.values(request.world.directory).filter((each) => each.tenantId === request.caller.tenantId);
}

/** A guest in a restricted directory, and an application without a directory permission, may only look at themselves. */
export function mayRead(request: Request): boolean {
  const self = request.world.directory[request.caller.objectId];
  return self !== undefined && self.kind !== 'group' && self.readsDirectory;
}

export function denied({ ask, context }: Request): Outcome {
  return {
    reply: graphError(
      403,
      'Authorization_RequestDenied',
      'Insufficient privileges to complete the operation.',
      ask,
      context.now,
    ),
  };
}

export function missing({ ask, context }: Request, id: string): Outcome {
  return {
    reply: graphError(
      404,
      'Request_ResourceNotFound',
      `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
      ask,
      context.now,
    ),
  };
}

export const annotated = (object: DirectoryObject, select: string | null): object => ({
  '@odata.type': `#microsoft.graph.${object.kind}`,
  ...selected(object, select),
});

function searchable(object: DirectoryObject, property: string): string {
  const value = objectBody(object)[property];
  return typeof value === 'string' ? value : '';
}

/** Nobody found is 200 with an empty list, not 404 (recorded exchange: graph users by UPN (filter)). */
export function list(request: Request, collection: keyof typeof kinds): Outcome {
  const { ask, context } = request;
  if (!mayRead(request)) return denied(request);
  const filter = ask.query.get('$filter');
  const search = /^"?(\w+):([^"]*)"?$/.exec(ask.query.get('$search') ?? '');
  const test: Test = filter === null ? () => true : parseFilter(filter);
  const found = inTenant(request)
    .filter((each) => each.kind === kinds[collection])
    .filter((each) => test(objectBody(each)))
    .filter(
      (each) =>
        search === null ||
        searchable(each, search[1] ?? '')
          .toLowerCase()
          .includes((search[2] ?? '').toLowerCase()),
    );
  const top = Math.min(
    999,
    Math.max(1, Number(ask.query.get('$top') ?? 100) || 100),
    Math.max(1, context.settings.pageSize),
  );
  const start = Number(context.keys.unseal('graph page', ask.query.get('$skiptoken') ?? '')?.['at'] ?? 0);
  const link = new URLSearchParams(ask.query);
  link.set('$skiptoken', context.keys.seal('graph page', { at: start + top }));
  return ok({
    '@odata.context': `${context.origin}/v1.0/$metadata#${named[kinds[collection]]}`,
    ...(found.length > start + top ? { '@odata.nextLink': `${context.origin}${ask.path}?${link.toString()}` } : {}),
    value: found.slice(start, start + top).map((each) => selected(each, ask.query.get('$select'))),
  });
}

function matchesKey(object: DirectoryObject, key: string): boolean {
  const wanted = key.toLowerCase();
  return object.id === wanted || (object.kind === 'user' && object.userPrincipalName.toLowerCase() === wanted);
}

export function single(request: Request, collection: keyof typeof kinds, key: string): Outcome {
  const { ask, context } = request;
  const found = inTenant(request).find((each) => each.kind === kinds[collection] && matchesKey(each, key));
  if (!mayRead(request) && found?.id !== request.caller.objectId) return denied(request);
  if (found === undefined) return missing(request, key);
  return ok({
    '@odata.context': `${context.origin}/v1.0/$metadata#${named[found.kind]}/$entity`,
    ...selected(found, ask.query.get('$select')),
  });
}

export function me(request: Request): Outcome {
  const { world, ask, context, caller } = request;
  const self = world.directory[caller.objectId];
  if (caller.kind === 'app' || self === undefined) {
    return {
      reply: graphError(
        400,
        'BadRequest',
        '/me request is only valid with delegated authentication flow.',
        ask,
        context.now,
      ),
    };
  }
  return ok({
    '@odata.context': `${context.origin}/v1.0/$metadata#users/$entity`,
    ...selected(self, ask.query.get('$select')),
  });
}

/** Unknown ids are simply left out (recorded exchange: graph directoryObjects/getByIds). */
export function getByIds(request: Request): Outcome {
  const { ask, context } = request;
  const { ids, types } = (typeof ask.body === 'object' && ask.body !== null ? ask.body : {}) as {
    ids?: unknown;
    types?: unknown;
  };
  if (!Array.isArray(ids) || ids.length > 1000) {
    return {
      reply: graphError(
        400,
        'Request_BadRequest',
        "The property 'ids' must be a list of up to 1000 ids.",
        ask,
        context.now,
      ),
    };
  }
  if (!mayRead(request)) return denied(request);
  const wanted = Array.isArray(types) ? types.map((each) => String(each).toLowerCase()) : undefined;
  const found = ids.flatMap((id) => inTenant(request).find((each) => each.id === String(id).toLowerCase()) ?? []);
  const value = found
    .filter((each) => wanted?.includes(each.kind.toLowerCase()) ?? true)
    .map((each) => annotated(each, null));
  const body = { '@odata.context': `${context.origin}/v1.0/$metadata#directoryObjects`, value };
  return { reply: { status: 200, headers: { Location: context.origin }, body } };
}

/** Groups of a person, with `transitive` also through other groups. */
export function memberOf(request: Request, key: string): Outcome {
  const { world, context } = request;
  const found = inTenant(request).find((each) => matchesKey(each, key));
  if (found === undefined) return missing(request, key);
  if (!mayRead(request) && found.id !== request.caller.objectId) return denied(request);
  const groups = [...principalsOf(world, found.id)].flatMap((id) =>
    id === found.id ? [] : (world.directory[id] ?? []),
  );
  return ok({
    '@odata.context': `${context.origin}/v1.0/$metadata#directoryObjects`,
    value: groups.map((each) => annotated(each, null)),
  });
}

/** Who is directly in a group. */
export function membersOf(request: Request, key: string): Outcome {
  const { world, ask, context } = request;
  const group = inTenant(request).find((each) => each.kind === 'group' && matchesKey(each, key));
  if (group?.kind !== 'group') return missing(request, key);
  if (!mayRead(request)) return denied(request);
  const members = group.members.flatMap((id) => world.directory[id] ?? []);
  return ok({
    '@odata.context': `${context.origin}/v1.0/$metadata#directoryObjects`,
    value: members.map((each) => annotated(each, ask.query.get('$select'))),
  });
}

export function organization(request: Request): Outcome {
  const tenant = request.world.tenants.find((each) => each.id === request.caller.tenantId);
  const verifiedDomains = tenant?.domains.map((name) => ({
    name,
    isDefault: name === tenant.defaultDomain,
    isInitial: name.endsWith('.onmicrosoft.com'),
    type: 'Managed',
    capabilities: 'Email, OfficeCommunicationsOnline',
  }));
  return ok({
    '@odata.context': `${request.context.origin}/v1.0/$metadata#organization`,
    value:
      tenant === undefined
        ? []
        : [{ id: tenant.id, displayName: tenant.displayName, countryLetterCode: tenant.countryCode, verifiedDomains }],
  });
}
