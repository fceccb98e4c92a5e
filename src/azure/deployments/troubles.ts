import type { Resource } from '../../domain/resource.ts';
import type { Trouble } from '../../port/deployments.ts';
import { isObject } from '../../text/is-object.ts';
import { aboutOf } from '../create.ts';
import type { Clients } from '../http/clients.ts';
import { readBody } from '../refusals/response.ts';
import { explain } from '../refusals/translate.ts';

type Bag = Readonly<Record<string, unknown>>;

/** No error of Azure is nested as deeply. */
const deepest = 16;

/** Azure puts errors into messages of errors, as JSON. */
function within({ message }: Bag): Bag | undefined {
  if (typeof message !== 'string' || !/^\s*\{/.test(message)) return undefined;
  try {
    const inner: unknown = JSON.parse(message);
    return isObject(inner) ? inner : undefined;
  } catch {
    return undefined;
  }
}

/** What is told of each resource that may not be made (recorded): all of them in one message, with a colon between. */
const oneForbidden = /Authorization failed for template resource '.*? at scope '[^']*'\.?/g;

/** The innermost errors, each with the ids of all that it happened in. */
function leavesOf(error: Bag, targets: readonly unknown[], depth: number): readonly (readonly [Bag, string])[] {
  const around = [...targets, error['target']];
  const nested = isObject(error['error']) ? error['error'] : within(error);
  const details = Array.isArray(error['details']) ? error['details'].filter(isObject) : [];
  if (depth < deepest && nested !== undefined) return leavesOf(nested, around, depth + 1);
  if (depth < deepest && details.length > 0) return details.flatMap((each) => leavesOf(each, around, depth + 1));
  const forbidden = typeof error['message'] === 'string' ? (error['message'].match(oneForbidden) ?? []) : [];
  if (forbidden.length === 0) return [[error, JSON.stringify([error, around]).toLowerCase()]];
  return forbidden.map((message) => [{ code: 'AuthorizationFailed', message }, message.toLowerCase()]);
}

/** Whether it stands there as a whole: no id that only begins like it, and nothing that is in it. */
function speaksOf(says: string, text: string): boolean {
  for (let at = says.indexOf(text); at >= 0; at = says.indexOf(text, at + 1)) {
    if (!/[\w./()-]/.test(says.charAt(at + text.length))) return true;
  }
  return false;
}

/** The causes in an error of a deployment, which tells them in errors within errors; none in what is no error. */
export function troublesIn(clients: Clients, error: unknown): readonly Trouble[] {
  if (!isObject(error)) return [];
  return leavesOf(error, [], 0).map(([leaf, says]): Trouble => {
    const code = typeof leaf['code'] === 'string' ? leaf['code'] : '';
    const failure = readBody('arm', 400, JSON.stringify({ error: leaf }));
    return {
      code,
      names: (text) => speaksOf(says, text.toLowerCase()),
      error: (resource: Resource) => explain({ ...failure, httpStatus: undefined }, aboutOf(clients, resource)),
    };
  });
}
