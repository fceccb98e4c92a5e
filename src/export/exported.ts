import type { InstanceResource } from '../domain/instance.ts';
import { groupScope, nameIn, sameName } from '../domain/names.ts';
import type { PrincipalType } from '../domain/principal-type.ts';
import type { Resource, ResourceKey } from '../domain/resource.ts';

/** What a set-up made, with the tags and properties that it has now, or would make. */
export interface Declared<Of extends Resource = Resource> {
  readonly resource: Of;
  /** It is in Azure. */
  readonly exists: boolean;
}

/** What was there before: files only read it. A PUT would replace what others have set. */
export interface Found extends ResourceKey {
  /** Canonical region name, where it is known. */
  readonly location?: string | undefined;
}

/** Who has which role on the instance, or is to have it. */
export interface Access {
  /** "Ana Lima (ana@contoso.com)"; the object id where no name is known. */
  readonly principal: string;
  readonly principalId: string;
  readonly principalType?: PrincipalType | undefined;
  readonly role: string;
  readonly roleId: string;
}

/** A set-up as values: every format is made of this alone. */
export interface Exported {
  /** "AzureCloud", "sandbox": as the program names it. */
  readonly cloud: string;
  readonly tenantId: string;
  /** What tokens for the data of an instance are asked for, in this cloud. */
  readonly twinsScope: string;
  /** Full resource id of the instance, whoever made it. */
  readonly instanceId: string;
  /** Region of the instance, where deployments of the whole are kept, too. */
  readonly location: string;
  /** Bare, once Azure has given one. */
  readonly hostName?: string | undefined;
  /** In the order in which they are made. */
  readonly declared: readonly Declared[];
  readonly found: readonly Found[];
  readonly access?: Access | undefined;
  readonly planId?: string | undefined;
  readonly version: string;
  /** What was looked at, and what to know of it, a sentence each. */
  readonly about: readonly string[];
  /** Why some of what was made can't be declared as it is now; then no file does. */
  readonly unsayable?: string | undefined;
}

/** One file of an export; its name may hold folders, with slashes. */
export interface ExportFile {
  readonly name: string;
  readonly text: string;
}

export const subscriptionOf = ({ instanceId }: Exported): string => instanceId.split('/')[2] ?? '';

export const groupIdOf = ({ instanceId }: Exported): string => groupScope(instanceId);

export const groupNameOf = ({ instanceId }: Exported): string => nameIn(instanceId, 'resourceGroups') ?? '';

export const instanceNameOf = ({ instanceId }: Exported): string => instanceId.split('/').at(-1) ?? '';

/** The instance, where the set-up makes it. */
export function declaredInstance({ declared }: Exported): InstanceResource | undefined {
  return declared.map(({ resource }) => resource).find((each) => each.kind === 'instance');
}

/** Whether something is declared; what isn't was found. */
export function isDeclared({ declared }: Exported, id: string): boolean {
  return declared.some(({ resource }) => sameName(resource.id, id));
}
