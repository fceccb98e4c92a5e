/**
 * What a body looks like: `'s'` a text, `'n'` a number, `'b'` a boolean, `null`, `[]` an empty list, `[pattern]` a list of
 * at least one of those, an object with exactly these keys; `'s?'` a text or null, `'*'` anything.
 */
export type Pattern = string | null | readonly Pattern[] | { readonly [key: string]: Pattern };

/** Where a value doesn't fit a pattern; empty when it does. */
export function misfits(value: unknown, pattern: Pattern, at = '$'): string[] {
  const kind = value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value;
  if (pattern === '*') return [];
  if (pattern === null) return value === null ? [] : [`${at}: null expected, ${kind} found`];
  if (typeof pattern === 'string') {
    const kinds: Record<string, readonly string[]> = {
      s: ['string'],
      's?': ['string', 'null'],
      n: ['number'],
      b: ['boolean'],
    };
    return kinds[pattern]?.includes(kind) === true ? [] : [`${at}: ${pattern} expected, ${kind} found`];
  }
  if (Array.isArray(pattern)) {
    if (!Array.isArray(value)) return [`${at}: a list expected, ${kind} found`];
    const [first] = pattern as readonly Pattern[];
    if (first === undefined) return value.length === 0 ? [] : [`${at}: an empty list expected`];
    if (value.length === 0) return [`${at}: a list with entries expected`];
    return value.flatMap((each, index) => misfits(each, first, `${at}[${index}]`));
  }
  if (kind !== 'object') return [`${at}: an object expected, ${kind} found`];
  const object = value as Record<string, unknown>;
  const wanted = pattern as Readonly<Record<string, Pattern>>;
  const missing = Object.keys(wanted).filter((key) => !(key in object));
  const extra = Object.keys(object).filter((key) => !(key in wanted));
  return [
    ...missing.map((key) => `${at}.${key}: missing`),
    ...extra.map((key) => `${at}.${key}: not in Azure's answer`),
    ...Object.entries(wanted).flatMap(([key, each]) =>
      key in object ? misfits(object[key], each, `${at}.${key}`) : [],
    ),
  ];
}
