import type { Outcome } from '../../context.ts';
import type { Lock } from '../../world/guards.ts';
import { isAtOrBelow } from '../../world/resources.ts';
import { changed, type World } from '../../world/world.ts';
import { bodyOf, type Call, param, property, type Route } from '../call.ts';
import { pagedList } from '../paging.ts';
import { badContent, refusal } from '../refusal.ts';
import { scopeNamed } from '../scope.ts';

const marker = '/providers/Microsoft.Authorization/locks';

function lockBody(lock: Lock): object {
  return {
    properties: { level: lock.level, ...(lock.notes === undefined ? {} : { notes: lock.notes }) },
    id: `${lock.scope}${marker}/${lock.name}`,
    type: 'Microsoft.Authorization/locks',
    name: lock.name,
  };
}

/**
 * Locks of a scope count for all below it: ReadOnly refuses writes and deletions, CanNotDelete deletions; a deletion is
 * also refused when something below is locked (error ScopeLocked).
 */
export function refuseLocked(world: World, scope: string, kind: 'write' | 'delete'): void {
  const locks = world.locks.filter((lock) => {
    if (kind === 'write') return lock.level === 'ReadOnly' && isAtOrBelow(scope, lock.scope);
    return isAtOrBelow(scope, lock.scope) || isAtOrBelow(lock.scope, scope);
  });
  if (locks.length === 0) return;
  const locked = [...new Set(locks.map((lock) => `'${lock.scope}'`))].join(', ');
  throw refusal(
    409,
    'ScopeLocked',
    `The scope '${scope}' cannot perform ${kind} operation because following scope(s) are locked: ${locked}. Please remove the lock and try again.`,
  );
}

/** Locks at the scope, above it and below it. */
function list(call: Call): Outcome {
  const scope = scopeNamed(call.world, param(call, 'scope')).id;
  const atScope = /^atScope\(\)$/i.test(call.ask.query.get('$filter') ?? '');
  const locks = call.world.locks.filter(
    (lock) => isAtOrBelow(scope, lock.scope) || (!atScope && isAtOrBelow(lock.scope, scope)),
  );
  return { reply: { status: 200, body: pagedList(call, locks.map(lockBody)) } };
}

const same =
  (call: Call, scope: string) =>
  (lock: Lock): boolean =>
    lock.scope.toLowerCase() === scope.toLowerCase() && lock.name.toLowerCase() === param(call, 'lock').toLowerCase();

function get(call: Call): Outcome {
  const scope = scopeNamed(call.world, param(call, 'scope')).id;
  const lock = call.world.locks.find(same(call, scope));
  if (lock === undefined) throw refusal(404, 'LockNotFound', `The lock '${param(call, 'lock')}' could not be found.`);
  return { reply: { status: 200, body: lockBody(lock) } };
}

function put(call: Call): Outcome {
  const scope = scopeNamed(call.world, param(call, 'scope')).id;
  const level = property(bodyOf(call)['properties'], 'level');
  const notes = property(bodyOf(call)['properties'], 'notes');
  if (level !== 'ReadOnly' && level !== 'CanNotDelete')
    throw badContent("The request content was invalid: 'properties.level' must be 'ReadOnly' or 'CanNotDelete'.");
  const lock: Lock = { name: param(call, 'lock'), scope, level, ...(typeof notes === 'string' ? { notes } : {}) };
  const others = call.world.locks.filter((each) => !same(call, scope)(each));
  return {
    reply: { status: others.length === call.world.locks.length ? 201 : 200, body: lockBody(lock) },
    world: changed(call.world, { locks: [...others, lock] }),
  };
}

function remove(call: Call): Outcome {
  const scope = scopeNamed(call.world, param(call, 'scope')).id;
  const others = call.world.locks.filter((each) => !same(call, scope)(each));
  if (others.length === call.world.locks.length) return { reply: { status: 204 } };
  return { reply: { status: 200 }, world: changed(call.world, { locks: others }) };
}

const needs =
  (verb: string) =>
  (call: Call): { action: string; scope: string } => ({
    action: `Microsoft.Authorization/locks/${verb}`,
    scope: scopeNamed(call.world, param(call, 'scope')).id,
  });

export const lockRoutes: readonly Route[] = [
  { method: 'GET', pattern: `{scope}${marker}`, family: 'locks', needs: needs('read'), handle: list },
  { method: 'GET', pattern: `{scope}${marker}/{lock}`, family: 'locks', needs: needs('read'), handle: get },
  { method: 'PUT', pattern: `{scope}${marker}/{lock}`, family: 'locks', needs: needs('write'), handle: put },
  { method: 'DELETE', pattern: `{scope}${marker}/{lock}`, family: 'locks', needs: needs('delete'), handle: remove },
];
