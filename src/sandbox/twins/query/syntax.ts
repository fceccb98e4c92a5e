/** `T.address.city`, or `address.city` where nothing but one collection can be meant. */
export interface Path {
  /** The alias that it starts with; undefined for the query's only collection. */
  readonly alias: string | undefined;
  readonly names: readonly string[];
}

export type Value =
  | { readonly kind: 'path'; readonly path: Path }
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null };

export const comparisons = ['=', '!=', '<', '<=', '>', '>='] as const;
export type Comparison = (typeof comparisons)[number];

/** Functions of one or two values that give a Boolean, by the number of values. */
export const functions = {
  IS_DEFINED: 1,
  IS_NULL: 1,
  IS_BOOL: 1,
  IS_NUMBER: 1,
  IS_STRING: 1,
  IS_OBJECT: 1,
  IS_PRIMITIVE: 1,
  STARTSWITH: 2,
  ENDSWITH: 2,
  CONTAINS: 2,
  ARRAY_CONTAINS: 2,
} as const;
export type FunctionName = keyof typeof functions;

export type Condition =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Condition[] }
  | { readonly kind: 'not'; readonly part: Condition }
  | { readonly kind: 'compare'; readonly sign: Comparison; readonly left: Value; readonly right: Value }
  | { readonly kind: 'in'; readonly value: Value; readonly among: readonly Value[]; readonly negated: boolean }
  | { readonly kind: 'model'; readonly alias: string | undefined; readonly model: string; readonly exact: boolean }
  | { readonly kind: 'call'; readonly name: FunctionName; readonly values: readonly Value[] }
  | { readonly kind: 'value'; readonly value: Value };

export interface Join {
  /** What the twin at the other end is called. */
  readonly alias: string;
  readonly from: string;
  readonly relationshipName: string;
  /** What the relationship itself is called, where the query gives it a name. */
  readonly relationship: string | undefined;
}

/** One hop of a MATCH, or several alike. */
export interface Hop {
  readonly direction: 'left' | 'right' | 'any';
  /** Any of these; none: any relationship. */
  readonly relationshipNames: readonly string[];
  /** What the relationship itself is called. */
  readonly relationship: string | undefined;
  readonly least: number;
  readonly most: number;
  /** What the twins at the end are called. */
  readonly alias: string | undefined;
}

export interface Match {
  readonly first: string | undefined;
  readonly hops: readonly Hop[];
}

export interface Column {
  readonly path: Path;
  /** The key in the result. */
  readonly name: string;
}

export interface Query {
  /** Undefined: the whole document. */
  readonly columns: readonly Column[] | undefined;
  readonly count: boolean;
  readonly top: number | undefined;
  readonly from: 'digitaltwins' | 'relationships';
  readonly alias: string | undefined;
  readonly joins: readonly Join[];
  readonly match: Match | undefined;
  readonly where: Condition | undefined;
}
