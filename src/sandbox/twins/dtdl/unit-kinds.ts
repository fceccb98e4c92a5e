import { unitsByType } from './units.ts';
import type { Version } from './vocabulary.ts';

/** Semantic types whose units are called by another name than theirs (DTDL v2, "Semantic types"; the extension of v3). */
const called: Readonly<Record<string, string>> = {
  Concentration: 'Unitless',
  Distance: 'LengthUnit',
  ElectricCharge: 'ChargeUnit',
  Humidity: 'DensityUnit',
  Latitude: 'AngleUnit',
  Longitude: 'AngleUnit',
  Luminosity: 'PowerUnit',
  RelativeDensity: 'Unitless',
  RelativeHumidity: 'Unitless',
  Thrust: 'ForceUnit',
  TimeSpan: 'TimeUnit',
};

const prefixes = {
  BinaryPrefix: 'exbi gibi kibi mebi pebi tebi yobi zebi',
  DecimalPrefix:
    'atto centi deci exa femto giga hecto kilo mega micro milli nano peta pico tera yocto yotta zepto zetta',
} as const;

/** What the units of a semantic type are called. */
export function kindOfUnit(semantic: string): string {
  return called[semantic] ?? `${semantic}Unit`;
}

function kindsOf(version: Version): ReadonlyMap<string, readonly string[]> {
  const ten = version === 2 ? 'deka' : 'deca';
  return new Map([
    ...[...unitsByType[version]].map(([type, units]) => [kindOfUnit(type), [...units]] as const),
    ['BinaryPrefix', prefixes.BinaryPrefix.split(' ')] as const,
    ['DecimalPrefix', [ten, ...prefixes.DecimalPrefix.split(' ')]] as const,
  ]);
}

/** The kinds of units and of their prefixes, with those of each. */
export const unitKinds = { 2: kindsOf(2), 3: kindsOf(3) } as const;
