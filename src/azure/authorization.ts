import type { Permission, RoleAssignment as SdkAssignment } from '@azure/arm-authorization';
import type { AssignmentResource } from '../domain/assignment.ts';
import { parentScope } from '../domain/names.ts';
import type { PrincipalType } from '../domain/principal-type.ts';
import { SetupError } from '../errors.ts';
import type { PermissionEntry, RoleAssignment } from '../port/azure.ts';
import { inAddress } from '../text/in-address.ts';
import { momentOf } from '../text/moment.ts';
import type { Clients } from './http/clients.ts';
import { allOf, isAbout } from './http/evidence.ts';
import { rawList } from './http/raw-list.ts';
import { shaped } from './http/shaped.ts';
import { hasCode, refusalOf, translate } from './refusals/translate.ts';
import { unusable } from './refusals/unusable.ts';

export function subscriptionOf(scope: string): string {
  const id = /^\/subscriptions\/([^/]+)/i.exec(scope)?.[1];
  if (id === undefined) throw new TypeError(`No scope of a subscription: ${scope}`);
  return id;
}

/** The SDK puts a slash before the scope itself. */
export function withoutSlash(scope: string): string {
  return scope.replace(/^\/+/, '').split('/').map(inAddress).join('/');
}

const types: readonly PrincipalType[] = ['User', 'Group', 'ServicePrincipal'];

const shapes = {
  id: 'text',
  name: 'text',
  scope: 'text',
  principalId: 'text',
  roleDefinitionId: 'text',
  principalType: 'text?',
  condition: 'text?',
} as const;

function assignment(found: SdkAssignment, doing: string): RoleAssignment {
  const entry = shaped(found, shapes, doing);
  const { id = '', name = '', scope = '', principalId = '', roleDefinitionId, principalType, condition } = entry;
  const roleId = roleDefinitionId?.split('/').at(-1)?.toLowerCase() ?? '';
  if (roleId === '') throw unusable(doing);
  return {
    id,
    name,
    scope,
    principalId: principalId.toLowerCase(),
    principalType: types.find((type) => type === principalType),
    roleId,
    conditional: (condition ?? '') !== '',
    createdOn: momentOf(found.createdOn),
  };
}

/**
 * The account's rights at a scope, one entry for each role. The SDK's client has this for groups and resources only;
 * the same path is documented for subscriptions, and where one should not answer, its roles are read one by one.
 * `undefined`: not allowed to know, or no such scope.
 */
export async function readPermissions(
  clients: Clients,
  scope: string,
): Promise<readonly PermissionEntry[] | undefined> {
  const about = clients.about({ doing: 'read what you may do', scope });
  const { session } = clients;
  const path = `/${withoutSlash(scope)}/providers/Microsoft.Authorization/permissions?api-version=2022-04-01`;
  try {
    const credential = session.credential(session.tenantOf(subscriptionOf(scope)));
    const entries = await rawList(clients, path, credential, about.doing);
    return entries.map((entry) => permission(entry, about.doing));
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal?.httpStatus === 403) return undefined;
    if (refusal?.httpStatus !== 404) throw translate(error, about);
    return /^\/subscriptions\/[^/]+\/?$/i.test(scope) ? permissionsOfRoles(clients, scope) : undefined;
  }
}

/** What the roles allow that are assigned to the account, also through groups, at a scope and above. */
async function permissionsOfRoles(clients: Clients, scope: string): Promise<readonly PermissionEntry[] | undefined> {
  const { session } = clients;
  const about = clients.about({ doing: 'read what you may do', scope });
  try {
    const client = await clients.authorization(subscriptionOf(scope));
    const { objectId } = await session.claimsIn(session.tenantOf(subscriptionOf(scope)));
    const assignments = await listAssignments(clients, scope, objectId);
    const roleIds = [...new Set(assignments.map((one) => one.roleId))];
    const roles = await Promise.all(roleIds.map((id) => client.roleDefinitions.get(withoutSlash(scope), id)));
    return roles.flatMap((role) => entriesOf(role, about.doing));
  } catch (error) {
    const status = refusalOf(error)?.httpStatus ?? (error instanceof SetupError ? error.httpStatus : undefined);
    if (status === 403 || status === 404) return undefined;
    throw translate(error, about);
  }
}

/** What a role, or a deny assignment, names. */
export function entriesOf(found: { readonly permissions?: Permission[] }, doing: string): readonly PermissionEntry[] {
  const { permissions = [] } = shaped(found, { permissions: 'objects?' }, doing);
  return permissions.map((each) => {
    const { actions = [], notActions = [] } = shaped(each, { actions: 'texts?', notActions: 'texts?' }, doing);
    return { actions, notActions };
  });
}

function permission(entry: Readonly<Record<string, unknown>>, doing: string): PermissionEntry {
  const list = (name: string): readonly string[] => {
    const value = entry[name] ?? [];
    if (!Array.isArray(value) || value.some((one) => typeof one !== 'string')) throw unusable(doing);
    return value as string[];
  };
  return {
    actions: list('actions'),
    notActions: list('notActions'),
  };
}

/** Role assignments at a scope and above; of one principal (its groups included) when one is given. */
export async function listAssignments(
  clients: Clients,
  scope: string,
  principalId?: string,
): Promise<readonly RoleAssignment[]> {
  const about = clients.about({ doing: 'read who has which role', scope, subscriptionId: subscriptionOf(scope) });
  const filter =
    principalId === undefined ? 'atScope()' : `atScope() and assignedTo('${principalId.replaceAll("'", "''")}')`;
  try {
    const client = await clients.authorization(subscriptionOf(scope));
    const found = await allOf(
      (options) => client.roleAssignments.listForScope(withoutSlash(scope), { ...options, filter }),
      about.doing,
    );
    return found.map((one) => assignment(one, about.doing));
  } catch (error) {
    throw translate(error, about);
  }
}

/** One assignment by its id; `undefined` when it, or what it is on, isn't there. */
export async function readAssignment(clients: Clients, id: string): Promise<RoleAssignment | undefined> {
  const scope = parentScope(id);
  const about = clients.about({ doing: 'look at a role assignment', scope, subscriptionId: subscriptionOf(id) });
  try {
    const client = await clients.authorization(subscriptionOf(id));
    const found = assignment(
      await client.roleAssignments.get(withoutSlash(scope), id.split('/').at(-1) ?? ''),
      about.doing,
    );
    if (!isAbout(found.id, id)) throw unusable(about.doing);
    return found;
  } catch (error) {
    if (refusalOf(error)?.httpStatus === 404 && hasCode(error, ...notThere)) return undefined;
    throw translate(error, about);
  }
}

/** That the assignment isn't there, or what it is on, or the group of that. */
const notThere = ['RoleAssignmentNotFound', 'ResourceNotFound', 'ResourceGroupNotFound', 'NotFound'];

/**
 * The assignment that Azure has already, when it refused one (409 RoleAssignmentExists): the same under another name. Its
 * principal, role and scope are compared.
 */
export async function existingAssignment(
  clients: Clients,
  wanted: AssignmentResource,
  error: unknown,
): Promise<RoleAssignment | undefined> {
  const exists = refusalOf(error)?.httpStatus === 409 && hasCode(error, 'RoleAssignmentExists');
  return exists ? (await listAssignments(clients, wanted.scope)).find((one) => equal(one, wanted)) : undefined;
}

function equal(one: RoleAssignment, wanted: AssignmentResource): boolean {
  return (
    isAbout(one.scope, wanted.scope) &&
    isAbout(one.principalId, wanted.principalId) &&
    isAbout(one.roleId, wanted.roleId)
  );
}
