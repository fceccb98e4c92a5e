import type { Region } from '../../src/port/azure.ts';

/** Roughly how far two regions are apart, in kilometres (haversine); far when one of them is unknown. */
function distance(one: Region, other: Region): number {
  if (one.latitude === undefined || one.longitude === undefined) return Number.MAX_VALUE;
  if (other.latitude === undefined || other.longitude === undefined) return Number.MAX_VALUE;
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const lat = radians(other.latitude - one.latitude) / 2;
  const lon = radians(other.longitude - one.longitude) / 2;
  const h =
    Math.sin(lat) ** 2 + Math.cos(radians(one.latitude)) * Math.cos(radians(other.latitude)) * Math.sin(lon) ** 2;
  return 12_742 * Math.asin(Math.sqrt(h));
}

/** The regions by how far they are from one of them. */
export function nearestFirst(home: Region, regions: readonly Region[]): readonly Region[] {
  return [...regions].sort((one, other) => distance(home, one) - distance(home, other));
}
