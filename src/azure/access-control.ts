import { randomUUID } from 'node:crypto';
import type { DenyAssignment as SdkDenial, RoleDefinition as SdkRole } from '@azure/arm-authorization';
import { SetupError } from '../errors.ts';
import type { DenyAssignment, EligibleRole, RoleDefinition } from '../port/access-control.ts';
import { entriesOf, subscriptionOf, withoutSlash } from './authorization.ts';
import type { Clients } from './http/clients.ts';
import { allOf } from './http/evidence.ts';
import { shaped } from './http/shaped.ts';
import { ifTold } from './refusals/if-told.ts';
import { refusalOf, translate } from './refusals/translate.ts';
import { unusable } from './refusals/unusable.ts';

/** What Azure answers to somebody who may not know, or where there is no such thing (no license for it included). */
function isClosed(error: unknown): boolean {
  const status = refusalOf(error)?.httpStatus ?? (error instanceof SetupError ? error.httpStatus : undefined);
  return status === 400 || status === 403 || status === 404;
}

const denialShapes = {
  scope: 'text',
  permissions: 'objects?',
  principals: 'objects?',
  excludePrincipals: 'objects?',
  condition: 'text?',
  denyAssignmentName: 'text?',
  name: 'text?',
} as const;

function denialOf(found: SdkDenial, doing: string): DenyAssignment {
  const entry = shaped(found, denialShapes, doing);
  const { scope = '', permissions, principals, excludePrincipals = [], condition } = entry;
  if (permissions === undefined || principals === undefined) throw unusable(doing);
  const ids = (list: typeof principals): readonly string[] =>
    list.flatMap((each) => shaped(each, { id: 'text?' }, doing).id?.toLowerCase() ?? []);
  return {
    name: entry.denyAssignmentName ?? entry.name ?? '',
    scope,
    entries: entriesOf({ permissions }, doing),
    principals: ids(principals),
    excluded: ids(excludePrincipals),
    onlyItsScope: entry.doNotApplyToChildScopes === true,
    conditional: (condition ?? '') !== '',
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

function definition(found: SdkRole, doing: string): readonly RoleDefinition[] {
  const { name, roleName } = shaped(found, { name: 'text?', roleName: 'text?' }, doing);
  if (name === undefined) return [];
  return [{ id: name.toLowerCase(), name: roleName ?? name, entries: entriesOf(found, doing) }];
}

/** What roles allow, by id. */
export async function readRoles(
  clients: Clients,
  scope: string,
  roleIds: readonly string[],
): Promise<readonly RoleDefinition[]> {
  const client = await clients.authorization(subscriptionOf(scope));
  const about = clients.about({ doing: 'read what a role allows', scope });
  const read = async (id: string): Promise<readonly RoleDefinition[]> => {
    try {
      return definition(await client.roleDefinitions.get(withoutSlash(scope), id), about.doing);
    } catch (error) {
      if (isClosed(error)) return [];
      throw translate(error, { ...about, roleId: id });
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
    return found.flatMap((one) => definition(one, about.doing));
  } catch (error) {
    if (isClosed(error)) return [];
    throw translate(error, about);
  }
}

const eligibleShapes = { roleEligibilityScheduleId: 'text?', roleDefinitionId: 'text?', scope: 'text?' } as const;

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
    return found.flatMap((each) => {
      const one = shaped(each, eligibleShapes, about.doing);
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
    const { status = '' } = shaped(made, { status: 'text?' }, about.doing);
    return status.startsWith('Pending') ? 'waiting' : 'active';
  } catch (error) {
    throw translate(error, about);
  }
}
