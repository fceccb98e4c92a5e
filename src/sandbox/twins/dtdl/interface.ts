import { isObject, type Json, type JsonObject, own } from '../json.ts';
import { type Content, readContents } from './content.ts';
import { contextOf } from './context.ts';
import type { Schema } from './data-type.ts';
import { isDtmi } from './dtmi.ts';
import { type Element, readElement } from './element.ts';
import { identifier } from './identifier.ts';
import { checkWords, languages } from './languages.ts';
import { parserError } from './parser-error.ts';
import { itsProperty, type Place } from './place.ts';
import { readSchemas } from './schema.ts';
import { typesOf } from './types.ts';
import { notAnElement, valuesOf } from './values.ts';
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
}

/**
 * Reads one model document (DTDL v2 or v3) as Microsoft's parser does: JSON-LD's shorter and longer forms mean the same.
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
    // Recorded wording, spelling included (JavaScript SDK, "create model invalid model").
    throw parserError(
      'Top-level element requires an identifer but none provided',
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
  if (id.length > 128) {
    throw parserError(
      `Identifier '${id}' is too long for an element with @type Interface -- length limit for this type is 128 characters`,
      'Select a shorter value for the identifier or trim current value to no more than 128 characters',
    );
  }
  if (!typesOf(document).some((each) => classOf(each, version) === 'Interface')) {
    throw parserError(
      `Top-level JSON element ${id} does not have @type of 'Interface'`,
      "Provide a '@type' value in the set of allowable types",
    );
  }
  start.given.clear();
  const element = readElement(document, { property: '@type', kinds: ['Interface'] }, { ...start, owner: id });
  checkWords(element);
  const schemas = new Map<string, Schema>();
  const declare = (of: string, schema: Schema): void => void schemas.set(of, schema);
  readSchemas(element, declare);
  const contents = readContents(element, declare);
  return {
    id,
    ids: start.given,
    version,
    bases: basesOf(element),
    contents,
    schemas,
    displayName: languages(element, 'displayName'),
    description: languages(element, 'description'),
  };
}

function basesOf({ properties, place }: Element): readonly string[] {
  const all = valuesOf(properties.get('extends'));
  // DTDL v2, "Interface": at most 2; v3: 1024.
  const most = place.version === 2 ? 2 : 1024;
  if (all.length > most) {
    throw parserError(
      `${itsProperty(place, 'extends')} has ${all.length} values but no more than ${most} values are allowed`,
      "Remove one or more 'extends' property values from the object until the maximum count is not exceeded",
    );
  }
  return [...new Set(all.map((each) => referenceTo(each, 'extends', place)))];
}

/** The identifier of another interface. The service stores one interface a document: one written inside another is refused. */
function referenceTo(value: Json, property: string, place: Place): string {
  if (typeof value === 'string' && isDtmi(value, place.version)) return value;
  throw notAnElement(typeof value === 'string' ? value : null, { property, kinds: ['Interface'] }, place);
}
