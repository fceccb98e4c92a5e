import type { Version } from './vocabulary.ts';

/**
 * Semantic types, their units in DTDL v2, and the units that v3 has besides (DTDL v2, "Semantic types"; the quantitative types
 * extension of v3). Undefined: v2 has no such type.
 */
const groups: readonly (readonly [types: string, v2: string | undefined, more: string])[] = [
  ['Acceleration', 'centimetrePerSecondSquared gForce metrePerSecondSquared', ''],
  ['Angle Latitude Longitude', 'degreeOfArc minuteOfArc radian secondOfArc turn', ''],
  ['AngularAcceleration', 'radianPerSecondSquared', ''],
  ['AngularVelocity', 'degreePerSecond radianPerSecond revolutionPerMinute revolutionPerSecond', ''],
  ['ApparentEnergy', undefined, 'gigavoltAmpereHour kilovoltAmpereHour megavoltAmpereHour voltAmpereHour'],
  ['ApparentPower', undefined, 'gigavoltAmpere kilovoltAmpere megavoltAmpere millivoltAmpere voltAmpere'],
  ['Area', 'acre hectare squareCentimetre squareFoot squareInch squareKilometre squareMetre squareMillimetre', ''],
  ['Capacitance', 'farad microfarad millifarad nanofarad picofarad', ''],
  [
    'Concentration RelativeDensity',
    undefined,
    'partsPerBillion partsPerMillion partsPerQuadrillion partsPerTrillion percent unity',
  ],
  ['Current', 'ampere microampere milliampere', 'kiloampere'],
  [
    'DataRate',
    'bitPerSecond bytePerSecond exbibitPerSecond exbibytePerSecond gibibitPerSecond gibibytePerSecond kibibitPerSecond kibibytePerSecond mebibitPerSecond mebibytePerSecond tebibitPerSecond tebibytePerSecond yobibitPerSecond yobibytePerSecond zebibitPerSecond zebibytePerSecond',
    '',
  ],
  [
    'DataSize',
    'bit byte exbibit exbibyte gibibit gibibyte kibibit kibibyte mebibit mebibyte tebibit tebibyte yobibit yobibyte zebibit zebibyte',
    '',
  ],
  ['Density Humidity', 'gramPerCubicMetre kilogramPerCubicMetre', 'microgramPerCubicMetre milligramPerCubicMetre'],
  [
    'Distance Length',
    'astronomicalUnit centimetre foot inch kilometre metre micrometre mile millimetre nanometre nauticalMile',
    '',
  ],
  ['ElectricCharge', 'coulomb', 'ampereHour milliampereHour'],
  [
    'Energy',
    'electronvolt gigajoule joule kilojoule kilowattHour megaelectronvolt megajoule',
    'britishThermalUnit gigawattHour kiloBritishThermalUnit megawattHour milliwattHour terawattHour wattHour',
  ],
  [
    'EnergyRate',
    undefined,
    'britishThermalUnitPerHour gigajoulePerHour gigawatt horsepower joulePerHour joulePerSecond kiloBritishThermalUnitPerHour kilojoulePerHour kilojoulePerSecond kilowatt kilowattHourPerYear megajoulePerHour megawatt microwatt milliwatt tonOfRefrigeration watt',
  ],
  ['Force Thrust', 'newton ounce pound ton', ''],
  ['Frequency', 'gigahertz hertz kilohertz megahertz', 'millihertz'],
  ['Illuminance', 'footcandle lux', ''],
  ['Inductance', 'henry microhenry millihenry', ''],
  ['IonizingRadiationDose', undefined, 'gray microgray microsievert milligray millisievert sievert'],
  ['Irradiance', undefined, 'wattPerSquareMetre'],
  ['Luminance', 'candelaPerSquareMetre', ''],
  [
    'Luminosity Power',
    'gigawatt horsepower kilowatt kilowattHourPerYear megawatt microwatt milliwatt watt',
    'britishThermalUnitPerHour gigajoulePerHour joulePerHour joulePerSecond kiloBritishThermalUnitPerHour kilojoulePerHour kilojoulePerSecond megajoulePerHour tonOfRefrigeration',
  ],
  ['LuminousFlux', 'lumen', ''],
  ['LuminousIntensity', 'candela', ''],
  ['MagneticFlux', 'maxwell weber', ''],
  ['MagneticInduction', 'tesla', 'gauss'],
  ['Mass', 'gram kilogram microgram milligram slug tonne', 'massPound'],
  ['MassFlowRate', 'gramPerHour gramPerSecond kilogramPerHour kilogramPerSecond', 'massPoundPerHour'],
  [
    'Pressure',
    'bar inchesOfMercury inchesOfWater kilopascal millibar millimetresOfMercury pascal poundPerSquareInch',
    'decapascal hectopascal',
  ],
  ['Radioactivity', undefined, 'becquerel gigabecquerel kilobecquerel megabecquerel'],
  [
    'ReactiveEnergy',
    undefined,
    'gigavoltAmpereReactiveHour kilovoltAmpereReactiveHour megavoltAmpereReactiveHour voltAmpereReactiveHour',
  ],
  [
    'ReactivePower',
    undefined,
    'gigavoltAmpereReactive kilovoltAmpereReactive megavoltAmpereReactive millivoltAmpereReactive voltAmpereReactive',
  ],
  ['RelativeHumidity', 'percent unity', 'partsPerBillion partsPerMillion partsPerQuadrillion partsPerTrillion'],
  ['Resistance', 'kiloohm megaohm milliohm ohm', ''],
  ['SoundPressure', 'bel decibel', ''],
  ['Temperature', 'degreeCelsius degreeFahrenheit kelvin', ''],
  ['TimeSpan', 'day hour microsecond millisecond minute nanosecond second year', ''],
  ['Torque', 'newtonMetre', ''],
  [
    'Velocity',
    'centimetrePerSecond kilometrePerHour kilometrePerSecond knot metrePerHour metrePerSecond milePerHour milePerSecond',
    '',
  ],
  ['Voltage', 'kilovolt megavolt microvolt millivolt volt', ''],
  ['Volume', 'cubicCentimetre cubicFoot cubicInch cubicMetre fluidOunce gallon litre millilitre', ''],
  [
    'VolumeFlowRate',
    'litrePerHour litrePerSecond millilitrePerHour millilitrePerSecond',
    'cubicFootPerMinute cubicMetrePerHour cubicMetrePerMinute cubicMetrePerSecond gallonPerHour gallonPerMinute litrePerMinute millilitrePerMinute',
  ],
];

