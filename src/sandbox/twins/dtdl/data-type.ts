import type { Json } from '../json.ts';

/** The data type of a property, a field, a map's value and so on. */
export type Schema =
  | { readonly kind: 'primitive'; readonly name: string }
  | { readonly kind: 'enum'; readonly values: readonly Json[] }
  | { readonly kind: 'map'; readonly value: Schema }
  | { readonly kind: 'object'; readonly fields: ReadonlyMap<string, Schema>; readonly name?: string }
  | { readonly kind: 'array'; readonly element: Schema }
  | { readonly kind: 'reference'; readonly id: string };
