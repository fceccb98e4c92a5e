import { TemplateError } from '../template-error.ts';
import { heldName, isList, isRecord, shownText, type Value } from '../value.ts';

/** `.name` or `[…]` of a value, or what the engine says where there is none. */
export function access(of: Value, key: Value): Value {
  if (isList(of)) {
    if (typeof key !== 'number')
      throw new TemplateError(
        `Unable to evaluate named property or non-integer index '${shownText(key)}' on an array value.`,
      );
    const found = of[key];
    if (found === undefined)
      throw new TemplateError(`The language expression property array index '${key}' is out of bounds.`);
    return found;
  }
  if (!isRecord(of) || typeof key === 'object')
    throw new TemplateError(`The language expression property '${shownText(key)}' can't be evaluated.`);
  const name = heldName(of, String(key));
  if (name === undefined) {
    const names = Object.keys(of);
    throw new TemplateError(
      `The language expression property '${String(key)}' doesn't exist, available properties are '${names.join(', ')}'.`,
    );
  }
  return of[name] ?? null;
}

/** The same, or null where there is none: one step of `tryGet`. */
export function tryAccess(of: Value, key: Value, fromEnd = false): Value {
  if (isList(of)) return typeof key === 'number' ? (of[fromEnd ? of.length - key : key] ?? null) : null;
  if (!isRecord(of) || typeof key === 'object') return null;
  const name = heldName(of, String(key));
  return name === undefined ? null : (of[name] ?? null);
}
