import type { Context, Outcome } from '../context.ts';
import type { Ask } from '../exchange.ts';
import type { Caller } from '../world/caller.ts';
import type { DirectoryObject } from '../world/directory.ts';
import type { World } from '../world/world.ts';
import { selected } from './objects.ts';

/** A request to Graph after authentication. */
export interface Request {
  readonly world: World;
  readonly ask: Ask;
  readonly context: Context;
  readonly caller: Caller;
}

/** What the collections, in lower case, hold. */
export const kinds = { users: 'user', groups: 'group', serviceprincipals: 'servicePrincipal' } as const;
/** What the collections are called in addresses. */
export const named = { user: 'users', group: 'groups', servicePrincipal: 'servicePrincipals' } as const;

/** 200 with a body. */
export const ok = (body: object): Outcome => ({ reply: { status: 200, body } });

/** What the directory of the caller's tenant holds. */
export function inTenant(request: Request): readonly DirectoryObject[] {
  return Object.values(request.world.directory).filter((each) => each.tenantId === request.caller.tenantId);
}

/** A guest in a restricted directory, and an application without a directory permission, may only look at themselves. */
export function mayRead(request: Request): boolean {
  const self = request.world.directory[request.caller.objectId];
  return self !== undefined && self.kind !== 'group' && self.readsDirectory;
}

/** An object with its type, as mixed lists show it. */
export const annotated = (object: DirectoryObject, select: string | null): object => ({
  '@odata.type': `#microsoft.graph.${object.kind}`,
  ...selected(object, select),
});

/** Whether an object goes by this id or user principal name. */
export function matchesKey(object: DirectoryObject, key: string): boolean {
  const wanted = key.toLowerCase();
  return object.id === wanted || (object.kind === 'user' && object.userPrincipalName.toLowerCase() === wanted);
}
