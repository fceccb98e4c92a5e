/** What expressions are made of and give: JSON, with names of properties in any letter case. */
export type Value = null | boolean | number | string | readonly Value[] | ValueObject;

export interface ValueObject {
  readonly [name: string]: Value;
}

export function isList(value: unknown): value is readonly Value[] {
  return Array.isArray(value);
}

export function isRecord(value: unknown): value is ValueObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The name under which an object holds a property, whatever the letter case; its own spelling wins. */
export function heldName(value: object, name: string): string | undefined {
  if (Object.hasOwn(value, name)) return name;
  const wanted = name.toLowerCase();
  return Object.keys(value).find((each) => each.toLowerCase() === wanted);
}

/** A property in any letter case; undefined when there is none. */
export function held(value: unknown, name: string): Value | undefined {
  if (!isRecord(value)) return undefined;
  const found = heldName(value, name);
  return found === undefined ? undefined : value[found];
}

/** The name of a value's type in the engine's error texts. */
export function kindOf(value: Value): string {
  if (value === null) return 'Null';
  if (typeof value === 'string') return 'String';
  if (typeof value === 'boolean') return 'Boolean';
  if (typeof value === 'number') return Number.isInteger(value) ? 'Integer' : 'Float';
  return isList(value) ? 'Array' : 'Object';
}

/** Deep equality; letter case counts in texts and not in names. */
export function isSame(one: Value, other: Value): boolean {
  if (isList(one) && isList(other))
    return one.length === other.length && one.every((each, at) => isSame(each, other[at] ?? null));
  if (isRecord(one) && isRecord(other)) {
    const names = Object.keys(one);
    return (
      names.length === Object.keys(other).length &&
      names.every((name) => {
        const match = heldName(other, name);
        return match !== undefined && isSame(one[name] ?? null, other[match] ?? null);
      })
    );
  }
  return one === other;
}

/** As the function `string` writes it: texts as they are, the rest as JSON without blanks. */
export function textOf(value: Value): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Any value in an error text. */
export function shownText(value: Value | undefined): string {
  return value === undefined || value === null ? '' : textOf(value);
}

/** An object without some of its properties. */
export function omitted<T extends object, K extends keyof T & string>(value: T, ...names: readonly K[]): Omit<T, K> {
  const left = Object.entries(value).filter(([name]) => !(names as readonly string[]).includes(name));
  return Object.fromEntries(left) as Omit<T, K>;
}
