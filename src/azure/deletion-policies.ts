import type { DeletionRule } from '../port/place-rules.ts';
import { inAddress } from '../text/in-address.ts';
import { isObject } from '../text/is-object.ts';
import type { Clients } from './http/clients.ts';
import { rawList, textIn } from './http/raw-list.ts';
import { ifTold } from './refusals/if-told.ts';
import { legible } from './refusals/table.ts';
import { refused } from './refusals/translate.ts';

type Json = Readonly<Record<string, unknown>>;

const version = '2022-06-01';

const inside = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce((each, key) => (isObject(each) ? each[key] : undefined), value);

/** What parameters stand for: given, or else their own default. */
type Values = (name: string) => unknown;

function valuesOf(given: unknown, declared: unknown): Values {
  return (name) => inside(given, name, 'value') ?? inside(declared, name, 'defaultValue');
}

/** A value with the parameters that it names put in; other expressions stay as they are. */
function resolved(value: unknown, values: Values): unknown {
  if (Array.isArray(value)) return value.map((each) => resolved(each, values));
  if (isObject(value))
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, resolved(each, values)]));
  const name = typeof value === 'string' ? /^\[parameters\('([^']+)'\)\]$/i.exec(value)?.[1] : undefined;
  return name === undefined ? value : (values(name) ?? value);
}

/** What a definition forbids to delete; undefined when its effect is another. */
function conditionOf(definition: Json, given: unknown): unknown {
  const { policyRule, parameters } = (definition['properties'] ?? {}) as Json;
  const values = valuesOf(given, parameters);
  const then = resolved(inside(policyRule, 'then'), values);
  const effect = inside(then, 'effect');
  const names = inside(then, 'details', 'actionNames');
  const isDeletion = Array.isArray(names) && names.some((each) => String(each).toLowerCase() === 'delete');
  if (typeof effect !== 'string' || effect.toLowerCase() !== 'denyaction' || !isDeletion) return undefined;
  return resolved(inside(policyRule, 'if'), values);
}

/**
 * The policies that keep things from being deleted (effect denyAction) wherever they reach in a subscription (Microsoft.Authorization
 * 2022-06-01, "Policy Assignments - List"; their definitions are read one by one). `undefined` when they can't be read.
 */
export async function readDeletionRules(
  clients: Clients,
  subscriptionId: string,
): Promise<readonly DeletionRule[] | undefined> {
  const { session } = clients;
  const { cloud } = clients.connection.rules;
  const about = clients.about({ doing: 'look which policies keep things from being deleted', subscriptionId });
  const credential = session.credential(session.tenantOf(subscriptionId));
  const read = async (id: string): Promise<Json> => {
    const url = `${cloud.resourceManager}${id.split('/').map(inAddress).join('/')}?api-version=${version}`;
    const answer = await clients.send({ url, scope: cloud.resourceManagerScope, credential });
    if (answer.status === 404) return {};
    if (answer.status !== 200) throw refused(answer);
    const body: unknown = JSON.parse(answer.bodyAsText ?? 'null');
    return isObject(body) ? body : {};
  };
  const known = new Map<string, Promise<Json>>();
  const definition = (id: string): Promise<Json> => {
    const found = known.get(id.toLowerCase()) ?? read(id);
    known.set(id.toLowerCase(), found);
    return found;
  };

  /** The conditions of a definition, or of all in a set of them. */
  async function conditions(id: string, given: unknown): Promise<readonly unknown[]> {
    if (!/^(\/[^/]+)*\/providers\/Microsoft\.Authorization\/policy(Set)?Definitions\/[^/]+$/i.test(id)) return [];
    const found = await definition(id);
    const members = inside(found, 'properties', 'policyDefinitions');
    if (!Array.isArray(members)) return [conditionOf(found, given)];
    const values = valuesOf(given, inside(found, 'properties', 'parameters'));
    const all = members.map((each: unknown) =>
      conditions(String(inside(each, 'policyDefinitionId')), resolved(inside(each, 'parameters'), values)),
    );
    return (await Promise.all(all)).flat();
  }

  async function rulesOf(assignment: Json): Promise<readonly DeletionRule[]> {
    const properties = assignment['properties'];
    const id = textIn(assignment, 'id') ?? '';
    if (inside(properties, 'enforcementMode') === 'DoNotEnforce') return [];
    const name = inside(properties, 'displayName');
    const policy = legible(typeof name === 'string' && name.trim() !== '' ? name : (id.split('/').at(-1) ?? ''), 80);
    const scope = id.replace(/\/providers\/Microsoft\.Authorization\/policyAssignments\/[^/]+$/i, '');
    const notScopes = inside(properties, 'notScopes');
    const outside = Array.isArray(notScopes) ? notScopes.map(String) : [];
    const found = await conditions(String(inside(properties, 'policyDefinitionId')), inside(properties, 'parameters'));
    return found.flatMap((condition) =>
      condition === undefined ? [] : [{ policy, scope, notScopes: outside, condition }],
    );
  }

  const path = `/subscriptions/${inAddress(subscriptionId)}/providers/Microsoft.Authorization/policyAssignments?api-version=${version}`;
  const rules = rawList(clients, path, credential, about.doing).then((all) => Promise.all(all.map(rulesOf)));
  return (await ifTold(rules, about))?.flat();
}
