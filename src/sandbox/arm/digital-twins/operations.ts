import type { Context, Outcome } from '../../context.ts';
import { digest, preciseTime } from '../../world/identifiers.ts';
import type { Instance, Operation } from '../../world/instances.ts';
import { instanceKey } from '../../world/keys.ts';
import { regionNamed } from '../../world/regions.ts';
import { resourceId } from '../../world/resources.ts';
import { type Call, param, property, type Route, subscriptionOf } from '../call.ts';
import { refusal } from '../refusal.ts';
import { instanceBody } from './instance-body.ts';

/** .NET ticks since the year 1, as the polling addresses carry them. */
function ticks(moment: number): string {
  return (BigInt(moment) * 10_000n + 621_355_968_000_000_000n).toString();
}

function filler(characters: number, ...seed: readonly string[]): string {
  let text = '';
  for (let part = 0; text.length < characters; part += 1)
    text += digest('signature', part, ...seed).toString('base64url');
  return text.slice(0, characters);
}

/**
 * The signed query that polling addresses have carried since 2024: a time, a certificate, a signature and a hash, 4 to
 * 5 kB with the two of them (recorded exchange: digitalTwins.createOrUpdate, June 2025).
 */
function signature(path: string, operation: Operation, context: Context): string {
  if (!context.settings.signedPolling) return '';
  const t = ticks(operation.startedAt);
  const c = `MII${filler(2597, operation.id)}`;
  const h = context.keys.mac(`polling ${path} ${t}`).slice(0, 43);
  return `&t=${t}&c=${c}&s=${filler(342, h)}&h=${h}`;
}

/** Whether a polling address is exactly as it was given out. Signed ones need no rights, others need theirs. */
function isSigned(call: Call): boolean {
  const t = call.ask.query.get('t');
  const h = call.ask.query.get('h');
  if (t === null && h === null) return false;
  const s = call.ask.query.get('s');
  const genuine =
    h === call.context.keys.mac(`polling ${call.ask.path.toLowerCase()} ${t ?? ''}`).slice(0, 43) &&
    s === filler(342, h) &&
    (call.ask.query.get('c')?.length ?? 0) === 2600;
  if (!genuine)
    throw refusal(
      400,
      'InvalidOperationSignature',
      'The signature of the operation address is not valid. The address must be used exactly as it was given.',
    );
  return true;
}

/** Location's last segment: the operation in base64, padded (recorded exchange: digitalTwins.createOrUpdate, 2020). */
function resultToken(operation: Operation): string {
  const content = {
    operationKind: operation.kind,
    resourceKind: 'DigitalTwinsInstance',
    resourceGroupName: operation.resourceGroup,
    resourceName: operation.resourceName,
  };
  return Buffer.from(JSON.stringify(content)).toString('base64url');
}

/**
 * Location for all, Azure-AsyncOperation from api-version 2022-05-31 on; they point at different collections
 * (operationResults, operationsStatuses). Retry-After is on this answer only, never on the status.
 */
export function pollingHeaders(operation: Operation, apiVersion: string, context: Context): Record<string, string> {
  const base = `/subscriptions/${operation.subscriptionId}/providers/Microsoft.DigitalTwins/locations/${operation.location}`;
  const address = (path: string): string =>
    `${context.origin}${path}?api-version=${apiVersion}${signature(path.toLowerCase(), operation, context)}`;
  return {
    Location: address(`${base}/operationResults/${resultToken(operation)}`),
    ...(apiVersion >= '2022-05-31'
      ? { 'Azure-AsyncOperation': address(`${base}/operationsStatuses/${operation.id}`) }
      : {}),
    'Retry-After': '10',
  };
}

function mustRead(call: Call): void {
  const { id } = subscriptionOf(call);
  if (isSigned(call)) return;
  call.require('Microsoft.DigitalTwins/locations/operationsStatuses/read', resourceId.subscription(id));
}

/** Running, then Succeeded or Failed; no `properties`, no Retry-After, an id without the provider (recorded exchange: digitalTwins operation status). */
function status(call: Call): Outcome {
  mustRead(call);
  const { id } = subscriptionOf(call);
  const operation = Object.values(call.world.operations).find(
    (each) => each.id === param(call, 'operation').toLowerCase() && each.subscriptionId === id,
  );
  if (operation === undefined)
    throw refusal(404, 'NotFound', `The operation '${param(call, 'operation')}' was not found.`, { by: 'provider' });
  const over = operation.endsAt <= call.context.now;
  const body = {
    id: `/subscriptions/${id}/locations/${operation.location}/operationsStatuses/${operation.id}`,
    name: operation.id,
    status: over ? (operation.fails === undefined ? 'Succeeded' : 'Failed') : 'Running',
    startTime: preciseTime(operation.startedAt),
    ...(over ? { endTime: preciseTime(operation.endsAt) } : {}),
    ...(over && operation.fails !== undefined ? { error: operation.fails } : {}),
  };
  return { reply: { status: 200, body } };
}

interface Token {
  readonly kind: unknown;
  readonly group: string;
  readonly name: string;
}

function readToken(text: string): Token {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64').toString());
    return {
      kind: property(value, 'operationKind'),
      group: String(property(value, 'resourceGroupName')),
      name: String(property(value, 'resourceName')),
    };
  } catch {
    throw refusal(400, 'InvalidOperationResult', 'The operation result identifier is not valid.', { by: 'provider' });
  }
}

function latest(call: Call, token: Token): Operation | undefined {
  const { id } = subscriptionOf(call);
  return Object.values(call.world.operations)
    .filter(
      (each) =>
        each.kind === token.kind &&
        each.subscriptionId === id &&
        each.resourceName.toLowerCase() === token.name.toLowerCase() &&
        each.resourceGroup.toLowerCase() === token.group.toLowerCase(),
    )
    .sort((one, other) => other.startedAt - one.startedAt)[0];
}

/** 202 with the same headers and the resource while running; then 200 with the resource, or 204 once it is deleted. */
function result(call: Call): Outcome {
  mustRead(call);
  const token = readToken(param(call, 'token'));
  const operation = latest(call, token);
  if (operation === undefined) throw refusal(404, 'NotFound', 'The operation was not found.', { by: 'provider' });
  const instance: Instance | undefined =
    call.world.instances[instanceKey(operation.subscriptionId, operation.resourceGroup, operation.resourceName)];
  const body = instance === undefined ? undefined : instanceBody(instance, call.apiVersion, call.context.origin, false);
  if (operation.endsAt > call.context.now)
    return { reply: { status: 202, headers: pollingHeaders(operation, call.apiVersion, call.context), body } };
  if (operation.kind === 'Delete') return { reply: { status: 204 } };
  return body === undefined ? { reply: { status: 204 } } : { reply: { status: 200, body } };
}

/** Refuses regions that don't exist; the region of an operation is part of its address only. */
function inRegion(handle: (call: Call) => Outcome) {
  return (call: Call): Outcome => {
    if (regionNamed(param(call, 'location')) === undefined)
      throw refusal(404, 'NotFound', 'The operation was not found.');
    return handle(call);
  };
}

const base = '/subscriptions/{subscription}/providers/Microsoft.DigitalTwins/locations/{location}';

export const operationRoutes: readonly Route[] = [
  { method: 'GET', pattern: `${base}/operationsStatuses/{operation}`, family: 'twins', handle: inRegion(status) },
  { method: 'GET', pattern: `${base}/operationResults/{token}`, family: 'twins', handle: inRegion(result) },
];
