import type { ServicePrincipal } from '../../world/directory.ts';
import { drawGuid } from '../../world/identifiers.ts';
import type { Instance } from '../../world/instances.ts';
import { changed, type World } from '../../world/world.ts';
import { type Call, property } from '../call.ts';
import { badContent } from '../refusal.ts';

type Identity = Instance['identity'];

const types = ['None', 'SystemAssigned', 'UserAssigned', 'SystemAssigned,UserAssigned'];

/** The identity that a body asks for. */
export function identityOf(
  content: unknown,
): { type: string; userAssignedIdentities?: Record<string, object> } | undefined {
  const identity = property(content, 'identity');
  if (identity === undefined || identity === null) return undefined;
  const type = property(identity, 'type');
  if (typeof type !== 'string' || !types.includes(type.replaceAll(' ', '')))
    throw badContent(`The request content was invalid: 'identity.type' must be one of ${types.join(', ')}.`);
  const assigned = property(identity, 'userAssignedIdentities');
  return {
    type: type.replaceAll(' ', ''),
    ...(typeof assigned === 'object' && assigned !== null
      ? { userAssignedIdentities: assigned as Record<string, object> }
      : {}),
  };
}

/** The identity that is asked for, of which instance, and the one that it has. */
interface Wish {
  readonly name: string;
  readonly asked: ReturnType<typeof identityOf>;
  readonly before?: Identity;
}

/** A system-assigned identity is a new service principal of the instance's name in the subscription's directory. */
export function withPrincipal(
  world: World,
  call: Call,
  { name, asked, before }: Wish,
): [identity: Identity, world: World] {
  // An instance without identity answers without the key, also after it was taken away.
  if (asked === undefined || asked.type === 'None') return [undefined, world];
  if (!asked.type.includes('SystemAssigned')) return [asked, world];
  if (before?.principalId !== undefined)
    return [{ ...asked, principalId: before.principalId, tenantId: before.tenantId ?? call.caller.tenantId }, world];
  const [id, once] = drawGuid(world);
  const [appId, twice] = drawGuid(once);
  const principal: ServicePrincipal = {
    kind: 'servicePrincipal',
    id,
    appId,
    tenantId: call.caller.tenantId,
    displayName: name,
    createdAt: call.context.now,
    servicePrincipalType: 'ManagedIdentity',
    readsDirectory: false,
  };
  return [
    { ...asked, principalId: id, tenantId: call.caller.tenantId },
    changed(twice, { directory: { ...twice.directory, [id]: principal } }),
  ];
}
