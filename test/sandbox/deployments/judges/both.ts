/** One expression in both languages: as templates have it, and as Bicep's console takes it. */
export interface Both {
  readonly arm: string;
  readonly bicep: string;
}

/** A function that is called the same in both. */
export const call = (name: string, ...args: readonly Both[]): Both => ({
  arm: `${name}(${args.map((each) => each.arm).join(', ')})`,
  bicep: `${name}(${args.map((each) => each.bicep).join(', ')})`,
});

/** A function of templates that is an operator in Bicep. */
export const operator = (name: string, sign: string, one: Both, other: Both): Both => ({
  arm: `${name}(${one.arm}, ${other.arm})`,
  bicep: `(${one.bicep} ${sign} ${other.bicep})`,
});

/** A text. */
export const text = (value: string): Both => ({
  arm: `'${value.replaceAll("'", "''")}'`,
  bicep: `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('${', '\\${')}'`,
});

/** A list. */
export const list = (items: readonly Both[]): Both => ({
  arm: `createArray(${items.map((each) => each.arm).join(', ')})`,
  bicep: `[${items.map((each) => each.bicep).join(', ')}]`,
});

/** An object. */
export const object = (entries: readonly (readonly [string, Both])[]): Both => ({
  arm: `createObject(${entries.map(([name, value]) => `'${name}', ${value.arm}`).join(', ')})`,
  bicep: `{ ${entries.map(([name, value]) => `${name}: ${value.bicep}`).join(', ')} }`,
});
