import type { JsonObject } from '../json.ts';
import type { Context } from './context.ts';
import type { Schema } from './data-type.ts';
import type { ClassName } from './vocabulary.ts';

/** An element that has an identifier, and what it is written in. */
export interface Written {
  readonly object: JsonObject;
  readonly context: Context;
  /** The class that it has if it doesn't say. */
  readonly inferred: ClassName | undefined;
}

/** Where in a document something stands, in the parser's words, and what it is written in there. */
export interface Place extends Context {
  /** The identifier of the interface, or of the element nearest above that has one. */
  readonly owner: string;
  /** The way there from the owner; empty for the owner itself. */
  readonly way: string;
  /** Complex schemas on the way. */
  readonly depth: number;
  /** Every identifier that the document gives to an element. */
  readonly given: Set<string>;
  /** The elements of the interface that have an identifier, by which others refer to them. */
  readonly written: ReadonlyMap<string, Written>;
  /** Whether this is read once more, because something refers to it. */
  readonly again: boolean;
  /** The schemas that were read once more already, by where they stood: many may refer to one. */
  readonly known: Map<JsonObject, Map<string, Schema>>;
  /** An array is not allowed below a property of DTDL v2. */
  readonly underProperty: boolean;
}

/** The place of a value of a property: `dtmi:a:b;1 has 'contents' value with name 'n'`. */
export function inside(place: Place, property: string, name?: string): Place {
  const value = `'${property}' value${name === undefined ? '' : ` with name '${name}'`}`;
  const way = place.way === '' ? `${place.owner} has ${value}` : `${place.way} which has ${value}`;
  return { ...place, way };
}

/** The place of an element that has an identifier of its own: that is where the way begins anew. */
export function at(place: Place, id: string): Place {
  return { ...place, owner: id, way: '' };
}

/** The subject of a sentence on a property: `dtmi:a:b;1's property 'x'`, or `… whose property 'x'`. */
export function itsProperty({ owner, way }: Place, property: string): string {
  return way === '' ? `${owner}'s property '${property}'` : `${way} whose property '${property}'`;
}

/** The subject of a sentence on the element: `dtmi:a:b;1`, or `… which`. */
export function itself({ owner, way }: Place): string {
  return way === '' ? owner : `${way} which`;
}
