import type { PrincipalType } from '../../world/access.ts';
import { isReadable } from '../../world/conditions.ts';
import { bare, isGuid } from '../../world/identifiers.ts';
import { bodyOf, type Call, property } from '../call.ts';
import { badContent, refusal } from '../refusal.ts';

/** Errors of the authorization provider carry no `x-ms-failure-cause` (recorded exchange: roleAssignments.create -> 400). */
export function fromProvider(status: number, code: string, message: string): Error {
  return refusal(status, code, message, { by: 'provider' });
}

const types: readonly PrincipalType[] = ['User', 'Group', 'ServicePrincipal', 'ForeignGroup', 'Device'];
/** How role assignments call what the directory calls so. */
export const typeOfKind = { user: 'User', group: 'Group', servicePrincipal: 'ServicePrincipal' } as const;

export interface Wish {
  readonly roleId: string;
  readonly principalId: string;
  readonly principalType: PrincipalType | undefined;
  readonly condition: string | null;
  readonly conditionVersion: string | null;
  readonly description: string | null;
}

/** The assignment that a body asks for. */
export function wishOf(call: Call): Wish {
  const properties = bodyOf(call)['properties'];
  const text = (name: string): string | undefined => {
    const value = property(properties, name);
    return typeof value === 'string' ? value : undefined;
  };
  const roleId = /\/roleDefinitions\/([^/]+)$/i.exec(text('roleDefinitionId') ?? '')?.[1] ?? text('roleDefinitionId');
  const principalId = text('principalId')?.toLowerCase();
  if (roleId === undefined || principalId === undefined) {
    throw fromProvider(
      400,
      'BadRequestFormat',
      "The request was incorrectly formatted: 'properties.roleDefinitionId' and 'properties.principalId' are required.",
    );
  }
  if (!isGuid(principalId))
    throw fromProvider(
      400,
      'InvalidPrincipalId',
      `The Principal ID '${principalId}' is not valid. Principal ID must be a GUID.`,
    );
  const type = text('principalType');
  const principalType = types.find((each) => each.toLowerCase() === type?.toLowerCase());
  if (type !== undefined && principalType === undefined)
    throw badContent(`The request was incorrectly formatted: the principal type '${type}' is not known.`);
  const condition = text('condition') ?? null;
  if (condition !== null && !isReadable(condition))
    throw fromProvider(400, 'InvalidRoleAssignmentCondition', 'The role assignment condition is not valid.');
  return {
    roleId,
    principalId,
    principalType,
    condition,
    conditionVersion: condition === null ? null : (text('conditionVersion') ?? '2.0'),
    description: text('description') ?? null,
  };
}

/** The principal's type by the directory of the subscription's tenant; what Azure says when it isn't there, or not yet. */
export function principalTypeOf(call: Call, wish: Wish, tenantId: string): PrincipalType {
  const found = call.world.directory[wish.principalId];
  const { now, settings } = call.context;
  const fresh = found !== undefined && found.createdAt + settings.replicationSeconds * 1000 > now;
  if (found?.tenantId !== tenantId || (fresh && wish.principalType === undefined)) {
    throw fromProvider(
      400,
      'PrincipalNotFound',
      `Principal ${bare(wish.principalId)} does not exist in the directory ${tenantId}. Check that you have the correct principal ID. If you are creating this principal and then immediately assigning a role, this error might be related to a replication delay. In this case, set the role assignment principalType property to a value, such as ServicePrincipal, User, or Group.  See https://aka.ms/docs-principaltype`,
    );
  }
  const type = typeOfKind[found.kind];
  if (wish.principalType !== undefined && wish.principalType !== type) {
    // The misspelling and the blank before the comma are Azure's own.
    throw fromProvider(
      400,
      'UnmatchedPrincipalType',
      `The PrincipalId '${bare(wish.principalId)}' has type '${type}' , which is different from specified PrinciaplType '${wish.principalType}'.`,
    );
  }
  return type;
}
