import { isArray, isObject, type Json, type JsonObject, own, ownText } from '../json.ts';
import { RefusedError } from '../refusal.ts';
import { isDtmi } from './dtmi.ts';
import { notATerm, parserError } from './parser-error.ts';
import { nameOf, type Place, readSchema, type Schema, typesOf } from './schema.ts';

const contentKinds = ['Property', 'Telemetry', 'Relationship', 'Component', 'Command'] as const;

/** One thing that an interface declares. */
export interface Content {
  readonly kind: (typeof contentKinds)[number];
  readonly name: string;
  /** Of a property or telemetry. */
  readonly schema?: Schema;
  /** Of a component: the interface it is made of; of a relationship: the interface it must point at, if any. */
  readonly target?: string;
  /** Of a relationship. */
  readonly properties?: ReadonlyMap<string, Content>;
}

/** What an uploaded document says, read and found right in itself; what it refers to is not looked up yet. */
export interface Interface {
  readonly id: string;
  readonly bases: readonly string[];
  readonly contents: ReadonlyMap<string, Content>;
  /** Schemas that it declares for reuse, by identifier. */
  readonly schemas: ReadonlyMap<string, Schema>;
  readonly displayName: JsonObject;
  readonly description: JsonObject;
}

/** Reads one model document (DTDL v2 or v3). Throws what the service would answer. */
export function readInterface(document: Json): Interface {
  if (!isObject(document)) throw parserError('Top-level element is not a JSON object');
  const id = own(document, '@id');
  if (id === undefined) {
    // Recorded wording, spelling included (JavaScript SDK, "create model invalid model").
    throw parserError(
      "Top-level element requires an identifer but none provided. Add an '@id' property whose value is a string that conforms to the DTMI syntax -- see https://github.com/Azure/digital-twin-model-identifier.",
    );
  }
  if (typeof id !== 'string' || !isDtmi(id) || id.length > 128) {
    throw parserError(`Identifier '${JSON.stringify(id).slice(0, 200)}' does not conform to the DTMI syntax`);
  }
  const version = versionOf(document, id);
  if (!typesOf(document).includes('Interface')) {
    throw parserError(`${id} has '@type' that is not Interface. All top-level elements must be of type Interface`);
  }
  const place: Place = { owner: id, version, where: "'contents' value" };
  return {
    id,
    bases: basesOf(document, id, version),
    contents: readContents(own(document, 'contents'), place, contentKinds),
    schemas: readSchemas(document, place),
    displayName: languages(own(document, 'displayName'), id, 'displayName'),
    description: languages(own(document, 'description'), id, 'description'),
  };
}

function versionOf(document: JsonObject, id: string): 2 | 3 {
  const context = own(document, '@context');
  const all = typeof context === 'string' ? [context] : isArray(context) ? context : [];
  const named = all.filter((each) => typeof each === 'string').filter((each) => each.startsWith('dtmi:dtdl:context;'));
  if (named.length === 0) throw parserError(`${id} has no '@context' that names a version of DTDL`);
  if (named.includes('dtmi:dtdl:context;3')) return 3;
  if (named.includes('dtmi:dtdl:context;2')) return 2;
  throw new RefusedError(
    400,
    'ModelVersionNotSupported',
    `The version of DTDL used by ${id} is not supported: ${named.join(', ')}. Use dtmi:dtdl:context;2 or dtmi:dtdl:context;3.`,
  );
}

function basesOf(document: JsonObject, id: string, version: 2 | 3): readonly string[] {
  const given = own(document, 'extends') ?? [];
  const all = isArray(given) ? given : [given];
  // DTDL v2, "Interface": at most 2; v3: 1024.
  if (all.length > (version === 2 ? 2 : 1024)) throw parserError(`${id} has too many values of 'extends'`);
  return all.map((each) => referenceTo(each, id, "an 'extends' value", 'extends'));
}

/** Reads the identifier of another interface. The service takes no interface written inside another. */
function referenceTo(value: Json | undefined, owner: string, where: string, property: string): string {
  if (typeof value === 'string' && isDtmi(value)) return value;
  throw notATerm(
    owner,
    where,
    property,
    typeof value === 'string' ? value.slice(0, 200) : JSON.stringify(value ?? null),
  );
}

function readContents(
  given: Json | undefined,
  place: Place,
  allowed: readonly Content['kind'][],
): ReadonlyMap<string, Content> {
  const read = new Map<string, Content>();
  if (given === undefined) return read;
  // DTDL v2, "Interface": at most 300; v3: 100 000.
  if (!isArray(given) || given.length > (place.version === 2 ? 300 : 100_000)) {
    throw parserError(`${place.owner} has ${place.where}s that are no array, or too many`);
  }
  for (const each of given) {
    if (!isObject(each)) throw parserError(`${place.owner} has ${place.where} that is no object`);
    const types = typesOf(each);
    const kind = allowed.find((known) => types.includes(known));
    if (kind === undefined) {
      throw parserError(`${place.owner} has ${place.where} of type '${types.join(', ')}', not ${allowed.join(', ')}`);
    }
    const name = nameOf(each, place);
    if (read.has(name)) throw parserError(`${place.owner} has more than one ${place.where} with name '${name}'`);
    read.set(name, readContent(each, kind, name, { ...place, where: `${place.where} with name '${name}'` }));
  }
  return read;
}

function readContent(element: JsonObject, kind: Content['kind'], name: string, place: Place): Content {
  languages(own(element, 'displayName'), place.owner, 'displayName');
  switch (kind) {
    case 'Property':
    case 'Telemetry': {
      const schema = readSchema(own(element, 'schema'), place);
      if (schema.kind === 'array' && kind === 'Property' && place.version === 2) {
        throw parserError(`${place.owner} has ${place.where} whose schema is an Array, which DTDL v2 does not allow`);
      }
      return { kind, name, schema };
    }
    case 'Component':
      return { kind, name, target: referenceTo(own(element, 'schema'), place.owner, place.where, 'schema') };
    case 'Relationship': {
      const properties = readContents(
        own(element, 'properties'),
        { ...place, where: `'properties' value of ${place.where}` },
        ['Property'],
      );
      const target = own(element, 'target');
      if (target === undefined) return { kind, name, properties };
      return { kind, name, properties, target: referenceTo(target, place.owner, place.where, 'target') };
    }
    case 'Command':
      return { kind, name };
  }
}

function readSchemas(document: JsonObject, place: Place): ReadonlyMap<string, Schema> {
  const given = own(document, 'schemas') ?? [];
  if (!isArray(given)) throw parserError(`${place.owner} has 'schemas' that is no array`);
  return new Map(
    given.map((each) => {
      const id = isObject(each) ? ownText(each, '@id') : undefined;
      if (id === undefined || !isDtmi(id)) throw parserError(`${place.owner} has a 'schemas' value without '@id'`);
      return [id, readSchema(each, { ...place, where: `'schemas' value '${id}'` })];
    }),
  );
}

/** A text stands for English (recorded: "displayName": "Building" comes back as {"en": "Building"}). */
function languages(value: Json | undefined, id: string, property: string): JsonObject {
  if (value === undefined) return {};
  if (typeof value === 'string') return { en: value };
  if (isObject(value) && Object.values(value).every((each) => typeof each === 'string')) return value;
  throw parserError(`${id} has '${property}' that is neither a text nor texts by language`);
}
