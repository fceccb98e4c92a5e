/** An object that is another one but for some of its members. Methods are those of the other, and called on it. */
export function standIn<Whole extends object>(whole: Whole, members: Partial<Whole>): Whole {
  return new Proxy(whole, {
    get(target, key) {
      if (Object.hasOwn(members, key)) return members[key as keyof Whole];
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? (value as (...all: unknown[]) => unknown).bind(target) : value;
    },
  });
}
