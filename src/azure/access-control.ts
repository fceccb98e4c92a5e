import { randomUUID } from 'node:crypto';
import type { Permission, DenyAssignment as SdkDenial, RoleDefinition as SdkRole } from '@azure/arm-authorization';
import { SetupError } from '../errors.ts';
import type { DenyAssignment, EligibleRole, RoleDefinition } from '../port/access-control.ts';
import type { PermissionEntry } from '../port/azure.ts';
import { subscriptionOf, withoutSlash } from './authorization.ts';
import type { Clients } from './http/clients.ts';
import { allOf } from './http/evidence.ts';
import { ifTold } from './refusals/if-told.ts';
import { refusalOf, translate, unusable } from './refusals/translate.ts';

/** What Azure answers to somebody who may not know, or where there is no such thing (no license for it included). */
function isClosed(error: unknown): boolean {
  const status = refusalOf(error)?.httpStatus ?? (error instanceof SetupError ? error.httpStatus : undefined);
  return status === 400 || status === 403 || status === 404;
}

function entryOf({ actions, notActions }: Permission): PermissionEntry {
  return {
    actions: actions ?? [],
    notActions: notActions ?? [],
  };
}

function denialOf(found: SdkDenial, doing: string): DenyAssignment {
  const { scope, permissions, principals } = found;
  if (scope === undefined || permissions === undefined || principals === undefined) throw unusable(doing);
  const ids = (list: typeof principals): readonly string[] => list.flatMap(({ id }) => id?.toLowerCase() ?? []);
  return {
    name: found.denyAssignmentName ?? found.name ?? '',
    scope,
    entries: permissions.map(entryOf),
    principals: ids(principals),
    excluded: ids(found.excludePrincipals ?? []),
    onlyItsScope: found.doNotApplyToChildScopes === true,
    conditional: (found.condition ?? '') !== '',
  };
}

/** Deny assignments at a scope and above it ("List Azure deny assignments", REST: the filter `atScope()`). */
export async function readDenials(clients: Clients, scope: string): Promise<readonly DenyAssignment[] | undefined> {
  const about = clients.about({ doing: 'read what is denied to you', scope, subscriptionId: subscriptionOf(scope) });
  const read = async (): Promise<readonly DenyAssignment[]> => {
    const client = await clients.authorization(subscriptionOf(scope));
    const found = await allOf(
      (options) => client.denyAssignments.listForScope(withoutSlash(scope), { ...options, filter: 'atScope()' }),
      about.doing,
    );
    return found.map((one) => denialOf(one, about.doing));
  };
  return await ifTold(read(), about);
}

function definition(found: SdkRole): readonly RoleDefinition[] {
  const { name, roleName, permissions } = found;
  if (name === undefined) return [];
  return [{ id: name.toLowerCase(), name: roleName ?? name, entries: (permissions ?? []).map(entryOf) }];
}

/** What roles allow, by id. */
export async function readRoles(
  clients: Clients,
  scope: string,
  roleIds: readonly string[],
): Promise<readonly RoleDefinition[]> {
  const client = await clients.authorization(subscriptionOf(scope));
  const read = async (id: string): Promise<readonly RoleDefinition[]> => {
    try {
      return definition(await client.roleDefinitions.get(withoutSlash(scope), id));
    } catch (error) {
      if (isClosed(error)) return [];
      throw translate(error, clients.about({ doing: 'read what a role allows', scope, roleId: id }));
    }
  };
  return (await Promise.all([...new Set(roleIds)].map(read))).flat();
}

/** Roles that are not built in ("List Azure role definitions", REST: the filter on `type`). */
export async function readCustomRoles(clients: Clients, scope: string): Promise<readonly RoleDefinition[]> {
  const about = clients.about({ doing: 'read what roles allow', scope });
  try {
    const client = await clients.authorization(subscriptionOf(scope));
    const filter = "type eq 'CustomRole'";
    const found = await allOf(
      (options) => client.roleDefinitions.list(withoutSlash(scope), { ...options, filter }),
      about.doing,
    );
    return found.flatMap(definition);
  } catch (error) {
    if (isClosed(error)) return [];
    throw translate(error, about);
  }
}

const lastPart = (id: string | undefined): string | undefined => id?.split('/').at(-1)?.toLowerCase();

/**
 * The account's own eligibilities, also through groups (`asTarget()`, api 2020-10-01). A directory without the license for
 * Privileged Identity Management refuses; then there are none.
 */
export async function readEligible(clients: Clients, scope: string): Promise<readonly EligibleRole[]> {
  const about = clients.about({ doing: 'read which roles you may activate', scope });
  try {
    const client = await clients.authorization(subscriptionOf(scope));
    const found = await allOf(
      (options) =>
        client.roleEligibilityScheduleInstances.listForScope(withoutSlash(scope), {
          ...options,
          filter: 'asTarget()',
        }),
      about.doing,
    );
    return found.flatMap((one) => {
      const [id, roleId] = [lastPart(one.roleEligibilityScheduleId), lastPart(one.roleDefinitionId)];
      return id === undefined || roleId === undefined || one.scope === undefined
        ? []
        : [{ id, roleId, scope: one.scope }];
    });
  } catch (error) {
    if (isClosed(error)) return [];
    throw translate(error, about);
  }
}

/**
 * Switches an eligible role on ("Activate my Azure resource roles", REST: SelfActivate). The principal is the person, also
 * when a group is eligible. What the directory demands besides (approval, a ticket, a second factor) it says when refusing.
 */
export async function activate(
  clients: Clients,
  subscriptionId: string,
  role: EligibleRole,
  hours: number,
): Promise<'active' | 'waiting'> {
  const about = clients.about({ doing: 'activate the role', scope: role.scope, subscriptionId, roleId: role.roleId });
  try {
    const client = await clients.authorization(subscriptionId);
    const { session } = clients;
    const { objectId } = await session.claimsIn(session.tenantOf(subscriptionId));
    const made = await client.roleAssignmentScheduleRequests.create(withoutSlash(role.scope), randomUUID(), {
      principalId: objectId,
      roleDefinitionId: `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${role.roleId}`,
      requestType: 'SelfActivate',
      linkedRoleEligibilityScheduleId: role.id,
      justification: 'Setting up Azure Digital Twins (adt-setup)',
      scheduleInfo: { startDateTime: new Date(), expiration: { type: 'AfterDuration', duration: `PT${hours}H` } },
    });
    return made.status?.startsWith('Pending') === true ? 'waiting' : 'active';
  } catch (error) {
    throw translate(error, about);
  }
}
