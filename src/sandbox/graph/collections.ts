import type { Outcome } from '../context.ts';
import type { DirectoryObject } from '../world/directory.ts';
import { parseFilter, type Test } from './filter.ts';
import { objectBody, selected } from './objects.ts';
import { denied, graphError, missing } from './refusal.ts';
import { annotated, inTenant, kinds, matchesKey, mayRead, named, ok, type Request } from './request.ts';

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

/** One object of a collection, by its id; a person also by the user principal name. */
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

/** Who is signed in. */
export function me(request: Request): Outcome {
  const { world, ask, context, caller } = request;
  const self = world.directory[caller.objectId];
  if (caller.kind === 'app' || self === undefined) {
    return {
      reply: graphError(request, 400, 'BadRequest', '/me request is only valid with delegated authentication flow.'),
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
      reply: graphError(request, 400, 'Request_BadRequest', "The property 'ids' must be a list of up to 1000 ids."),
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
