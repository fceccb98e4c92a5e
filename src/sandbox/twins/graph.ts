import { createHash } from 'node:crypto';
import { type JsonObject, own } from './json.ts';

/** A model as stored: what the list answers, and the definition as it was uploaded. */
export interface StoredModel {
  readonly id: string;
  readonly description: JsonObject;
  readonly displayName: JsonObject;
  readonly decommissioned: boolean;
  readonly uploadTime: string;
  readonly model: JsonObject;
  /** The interfaces that are written in the definition besides its own; they are no models, and not listed. */
  readonly inner?: readonly string[];
}

export type Models = Readonly<Record<string, StoredModel>>;

/** All that one instance holds. JSON through and through, never changed in place. */
export interface TwinsGraph {
  readonly models: Models;
  /** By twin id, as answered. */
  readonly twins: Readonly<Record<string, JsonObject>>;
  /** By the source's id, then by relationship id, as answered. */
  readonly relationships: Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;
  readonly eventRoutes?: Readonly<Record<string, EventRoute>>;
}

/** Which events go to which endpoint. */
export interface EventRoute {
  readonly id: string;
  readonly endpointName: string;
  readonly filter: string;
}

export const emptyGraph: TwinsGraph = { models: {}, twins: {}, relationships: {} };

export function outgoing(graph: TwinsGraph, twinId: string): readonly JsonObject[] {
  return Object.values(own(graph.relationships, twinId) ?? {});
}

export function incoming(graph: TwinsGraph, twinId: string): readonly JsonObject[] {
  return everyRelationship(graph).filter((each) => each['$targetId'] === twinId);
}

export function everyRelationship(graph: TwinsGraph): readonly JsonObject[] {
  return Object.values(graph.relationships).flatMap((each) => Object.values(each));
}

/** A weak entity tag with a GUID inside, as recorded; another one whenever the document or the time differs. */
export function etagOf(document: JsonObject, before: JsonObject | undefined, now: Date): string {
  const seed = JSON.stringify([document, before?.['$etag'] ?? null, now.getTime()]);
  const hex = createHash('sha256').update(seed).digest('hex');
  const guid = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
  return `W/"${guid}"`;
}

/** Seven digits and Z, as in recorded `lastUpdateTime`. */
export function updateTime(now: Date): string {
  return now.toISOString().replace('Z', '0000Z');
}

/** `+00:00`, and no zeros at the end of the fraction, as in recorded `uploadTime` (one of them has six digits). */
export function uploadTime(now: Date): string {
  return now.toISOString().replace(/\.?0*Z$/, '+00:00');
}
