import type { Context, Outcome } from '../context.ts';
import type { Ask } from '../exchange.ts';
import type { AssignmentSubject } from '../world/act.ts';
import type { Caller } from '../world/caller.ts';
import { findGroup, findSubscription } from '../world/find.ts';
import type { ResourceGroup, Subscription } from '../world/subscriptions.ts';
import type { World } from '../world/world.ts';
import { groupNotFound, refusal } from './refusal.ts';

/** A request to Resource Manager after authentication, routing and the checks that are the same for all. */
export interface Call {
  readonly world: World;
  readonly ask: Ask;
  readonly context: Context;
  readonly caller: Caller;
  readonly apiVersion: string;
  /** Decoded parts of the path, by the names in the route's pattern. */
  readonly params: Readonly<Record<string, string>>;
  /** Refuses with 403 unless the caller may; for what the route's `needs` can't say. */
  require(action: string, scope: string, subject?: AssignmentSubject): void;
  /** Answers another request of the same caller, over any world: for what is made of several resources. */
  readonly inside: Inside;
}

/** A request within another one. */
interface InnerAsk {
  readonly method: string;
  /** Path and query, as a client would send them. */
  readonly address: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers a request on somebody's behalf, as if it had come by itself. */
export type Inside = (world: World, ask: InnerAsk) => Outcome;

/** Which list of api-versions applies. */
export type ApiFamily =
  | 'resources'
  | 'subscriptions'
  | 'authorization'
  | 'locks'
  | 'policyInsights'
  | 'policy'
  | 'twins';

export interface Route {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'PATCH' | 'POST' | 'DELETE';
  /** `{name}` is one segment, a leading `{scope}` any number of them. */
  readonly pattern: string;
  readonly family: ApiFamily;
  /** The action that the caller needs, and where; without it, the handler decides. */
  readonly needs?: (call: Call) => { readonly action: string; readonly scope: string };
  /** Answers also in a disabled subscription although it isn't a GET. */
  readonly changesNothing?: boolean;
  readonly handle: (call: Call) => Outcome;
}

/** A path parameter that the route's pattern names. */
export function param(call: Pick<Call, 'params'>, name: string): string {
  return call.params[name] ?? '';
}

/** The subscription that the path names, directly or at the beginning of its scope. */
export function subscriptionIdOf(params: Call['params']): string | undefined {
  return (params['subscription'] ?? /^\/subscriptions\/([^/]+)/i.exec(params['scope'] ?? '')?.[1])?.toLowerCase();
}

/** The subscription of the path; its existence was checked by the router. */
export function subscriptionOf(call: Call): Subscription {
  const id = subscriptionIdOf(call.params) ?? '';
  const found = findSubscription(call.world, id);
  if (found === undefined) throw subscriptionNotFound(id);
  return found;
}

export function subscriptionNotFound(id: string): Error {
  return refusal(404, 'SubscriptionNotFound', `The subscription '${id}' could not be found.`);
}

/** The group of the path, or 404. */
export function groupOf(call: Call): ResourceGroup {
  const group = findGroup(call.world, param(call, 'subscription'), param(call, 'group'));
  if (group === undefined) throw groupNotFound(param(call, 'group'));
  return group;
}

/** The body as an object; anything else is refused in ARM's words. */
export function bodyOf(call: Call): Readonly<Record<string, unknown>> {
  const { body } = call.ask;
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Record<string, unknown>;
  throw refusal(
    400,
    'InvalidRequestContent',
    "The request content was invalid and could not be deserialized: 'A JSON object is expected.'.",
  );
}

/** A property of a JSON value that should be an object. */
export function property(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}

/** ARM compares api-versions as dates; a preview is older than the release of its day. */
export function isAtLeast(apiVersion: string, date: string): boolean {
  return apiVersion.slice(0, 10) >= date;
}
