import { isObject, type Json, type JsonObject, own } from '../json.ts';
import { type Content, type Inner, readContents, referredInterface } from './content.ts';
import { contextOf, contextWithin } from './context.ts';
import type { Schema } from './data-type.ts';
import { type Element, readElement } from './element.ts';
import { identifier } from './identifier.ts';
import { checkWords, languages } from './languages.ts';
import { parserError } from './parser-error.ts';
import { inside, itsProperty, type Place } from './place.ts';
import { readSchemas } from './schema.ts';
import { typesOf } from './types.ts';
import { type Expected, valuesOf } from './values.ts';
import { classOf, type Version } from './vocabulary.ts';
import { writtenIn } from './written.ts';

/** What an uploaded document says, read and found right in itself; what it refers to is not looked up yet. */
export interface Interface {
  readonly id: string;
  /** The identifiers of all that is written in it. */
  readonly ids: ReadonlySet<string>;
  readonly version: Version;
  readonly bases: readonly string[];
  readonly contents: ReadonlyMap<string, Content>;
  /** Schemas that it declares for reuse, by identifier, wherever they are written. */
  readonly schemas: ReadonlyMap<string, Schema>;
  readonly displayName: JsonObject;
  readonly description: JsonObject;
  /** The interfaces that are written in it, near and far: definitions of their own, though not documents. */
  readonly inner: readonly Interface[];
}

/**
 * Reads one model document (DTDL v2 or v3) as Microsoft's parser does: JSON-LD's shorter and longer forms mean the same. On
 * purpose it differs in this: a list of models in the place of one is refused (the service's API, "Digital Twin Models - Add",
 * wants a list of objects), and so are extensions of v3 other than quantitative types, version 1 (Microsoft's article on models).
 * @throws RefusedError, what the service would answer.
 */
export function readInterface(document: Json): Interface {
  if (!isObject(document)) {
    throw parserError(
      'Top-level JSON element is neither a JSON object nor a JSON array of JSON objects',
      'Update your model to follow the examples in aka.ms/dtdl',
    );
  }
  const context = contextOf(document);
  const { version } = context;
  const given = own(document, '@id');
  if (given === undefined) {
    // Recorded wording, spelling included (JavaScript SDK, "create model invalid model", 2023).
    throw parserError(
      'In source, top-level JSON element requires an identifer but none provided',
      "Add an '@id' property whose value is a string that conforms to the DTMI syntax -- see https://github.com/Azure/digital-twin-model-identifier",
    );
  }
  const start: Place = {
    ...context,
    owner: '',
    way: '',
    depth: 0,
    given: new Set(),
    written: writtenIn(document, context),
    again: false,
    known: new Map(),
    underProperty: false,
  };
  const id = identifier(given, start);
  checkLength(id);
  if (!typesOf(document).some((each) => classOf(each, version) === 'Interface')) {
    throw parserError(
      `Top-level JSON element ${id} does not have @type of 'Interface'`,
      "Provide a '@type' value in the set of allowable types",
    );
  }
  start.given.clear();
  const element = readElement(document, { property: '@type', kinds: ['Interface'] }, { ...start, owner: id });
  const inner: Interface[] = [];
  return { ...readParts(element, id, inner), inner };
}

function checkLength(id: string): void {
  if (id.length > 128) {
    throw parserError(
      `Identifier '${id}' is too long for an element with @type Interface -- length limit for this type is 128 characters`,
      'Select a shorter value for the identifier or trim current value to no more than 128 characters',
    );
  }
}

/** Reads what is in an interface; the interfaces among it are added to `found`. */
function readParts(element: Element, id: string, found: Interface[]): Interface {
  checkWords(element);
  const schemas = new Map<string, Schema>();
  const declare = (of: string, schema: Schema): void => void schemas.set(of, schema);
  const inner: Inner = (object, expected, place) => readInner(object, expected, place, found);
  readSchemas(element, declare);
  const contents = readContents(element, declare, inner);
  return {
    id,
    ids: element.place.given,
    version: element.place.version,
    bases: basesOf(element, inner),
    contents,
    schemas,
    displayName: languages(element, 'displayName'),
    description: languages(element, 'description'),
    inner: [],
  };
}

/** Reads an interface inside another: elements and schemas of one are not there for the other. */
function readInner(object: JsonObject, expected: Expected, place: Place, found: Interface[]): string {
  const written = writtenIn(object, contextWithin(own(object, '@context'), place));
  const around = inside(place, expected.property);
  const element = readElement(object, expected, { ...around, written, depth: 0, underProperty: false });
  const { id } = element;
  if (id === undefined) {
    throw parserError(
      `${itsProperty(place, expected.property)} has value that requires an identifier but none provided`,
      "Add an '@id' property whose value is a string that conforms to the DTMI syntax -- see aka.ms/dtmi",
    );
  }
  checkLength(id);
  if (!place.again) found.push(readParts(element, id, found));
  return id;
}

function basesOf({ properties, place }: Element, inner: Inner): readonly string[] {
  const values = valuesOf(properties.get('extends'));
  const all = new Set(values.map((each) => referredInterface(each, 'extends', place, inner)));
  // DTDL v2, "Interface": at most 2; v3: 1024.
  const most = place.version === 2 ? 2 : 1024;
  if (all.size > most) {
    throw parserError(
      `${itsProperty(place, 'extends')} has ${all.size} values but no more than ${most} values are allowed`,
      "Remove one or more 'extends' property values from the object until the maximum count is not exceeded",
    );
  }
  return [...all];
}
