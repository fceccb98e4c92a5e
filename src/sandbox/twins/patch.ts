import { isObject, type Json, type JsonObject, own, without } from './json.ts';
import { type PatchStep, patchError } from './request.ts';

/** Path of a JSON pointer, unescaped. */
export function pointer(path: string): readonly string[] {
  return path
    .slice(1)
    .split('/')
    .map((each) => each.replaceAll('~1', '/').replaceAll('~0', '~'));
}

export function valueAt(document: JsonObject, at: readonly string[]): Json | undefined {
  return at.reduce<Json | undefined>((value, key) => (isObject(value) ? own(value, key) : undefined), document);
}

/** What a twin says of a name that is not there. Wording: a function app's log (2022). */
const missingProperty = (name: string): Error => patchError(`${name.slice(0, 1000)} does not exist on component`);

/** What a relationship says of it. Recorded (JavaScript SDK, "update relationship invalid patch", 2023). */
export const missingSegment = (name: string): Error =>
  patchError(`The target location specified by path segment '${name.slice(0, 1000)}' was not found`);

/** Applies one step. Objects are entered, arrays are not: the service replaces them as a whole. */
export function applied(
  document: JsonObject,
  step: PatchStep,
  missing: (name: string) => Error = missingProperty,
  at: readonly string[] = pointer(step.path),
): JsonObject {
  const [key = '', ...rest] = at;
  const inner = own(document, key);
  if (rest.length > 0) {
    if (!isObject(inner)) throw unresolved(step.path);
    return put(document, key, applied(inner, step, missing, rest));
  }
  // Replacing or removing what is not there is an error (RFC 6902, 4.2 and 4.3).
  if (step.op !== 'add' && inner === undefined) throw missing(key);
  return step.op === 'remove' ? without(document, key) : put(document, key, step.value ?? null);
}

function put(document: JsonObject, key: string, value: Json): JsonObject {
  return { ...document, [key]: value };
}

/** Recorded (JavaScript SDK, "update component not existing", 2023). */
export function unresolved(path: string): Error {
  return patchError(`Could not resolve path ${path.slice(0, 1000)}`);
}
