import { isObject, type Json, type JsonObject } from '../json.ts';
import type { Schema } from './data-type.ts';
import { isDtmi } from './dtmi.ts';
import { type Element, readElement } from './element.ts';
import { notUnique } from './enumeration.ts';
import { checkWords } from './languages.ts';
import { checkBoolean, integer, nameOf, required } from './literal.ts';
import { parserError } from './parser-error.ts';
import { inside, itsProperty, type Place } from './place.ts';
import { checkUnit } from './quantity.ts';
import { type Declare, schemaOf } from './schema.ts';
import {
  badTerm,
  type Expected,
  elementsOf,
  named,
  notAnElement,
  refuseReference,
  several,
  valuesOf,
} from './values.ts';
import type { Version } from './vocabulary.ts';
import { isWord } from './words.ts';

const kinds = ['Command', 'Component', 'Property', 'Relationship', 'Telemetry'] as const;

/** One thing that an interface declares. */
export interface Content {
  readonly kind: (typeof kinds)[number];
  readonly name: string;
  /** Of a component: the version of DTDL that it is written in, which may be an older one than that of its interface. */
  readonly version?: Version;
  /** Of a property or telemetry. */
  readonly schema?: Schema;
  /** Of a component: the interface it is made of; of a relationship: the interface it must point at, if any. */
  readonly target?: string;
  /** Of a command: what is sent and what comes back. */
  readonly payloads?: readonly Schema[];
  /** Of a relationship. */
  readonly properties?: ReadonlyMap<string, Content>;
}

/** Reads an interface that is written where it could be referred to; its identifier. */
export type Inner = (object: JsonObject, expected: Expected, place: Place) => string;

/** The contents of an interface. */
export function readContents(element: Element, declare: Declare, inner: Inner): ReadonlyMap<string, Content> {
  return listed(element, { property: 'contents', kinds }, declare, inner);
}

/** DTDL v2: at most 300 in a list; v3: 100,000. */
function listed(owner: Element, expected: Expected, declare: Declare, inner: Inner): ReadonlyMap<string, Content> {
  const { property } = expected;
  const { place, properties } = owner;
  const most = place.version === 2 ? 300 : 100_000;
  const count = valuesOf(properties.get(property)).length;
  if (count > most) {
    throw parserError(
      `${itsProperty(place, property)} has ${count} values but no more than ${most} values are allowed`,
      `Remove one or more '${property}' property values from the object until the maximum count is not exceeded`,
    );
  }
  const read = new Map<string, Content>();
  const ids = new Map<string, string | undefined>();
  elementsOf(properties.get(property), expected, place, (object, there) => {
    const element = readElement(object, expected, named(there, property, object));
    checkWords(element);
    const name = nameOf(element);
    // Contents may refer to what is among them already.
    const isSame = property === 'contents' && element.id !== undefined && ids.get(name) === element.id;
    if (read.has(name) && !isSame) throw notUnique(property, name, 'name', place);
    ids.set(name, element.id);
    read.set(name, readContent(element, name, declare, inner));
  });
  return read;
}

function readContent(element: Element, name: string, declare: Declare, inner: Inner): Content {
  const { kind } = element;
  if (kind === 'Property' || kind === 'Telemetry') return measured(element, kind, name, declare);
  if (kind === 'Relationship') return relationship(element, name, declare, inner);
  if (kind !== 'Component') return command(element, name, declare);
  required(element, 'schema');
  return { kind, name, target: interfaceOf(element, inner), version: element.place.version };
}

function measured(element: Element, kind: 'Property' | 'Telemetry', name: string, declare: Declare): Content {
  const { place } = element;
  // DTDL v2, "Property": "the schema may not be Array nor a complex schema that contains Array".
  const inner = kind === 'Property' && place.version === 2 ? { ...place, underProperty: true } : place;
  checkBoolean(element, 'writable');
  const schema = schemaOf({ ...element, place: inner }, 'schema', declare);
  checkUnit(element, schema);
  return { kind, name, schema };
}

