const collator = new Intl.Collator('en');

/** Texts as .NET's invariant culture orders them (tried with Microsoft's engine: `a` before `A` before `b`). */
export function compareTexts(one: string, other: string): number {
  return collator.compare(one, other);
}

/** Names as they are ordered by their characters, letter case aside: the order of `items` and `objectKeys`. */
export function compareNames(one: string, other: string): number {
  const [left, right] = [one.toUpperCase(), other.toUpperCase()];
  return left < right ? -1 : left > right ? 1 : 0;
}
