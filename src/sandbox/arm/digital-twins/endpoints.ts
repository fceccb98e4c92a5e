import type { Outcome } from '../../context.ts';
import { preciseTime } from '../../world/identifiers.ts';
import type { Endpoint, Instance } from '../../world/instances.ts';
import { resourceId } from '../../world/resources.ts';
import { bodyOf, type Call, param, property } from '../call.ts';
import { pagedList } from '../paging.ts';
import { badContent, resourceNotFound } from '../refusal.ts';
import { instanceType } from './instance-body.ts';
import { instanceOf } from './instance-changes.ts';
import { store } from './instance-operation.ts';
import { systemDataOf } from './instance-request.ts';

/** Seconds from the PUT of an endpoint until events could go there, unless instances are quicker. Recorded: 7. */
const provisioningSeconds = 5;

const type = `${instanceType}/endpoints`;

/** What each kind must be told, by how it proves who sends (Microsoft's specification, 2023-01-31). */
const needed: Readonly<Record<string, { readonly key: readonly string[]; readonly identity: readonly string[] }>> = {
  EventGrid: { key: ['TopicEndpoint', 'accessKey1'], identity: ['TopicEndpoint'] },
  EventHub: { key: ['connectionStringPrimaryKey'], identity: ['endpointUri', 'entityPath'] },
  ServiceBus: { key: ['primaryConnectionString'], identity: ['endpointUri', 'entityPath'] },
};

/** Secrets are not even kept: reading an endpoint never tells them. */
const secrets = [
  'accessKey1',
  'accessKey2',
  'connectionStringPrimaryKey',
  'connectionStringSecondaryKey',
  'primaryConnectionString',
  'secondaryConnectionString',
  'deadLetterSecret',
];

/** Recorded (.NET SDK, "CreateDigitalTwinWithSystemAssignedIdentityAndEndpoint", 2023): no `Z` in `createdTime`, and `systemData`. */
function endpointBody(call: Call, instance: Instance, endpoint: Endpoint): object {
  const { name, properties, createdTime, systemData, until } = endpoint;
  return {
    id: `${resourceId.instance(instance.subscriptionId, instance.resourceGroup, instance.name)}/endpoints/${name}`,
    name,
    type,
    properties: {
      ...properties,
      provisioningState: until > call.context.now ? 'Provisioning' : 'Succeeded',
      createdTime: createdTime.replace(/Z$/, '+00:00'),
    },
    ...(systemData === undefined ? {} : { systemData }),
  };
}

/** Names of the endpoints that events can go to. */
export function activeEndpoints({ endpoints = {} }: Instance, now: number): readonly string[] {
  return Object.values(endpoints).flatMap(({ name, until }) => (until > now ? [] : [name]));
}

const keyOf = (call: Call): string => param(call, 'endpoint').toLowerCase();

export function listEndpoints(call: Call): Outcome {
  const instance = instanceOf(call);
  const all = Object.values(instance.endpoints ?? {}).map((each) => endpointBody(call, instance, each));
  return { reply: { status: 200, body: pagedList(call, all) } };
}

export function getEndpoint(call: Call): Outcome {
  const instance = instanceOf(call);
  const found = instance.endpoints?.[keyOf(call)];
  if (found === undefined)
    throw resourceNotFound(type, `${instance.name}/${param(call, 'endpoint')}`, instance.resourceGroup);
  return { reply: { status: 200, body: endpointBody(call, instance, found) } };
}

/** What of a body is kept. */
function propertiesOf(call: Call): Readonly<Record<string, unknown>> {
  const given = bodyOf(call)['properties'];
  const kind = property(given, 'endpointType');
  const wants = typeof kind === 'string' && Object.hasOwn(needed, kind) ? needed[kind] : undefined;
  if (wants === undefined)
    throw badContent(
      `The request content was invalid: 'endpointType' must be one of ${Object.keys(needed).join(', ')}.`,
    );
  const authenticationType = property(given, 'authenticationType') ?? 'KeyBased';
  const missing = (authenticationType === 'IdentityBased' ? wants.identity : wants.key).find(
    (name) => typeof property(given, name) !== 'string',
  );
  if (missing !== undefined) throw badContent(`The request content was invalid: '${missing}' is required.`);
  const kept = Object.entries(given as object).map(([name, value]: [string, unknown]) => [
    name,
    secrets.includes(name) ? null : value,
  ]);
  return { ...(Object.fromEntries(kept) as Readonly<Record<string, unknown>>), authenticationType };
}

/** 201, and Provisioning until it is there: clients look at the endpoint itself. No event is ever delivered. */
export function putEndpoint(call: Call): Outcome {
  const instance = instanceOf(call);
  const properties = propertiesOf(call);
  const { now } = call.context;
  const before = instance.endpoints?.[keyOf(call)];
  const endpoint: Endpoint = {
    name: before?.name ?? param(call, 'endpoint'),
    properties,
    createdTime: before?.createdTime ?? preciseTime(now),
    systemData: systemDataOf(call, before?.systemData),
    until: now + Math.min(provisioningSeconds, call.context.settings.creationSeconds) * 1000,
  };
  const endpoints = { ...instance.endpoints, [keyOf(call)]: endpoint };
  return {
    reply: { status: before === undefined ? 201 : 200, body: endpointBody(call, instance, endpoint) },
    world: store(call.world, { ...instance, endpoints }),
  };
}

export function deleteEndpoint(call: Call): Outcome {
  const instance = instanceOf(call);
  const { [keyOf(call)]: found, ...endpoints } = instance.endpoints ?? {};
  if (found === undefined) return { reply: { status: 204 } };
  return {
    reply: { status: 200, body: endpointBody(call, instance, found) },
    world: store(call.world, { ...instance, endpoints }),
  };
}