/** The interface that a component is made of. */
function interfaceOf({ properties, place }: Element, inner: Inner): string {
  const [value = null, ...more] = valuesOf(properties.get('schema'));
  if (more.length > 0) throw several('schema', place);
  return referredInterface(value, 'schema', place, inner);
}

/** The identifier of an interface, be it referred to or written there. */
export function referredInterface(value: Json, property: string, place: Place, inner: Inner): string {
  const expected: Expected = { property, kinds: ['Interface'] };
  if (typeof value === 'string' && isDtmi(value, place.version)) return value;
  if (!isObject(value)) throw notAnElement(value, expected, place);
  refuseReference(value, property, place);
  return inner(value, expected, place);
}

function relationship(element: Element, name: string, declare: Declare, inner: Inner): Content {
  checkBoolean(element, 'writable');
  checkMultiplicity(element);
  const under = element.place.version === 2 ? { ...element.place, underProperty: true } : element.place;
  const properties = listed(
    { ...element, place: under },
    { property: 'properties', kinds: ['Property'] },
    declare,
    inner,
  );
  const target = targetOf(element);
  return { kind: 'Relationship', name, properties, ...(target === undefined ? {} : { target }) };
}

function targetOf({ properties, place }: Element): string | undefined {
  const [value, ...more] = valuesOf(properties.get('target'));
  if (value === undefined) return undefined;
  if (more.length > 0) throw several('target', place);
  if (typeof value !== 'string') {
    throw parserError(
      `${itsProperty(place, 'target')} has value that is not a JSON string`,
      "Change the value of 'target' to a JSON string that is a valid DTMI",
    );
  }
  // A word of the language stands for an identifier, too, though of nothing that twins can have.
  if (isDtmi(value, place.version) || isWord(value, place)) return value;
  throw badTerm(value, 'target', place);
}

/** DTDL v2: the most is 1 to 500; v3: at least 1; the least is 0 in both. */
function checkMultiplicity(element: Element): void {
  const { place } = element;
  const most = integer(element, 'maxMultiplicity');
  const bound = place.version === 2 ? 500 : Infinity;
  if (most !== undefined && (most < 1 || most > bound)) {
    const range = place.version === 2 ? 'the allowed range of [1, 500]' : 'the allowed minimum of 1';
    throw parserError(
      `${itsProperty(place, 'maxMultiplicity')} has value ${most}, which is ${most < 1 ? 'below' : 'above'} ${range}`,
      `Change the value of 'maxMultiplicity'`,
    );
  }
  const least = integer(element, 'minMultiplicity');
  if (least !== undefined && least !== 0) {
    throw parserError(
      `${itsProperty(place, 'minMultiplicity')} has value ${least} but the only allowed value is 0`,
      "Change the value of 'minMultiplicity' to 0",
    );
  }
}

function command(element: Element, name: string, declare: Declare): Content {
  const { place, properties } = element;
  const types = valuesOf(properties.get('commandType'));
  if (types.length > 1) throw several('commandType', place);
  for (const type of types) {
    if (typeof type !== 'string') throw notAnElement(type, { property: 'commandType', kinds: [] }, place);
    if (!/^(?:dtmi:dtdl:instance:CommandType:)?a?synchronous(?:;[23])?$/.test(type))
      throw badTerm(type, 'commandType', place);
  }
  const [request, response] =
    place.version === 2
      ? (['CommandPayload', 'CommandPayload'] as const)
      : (['CommandRequest', 'CommandResponse'] as const);
  const payloads = [
    payload(element, { property: 'request', kinds: [request] }, declare),
    payload(element, { property: 'response', kinds: [response] }, declare),
  ];
  return { kind: 'Command', name, payloads: payloads.flat() };
}

function payload({ properties, place }: Element, expected: Expected, declare: Declare): readonly Schema[] {
  const { property } = expected;
  const found: Schema[] = [];
  elementsOf(properties.get(property), expected, place, (object, there) => {
    if (found.length > 0) throw several(property, place);
    const read = readElement(object, expected, inside(there, property));
    checkWords(read);
    nameOf(read);
    const schema = schemaOf(read, 'schema', declare);
    checkUnit(read, schema);
    found.push(schema);
  });
  return found;
}