function tableOf(version: Version): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(
    groups.flatMap(([types, units, more]) => {
      if (version === 2 && units === undefined) return [];
      const all = [units ?? '', version === 3 ? more : ''].join(' ').split(' ').filter(Boolean);
      return types.split(' ').map((type) => [type, new Set(all)] as const);
    }),
  );
}

/** Semantic types with the units of each, by version. */
export const unitsByType = { 2: tableOf(2), 3: tableOf(3) } as const;

/** The units of a semantic type; undefined for what is none in this version. */
export function unitsOf(type: string, version: Version): ReadonlySet<string> | undefined {
  return unitsByType[version].get(type);
}

/** The semantic type that a word or its full name stands for; undefined for what is none in this version. */
export function typeName(type: string, version: Version): string | undefined {
  const name = bare(type, version, 'class');
  return unitsByType[version].has(name) ? name : undefined;
}

/** The unit that a term or its full name stands for; undefined for what is none in this version. */
export function unitOf(text: string, version: Version): string | undefined {
  const name = bare(text, version, 'unit');
  return [...unitsByType[version].values()].some((units) => units.has(name)) ? name : undefined;
}

/** Whether a full name is that of another version's type. */
export function isOtherVersions(type: string, version: Version): boolean {
  const other = version === 2 ? 3 : 2;
  return bare(type, other, 'class') !== type && typeName(type, other) !== undefined;
}

const prefixes = { 2: 'dtmi:standard:', 3: 'dtmi:dtdl:extension:quantitativeTypes:v1:' } as const;

function bare(text: string, version: Version, kind: 'class' | 'unit'): string {
  const prefix = `${prefixes[version]}${kind}:`;
  if (!text.startsWith(prefix)) return text;
  return version === 2 ? text.slice(prefix.length).replace(/;2$/, '') : text.slice(prefix.length);
}
