import type { Policy } from '../../world/guards.ts';
import { regionNamed } from '../../world/regions.ts';
import { isAtOrBelow } from '../../world/resources.ts';
import type { Call } from '../call.ts';
import { instanceType } from '../digital-twins/instance-body.ts';

/** A resource that is about to be written, as policies see it. */
export interface Written {
  readonly type: string;
  readonly id: string;
  readonly name: string;
  readonly location: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Of instances: what they say of access from the internet, and the kind of their identity. */
  readonly publicNetworkAccess?: string | undefined;
  readonly identity?: string | undefined;
}

/** What of a resource policies look at. */
export type Content = Pick<Written, 'type' | 'location' | 'tags' | 'publicNetworkAccess' | 'identity'>;

/** Azure's definition "Allowed locations" leaves resource groups out, "Require a tag on resources" too. */
export function concerns(type: string): boolean {
  return type.toLowerCase() !== 'microsoft.resources/resourcegroups';
}

/** Whether a resource would break a policy, whatever its effect. */
export function violates({ rule }: Policy, written: Content): boolean {
  const isInstance = written.type.toLowerCase() === instanceType.toLowerCase();
  switch (rule.kind) {
    case 'allowedLocations':
      return !rule.locations.includes(regionNamed(written.location)?.name ?? written.location);
    case 'requiredTag':
      return !Object.keys(written.tags).some((name) => name.toLowerCase() === rule.tag.toLowerCase());
    case 'noPublicAccess':
      return isInstance && written.publicNetworkAccess?.toLowerCase() !== 'disabled';
    case 'systemIdentity':
      return isInstance && written.identity?.includes('SystemAssigned') !== true;
    case 'noDeletion':
      return false;
  }
}

type OnInstances = Exclude<Call['context']['settings']['policyOnInstances'], 'none'>;

const titles: Readonly<Record<OnInstances, string>> = {
  noPublicAccess: 'Contoso: no access from the internet',
  systemIdentity: 'Contoso: managed identities only',
  noDeletion: 'Contoso: instances stay',
};

/** What the setting `policyOnInstances` puts on every subscription. */
const onInstances = (kind: OnInstances, scope: string): Policy => ({
  name: `contoso-${kind.toLowerCase()}`,
  displayName: titles[kind],
  scope: scope.split('/').slice(0, 3).join('/'),
  definitionId: `/providers/Microsoft.Authorization/policyDefinitions/contoso-${kind.toLowerCase()}`,
  definitionName: `contoso-${kind.toLowerCase()}`,
  definitionDisplayName: `Contoso definition ${kind}`,
  effect: kind === 'noDeletion' ? 'DenyAction' : 'Deny',
  rule: kind === 'noDeletion' ? { kind, type: instanceType } : { kind },
});

/** All policies that a subscription has; `scope`: it, or something in it. */
export function policiesOf({ world, context }: Call, scope: string): readonly Policy[] {
  const { policyOnInstances: kind } = context.settings;
  return kind === 'none' ? world.policies : [...world.policies, onInstances(kind, scope)];
}

/** The policies that reach a scope. */
export function policiesAt(call: Call, scope: string): readonly Policy[] {
  return policiesOf(call, scope).filter((policy) => isAtOrBelow(scope, policy.scope));
}

/** The id of a policy's assignment. */
export function assignmentId(policy: Policy): string {
  return `${policy.scope}/providers/Microsoft.Authorization/policyAssignments/${policy.name}`;
}
