/** The versions of DTDL that Azure Digital Twins takes (Microsoft's article "Digital Twins Definition Language (DTDL) models"). */
export type Version = 2 | 3;

/** What every element may say of itself. */
const common = ['comment', 'description', 'displayName'] as const;

/** The classes of DTDL and the properties of each (DTDL v2 and v3, their metamodels); v3 has two names for a command's payloads. */
const classes = {
  Interface: ['contents', 'extends', 'schemas'],
  Property: ['name', 'schema', 'writable'],
  Telemetry: ['name', 'schema'],
  Relationship: ['name', 'maxMultiplicity', 'minMultiplicity', 'properties', 'target', 'writable'],
  Component: ['name', 'schema'],
  Command: ['name', 'commandType', 'request', 'response'],
  CommandPayload: ['name', 'schema'],
  CommandRequest: ['name', 'schema'],
  CommandResponse: ['name', 'schema'],
  Array: ['elementSchema'],
  Enum: ['enumValues', 'valueSchema'],
  EnumValue: ['name', 'enumValue'],
  Map: ['mapKey', 'mapValue'],
  MapKey: ['name', 'schema'],
  MapValue: ['name', 'schema'],
  Object: ['fields'],
  Field: ['name', 'schema'],
} as const;

export type ClassName = keyof typeof classes;

/** The class that a term or its full name (`dtmi:dtdl:class:Property;2`) stands for. */
export function classOf(type: string, version: Version): ClassName | undefined {
  const [, full, of] = /^dtmi:dtdl:class:([A-Za-z]+);([23])$/.exec(type) ?? [];
  const name = full === undefined ? type : full;
  if (!Object.hasOwn(classes, name) || (of !== undefined && Number(of) !== version)) return undefined;
  if (version === 2 && (name === 'CommandRequest' || name === 'CommandResponse')) return undefined;
  return version === 3 && name === 'CommandPayload' ? undefined : (name as ClassName);
}

/** The class of an element that doesn't say it, by the property that holds it. */
export function inferredClass(property: string, version: Version): ClassName | undefined {
  const payloads =
    version === 2 ? (['CommandPayload', 'CommandPayload'] as const) : (['CommandRequest', 'CommandResponse'] as const);
  const [request, response] = payloads;
  const inferred = {
    enumValues: 'EnumValue',
    fields: 'Field',
    mapKey: 'MapKey',
    mapValue: 'MapValue',
    request,
    response,
  } as const;
  return Object.hasOwn(inferred, property) ? inferred[property as keyof typeof inferred] : undefined;
}

/** Whether elements of this class have a property of this name. */
export function hasProperty(name: ClassName, property: string): boolean {
  return [...common, ...classes[name]].some((each) => each === property);
}

const properties: ReadonlySet<string> = new Set([...common, ...Object.values(classes).flat()]);

/** The other classes, which no element can have: those above the ones that can, and those of standard schemas. */
const abstract: ReadonlySet<string> = new Set(
  'Boolean CommandType ComplexSchema Content Date DateTime Double Duration Entity Float Integer LatentType Long NamedEntity NamedLatentType NumericSchema PrimitiveSchema Schema SchemaField SemanticType SemanticUnit String TemporalSchema Time Unit UnitAttribute'.split(
    ' ',
  ),
);

/** Classes that only v4 has; v2 and v3 take the words for none of theirs, either. */
const ofV4: ReadonlySet<string> = new Set(
  'Byte Bytes Decimal Short UnsignedByte UnsignedInteger UnsignedLong UnsignedShort Uuid'.split(' '),
);

/** What only v3 has a word for. */
const ofV3: ReadonlySet<string> = new Set(
  'AdjunctType Alias CommandRequest CommandResponse DtdlExtension LatentType NamedLatentType aliasFor metamodel model'.split(
    ' ',
  ),
);

const ofBoth: ReadonlySet<string> = new Set('asynchronous exponent languageMajorVersion symbol synchronous'.split(' '));

/** Whether a word means something in this version of DTDL, even where it isn't wanted. */
export function isTerm(word: string, version: Version): boolean {
  if (ofV3.has(word)) return version === 3;
  return [abstract, ofBoth, properties, schemas].some((all) => all.has(word)) || Object.hasOwn(classes, word);
}

/** Whether a word is the name of a class, in whatever version. */
export function isClass(word: string): boolean {
  return abstract.has(word) || ofV4.has(word) || Object.hasOwn(classes, word);
}

/** Whether a keyword of JSON-LD that an object has no use for may stand in it: v2 passes over all but three. */
export function isPassedOver(key: string, version: Version): boolean {
  return version === 2 && key.startsWith('@') && !['@context', '@graph', '@id', '@type'].includes(key);
}

const unitInFull = {
  2: 'dtmi:dtdl:property:unit;2',
  3: 'dtmi:dtdl:extension:quantitativeTypes:v1:property:unit',
} as const;

/** The name that a key or its full name (`dtmi:dtdl:property:schema;2`) stands for. */
export function propertyOf(key: string, version: Version): string {
  if (key === unitInFull[version]) return 'unit';
  const [, name, of] = /^dtmi:dtdl:property:([A-Za-z]+);([23])$/.exec(key) ?? [];
  return name !== undefined && name !== 'unit' && Number(of) === version ? name : key;
}

const primitive = 'boolean date dateTime double duration float integer long string time'.split(' ');

/**
 * Levels of complex schema within each geospatial schema (DTDL v2, "Geospatial schemas": objects whose coordinates are arrays
 * of arrays).
 */
export const geospatial: Readonly<Record<string, number>> = {
  point: 2,
  lineString: 3,
  multiPoint: 3,
  polygon: 4,
  multiLineString: 4,
  multiPolygon: 5,
};

const schemas: ReadonlySet<string> = new Set([...primitive, ...Object.keys(geospatial)]);

/** The schema that a term or its full name stands for. */
export function standardSchema(text: string): string | undefined {
  const [, full] = /^(?:dtmi:dtdl:instance:Schema|dtmi:standard:schema:geospatial):([A-Za-z]+);[23]$/.exec(text) ?? [];
  const name = full ?? text;
  return schemas.has(name) ? name : undefined;
}

/** How many levels of complex schema a standard schema has inside; 0 for a primitive one. */
export function levelsOf(schema: string): number {
  return geospatial[schema] ?? 0;
}

/** Schemas that can be measured in a unit. */
export const numeric: ReadonlySet<string> = new Set(['double', 'float', 'integer', 'long']);
