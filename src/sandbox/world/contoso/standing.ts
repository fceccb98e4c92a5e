import type { PrincipalType, RoleAssignment } from '../access.ts';
import { guidOf } from '../identifiers.ts';
import type { Instance } from '../instances.ts';
import { contoso } from './ids.ts';

/** Since when Contoso has been in Azure. */
export const begun = Date.UTC(2024, 2, 4, 8, 30, 0);

/** A role assignment that has long been there. */
export function standing(
  scope: string,
  roleId: string,
  principalId: string,
  principalType: PrincipalType = 'User',
): RoleAssignment {
  const name = guidOf('assignment', scope.toLowerCase(), roleId, principalId);
  const rest = { condition: null, conditionVersion: null, description: null, createdBy: contoso.carla };
  return { name, scope, roleId, principalId, principalType, createdOn: begun, effectiveAt: begun, ...rest };
}

/** An instance that has long been there. */
export function standingInstance(
  instance: Pick<Instance, 'subscriptionId' | 'resourceGroup' | 'name' | 'location'> & Partial<Instance>,
): Instance {
  const made = '2024-05-21T09:14:33.6104482Z';
  const by = {
    createdBy: 'bea@contoso.com',
    createdByType: 'User',
    lastModifiedBy: 'bea@contoso.com',
    lastModifiedByType: 'User',
  } as const;
  return {
    tags: null,
    publicNetworkAccess: 'Enabled',
    createdTime: made,
    lastUpdatedTime: '2024-05-21T09:14:52.0275119Z',
    systemData: { ...by, createdAt: '2024-05-21T09:14:32.1187743Z', lastModifiedAt: '2024-05-21T09:14:32.1187743Z' },
    hostLabel: instance.name,
    state: 'Succeeded',
    key: guidOf('twins', instance.subscriptionId, instance.location, instance.name),
    ...instance,
  };
}
