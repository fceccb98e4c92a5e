import type { Outcome } from '../../context.ts';
import type { RoleDefinition } from '../../world/access.ts';
import { bare, isGuid } from '../../world/identifiers.ts';
import { isAtOrBelow } from '../../world/resources.ts';
import { builtInRoles, roleDefinition } from '../../world/roles.ts';
import { type Call, param, type Route } from '../call.ts';
import { pagedList } from '../paging.ts';
import { refusal } from '../refusal.ts';
import { type Scope, scopeNamed } from '../scope.ts';

const marker = '/providers/Microsoft.Authorization/roleDefinitions';

/** Ids of role definitions are at subscription scope, wherever the list was asked (recorded exchange: roleDefinitions.list). */
export function roleDefinitionId(scope: Scope | string, roleId: string): string {
  const text = typeof scope === 'string' ? scope : scope.id;
  const subscription = /^\/subscriptions\/[^/]+/i.exec(text)?.[0].toLowerCase() ?? '';
  return `${subscription}${marker}/${roleId}`;
}

function roleBody(role: RoleDefinition, scope: Scope): object {
  return {
    properties: {
      roleName: role.roleName,
      type: role.custom === undefined ? 'BuiltInRole' : 'CustomRole',
      description: role.description,
      assignableScopes: role.custom?.assignableScopes ?? ['/'],
      permissions: role.permissions,
      createdOn: role.createdOn,
      updatedOn: role.updatedOn,
      createdBy: role.custom?.createdBy ?? null,
      updatedBy: role.custom?.createdBy ?? null,
    },
    id: roleDefinitionId(scope, role.id),
    type: 'Microsoft.Authorization/roleDefinitions',
    name: role.id,
  };
}

/** `roleName eq 'x'`, whatever its letter case, and `type eq 'BuiltInRole'`; `atScopeAndBelow()` changes nothing here. */
function roleFilter(filter: string): (role: RoleDefinition) => boolean {
  const tests = filter.split(/\s+and\s+/i).flatMap((part): ((role: RoleDefinition) => boolean)[] => {
    if (part.trim() === '' || /^atScopeAndBelow\(\)$/i.test(part.trim())) return [];
    const [, name, raw] = /^\s*(roleName|type)\s+eq\s+'((?:[^']|'')*)'\s*$/i.exec(part) ?? [];
    const value = raw?.replaceAll("''", "'").toLowerCase();
    if (name?.toLowerCase() === 'rolename') return [(role) => role.roleName.toLowerCase() === value];
    if (name?.toLowerCase() === 'type')
      return [(role) => (role.custom === undefined ? 'builtinrole' : 'customrole') === value];
    throw refusal(400, 'UnsupportedQuery', `The filter '${filter}' is not supported.`);
  });
  return (role) => tests.every((test) => test(role));
}

function list(call: Call): Outcome {
  const scope = scopeNamed(call.world, param(call, 'scope'));
  const custom = call.world.customRoles.filter(
    (role) => role.custom?.assignableScopes.some((each) => isAtOrBelow(scope.id, each)) === true,
  );
  const found = [...builtInRoles, ...custom].filter(roleFilter(call.ask.query.get('$filter') ?? ''));
  return {
    reply: {
      status: 200,
      body: pagedList(
        call,
        found.map((role) => roleBody(role, scope)),
      ),
    },
  };
}

function get(call: Call): Outcome {
  const id = param(call, 'role');
  const role = isGuid(id) ? roleDefinition(call.world, id) : undefined;
  if (role === undefined)
    throw refusal(
      404,
      'RoleDefinitionDoesNotExist',
      `The specified role definition with ID '${bare(id)}' does not exist.`,
    );
  return { reply: { status: 200, body: roleBody(role, scopeNamed(call.world, param(call, 'scope'))) } };
}

const reads = (call: Call): { action: string; scope: string } => ({
  action: 'Microsoft.Authorization/roleDefinitions/read',
  scope: scopeNamed(call.world, param(call, 'scope')).id,
});

/** At tenant scope everybody who is signed in sees the built-in ones. */
export const roleDefinitionRoutes: readonly Route[] = [
  { method: 'GET', pattern: marker, family: 'authorization', handle: list },
  { method: 'GET', pattern: `${marker}/{role}`, family: 'authorization', handle: get },
  { method: 'GET', pattern: `{scope}${marker}`, family: 'authorization', needs: reads, handle: list },
  { method: 'GET', pattern: `{scope}${marker}/{role}`, family: 'authorization', needs: reads, handle: get },
];
