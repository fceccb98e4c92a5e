/** What is said of something that has a name. */
export interface SaidOf {
  readonly name: string;
  readonly says: string;
}

/** Each sentence once, with all that it is said of: "a, b: it is gone". */
export function saidOnce(all: readonly SaidOf[]): readonly string[] {
  const names = new Map<string, string[]>();
  for (const { name, says } of all) names.set(says, [...(names.get(says) ?? []), name]);
  return [...names].map(([says, which]) => `${which.join(', ')}: ${says}`);
}
