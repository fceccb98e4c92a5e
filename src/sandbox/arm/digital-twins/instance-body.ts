import type { Instance } from '../../world/instances.ts';
import { regionNamed } from '../../world/regions.ts';
import { resourceId } from '../../world/resources.ts';

export const instanceType = 'Microsoft.DigitalTwins/digitalTwinsInstances';

/**
 * Where the instance is called: `NAME.api.CODE`, on this server as the first segment of the path. Azure's own is a host
 * `NAME.api.CODE.digitaltwins.azure.net`; here a client that prefixes `https://` reaches it without changing its DNS.
 */
export function hostNameOf(instance: Instance, origin: string): string | null {
  if (instance.hostLabel === null) return null;
  const code = regionNamed(instance.location)?.twinsCode ?? instance.location;
  return `${new URL(origin).host}/${instance.hostLabel}.api.${code}`;
}

/**
 * Recorded exchanges: digitalTwins.createOrUpdate, digitalTwins.get. `tags` is null without tags; `systemData`,
 * `publicNetworkAccess` and `identity` are of newer api-versions; `privateEndpointConnections` comes with GET only.
 */
export function instanceBody(instance: Instance, apiVersion: string, origin: string, asRead: boolean): object {
  const newer = apiVersion >= '2020-12-01';
  return {
    id: resourceId.instance(instance.subscriptionId, instance.resourceGroup, instance.name),
    name: instance.name,
    type: instanceType,
    properties: {
      provisioningState: instance.state,
      createdTime: instance.createdTime,
      lastUpdatedTime: instance.lastUpdatedTime,
      hostName: hostNameOf(instance, origin),
      ...(newer && asRead ? { privateEndpointConnections: [] } : {}),
      ...(newer ? { publicNetworkAccess: instance.publicNetworkAccess } : {}),
    },
    location: instance.location,
    ...(newer && instance.identity !== undefined ? { identity: instance.identity } : {}),
    tags: instance.tags,
    ...(apiVersion >= '2022-05-31' ? { systemData: instance.systemData } : {}),
  };
}
