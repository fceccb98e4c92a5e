/* Reads instances. What a PUT sends is made in domain/instance.ts, and sent by create.ts. */

import type { DigitalTwinsDescription } from '@azure/arm-digitaltwins';
import { instanceId, instanceType, readProperties } from '../domain/instance.ts';
import { regionName, sameName } from '../domain/names.ts';
import type { Availability, Instance } from '../port/azure.ts';
import type { Cloud } from '../port/cloud.ts';
import { momentOf } from '../text/moment.ts';
import type { Clients } from './http/clients.ts';
import { allOf, isAbout } from './http/evidence.ts';
import { foreignHost } from './http/origins.ts';
import { shaped } from './http/shaped.ts';
import { hasCode, refusalOf, translate } from './refusals/translate.ts';
import { unusable } from './refusals/unusable.ts';

/** The instance's own name is the first label of its host name: another one would be sent a token that is meant for this. */
function isNamed(bare: string, name: string): boolean {
  const [label = ''] = (bare.split('/').at(-1) ?? '').split('.');
  return sameName(label, name);
}

/** Bare host name: answers give it bare, some examples of Azure's own with a scheme. */
function bareHost(name: string, hostName: string | undefined, cloud: Cloud): string | undefined {
  const bare = (hostName ?? '').replace(/^https:\/\//i, '').replace(/\/+$/, '');
  if (bare === '') return undefined;
  if (!cloud.isTwinsHost(bare) || !isNamed(bare, name)) throw foreignHost(bare, cloud.title);
  return bare;
}

const shapes = {
  id: 'text',
  name: 'text',
  location: 'text',
  tags: 'tags?',
  identity: 'object?',
  provisioningState: 'text?',
  hostName: 'text?',
} as const;

function instance(found: DigitalTwinsDescription, cloud: Cloud, doing: string): Instance {
  const entry = shaped(found, shapes, doing);
  const { id = '', name = '', location, tags = {}, identity, provisioningState, hostName } = entry;
  const resourceGroup = /\/resourcegroups\/([^/]+)\//i.exec(id)?.[1];
  if (resourceGroup === undefined) throw unusable(doing);
  return {
    id,
    name,
    resourceGroup,
    location: regionName(location),
    provisioningState: provisioningState ?? 'Succeeded',
    hostName: bareHost(name, hostName, cloud),
    tags,
    createdTime: momentOf(entry.createdTime),
    // The SDK puts what Azure has under "properties" beside the rest.
    ...readProperties({ identity: { ...identity }, properties: { ...entry } }),
  };
}

/** All instances of a subscription. */
export async function listInstances(clients: Clients, subscriptionId: string): Promise<readonly Instance[]> {
  const about = clients.about({ doing: 'list the instances', subscriptionId });
  const { cloud } = clients.connection.rules;
  try {
    const client = await clients.twins(subscriptionId);
    const found = await allOf((options) => client.digitalTwins.list(options), about.doing);
    return found.map((one) => instance(one, cloud, about.doing));
  } catch (error) {
    throw translate(error, about);
  }
}

/** One instance; `undefined` when it, or its group, isn't there. */
export async function readInstance(
  clients: Clients,
  subscriptionId: string,
  resourceGroup: string,
  name: string,
): Promise<Instance | undefined> {
  const about = clients.about({ doing: 'look at the instance', subscriptionId, resourceGroup, name });
  try {
    const client = await clients.twins(subscriptionId);
    const found = instance(
      await client.digitalTwins.get(resourceGroup, name),
      clients.connection.rules.cloud,
      about.doing,
    );
    if (!isAbout(found.id, instanceId(subscriptionId, resourceGroup, name))) throw unusable(about.doing);
    return found;
  } catch (error) {
    if (hasCode(error, 'ResourceNotFound', 'ResourceGroupNotFound', 'NotFound')) return undefined;
    throw translate(error, about);
  }
}

/**
 * Whether a name is free in a region (host names hold the region's code, so names are shared by all customers there).
 * The check is a service of the provider: it can't be asked before the registration, nor without a right that Reader
 * lacks (Microsoft.DigitalTwins/locations/checkNameAvailability/action); "taken" would be a guess then.
 */
export async function checkName(
  clients: Clients,
  subscriptionId: string,
  location: string,
  name: string,
): Promise<Availability> {
  const about = clients.about({ doing: 'check whether the name is free', subscriptionId, location, name });
  try {
    const client = await clients.twins(subscriptionId);
    const answer = await client.digitalTwins.checkNameAvailability(location, {
      name,
      type: instanceType,
    });
    if (answer.nameAvailable === true) return { is: 'free' };
    if (answer.nameAvailable !== false) throw unusable(about.doing);
    return {
      is: 'taken',
      message: shaped(answer, { message: 'text?' }, about.doing).message ?? `The name ${name} is taken.`,
    };
  } catch (error) {
    if (hasCode(error, 'MissingSubscriptionRegistration', 'NoRegisteredProviderFound')) {
      return { is: 'unknown', why: 'Azure Digital Twins is not switched on for this subscription yet' };
    }
    if (refusalOf(error)?.httpStatus === 403) {
      return { is: 'unknown', why: 'your account may not ask whether a name is free' };
    }
    throw translate(error, about);
  }
}
