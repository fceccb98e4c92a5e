import type { Region } from '../../src/port/azure.ts';

/** A point on the globe, in degrees; of a region as far as Azure tells. */
type Point = Pick<Region, 'latitude' | 'longitude'>;

/** Roughly how far two points are apart, in kilometres (haversine); far when one of them is unknown. */
function distance(one: Point, other: Point): number {
  if (one.latitude === undefined || one.longitude === undefined) return Number.MAX_VALUE;
  if (other.latitude === undefined || other.longitude === undefined) return Number.MAX_VALUE;
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const lat = radians(other.latitude - one.latitude) / 2;
  const lon = radians(other.longitude - one.longitude) / 2;
  const h =
    Math.sin(lat) ** 2 + Math.cos(radians(one.latitude)) * Math.cos(radians(other.latitude)) * Math.sin(lon) ** 2;
  return 12_742 * Math.asin(Math.sqrt(h));
}

/** The regions by how far they are from a place. */
export function nearestFirst(home: Point, regions: readonly Region[]): readonly Region[] {
  return [...regions].sort((one, other) => distance(home, one) - distance(home, other));
}

/** The nearest region to a place; undefined where nothing tells how far any of them is. */
export function nearest(home: Point, regions: readonly Region[]): Region | undefined {
  const [first] = nearestFirst(home, regions);
  return first !== undefined && distance(home, first) < Number.MAX_VALUE ? first : undefined;
}
