import { isArray, type JsonObject, own } from '../json.ts';
import { centralType, meaningOf } from './central.ts';
import { isDtmi } from './dtmi.ts';
import { parserError } from './parser-error.ts';
import { itself, itsProperty, type Place } from './place.ts';
import { isOtherVersions, typeName } from './units.ts';
import { type Expected, orList } from './values.ts';
import { type ClassName, classOf, inferredClass } from './vocabulary.ts';
import { isNoType, isOfUnits, isWord } from './words.ts';

const measured: readonly ClassName[] = ['Property', 'Telemetry'];
const measuredToo: readonly ClassName[] = ['CommandRequest', 'CommandResponse', 'Field', 'MapValue', ...measured];

/** The types of an element, whether it gives one or several. */
export function typesOf(object: JsonObject): readonly string[] {
  const given = own(object, '@type');
  return (isArray(given) ? given : [given]).filter((each) => typeof each === 'string');
}

/** The class of an element, and its semantic types. */
export interface Types {
  readonly kind: ClassName;
  readonly semantics: readonly string[];
  /** A type that v2 doesn't know may bring properties of its own. */
  readonly isLenient: boolean;
}

/** Reads `@type`: one class, its semantic types, of which at most one is measured, and nothing that means something else. */
export function kindOf(object: JsonObject, { kinds, property }: Expected, place: Place): Types {
  const types = typesOf(object);
  const material = types.map((each) => classOf(each, place.version)).filter((each) => each !== undefined);
  const others = types.filter((each) => classOf(each, place.version) === undefined);
  const semantics = [...new Set(others.map((each) => semanticOf(each, place)).filter((each) => each !== undefined))];
  const unknown = others.filter((each) => semanticOf(each, place) === undefined);
  for (const each of unknown) refuseType(each, place);
  if (new Set(material).size > 1) {
    throw parserError(
      `${itself(place)} has @type that specifies multiple material types: ${[...new Set(material)].join(' and ')}`,
      'Remove excess @type values so that only one material type remains',
    );
  }
  const kind = material[0] ?? (Object.hasOwn(object, '@type') ? undefined : inferredClass(property, place.version));
  if (kind === undefined || !kinds.includes(kind)) {
    throw parserError(
      `${itsProperty(place, property)} has value that does not have @type of ${orList(kinds)}`,
      'Provide a @type in the set of allowable types',
    );
  }
  const [first, second] = semantics.filter((each) => meaningOf(each, place.version)?.units !== undefined);
  if (first !== undefined && second !== undefined) {
    throw parserError(
      `${itself(place)} has supplemental types '${first}' and '${second}' that both add property 'unit' to element`,
      `Remove one of the types`,
    );
  }
  const fitting = place.version === 2 ? measured : measuredToo;
  if (semantics.length > 0 && !fitting.includes(kind)) {
    throw parserError(
      `${itself(place)} has @type with value ${semantics[0] ?? ''} that can only be applied to elements of @type ${fitting.join(' or ')}`,
      `Remove @type ${semantics[0] ?? ''}`,
    );
  }
  return { kind, semantics, isLenient: place.version === 2 && unknown.length > 0 };
}

/** The semantic type that a word or its full name stands for here. */
function semanticOf(type: string, { version, quantities, central }: Place): string | undefined {
  const isThere = version === 2 || quantities || type.startsWith('dtmi:');
  const standard = isThere ? typeName(type, version) : undefined;
  return standard ?? (version === 2 ? centralType(type, central) : undefined);
}

function refuseType(type: string, place: Place): void {
  const { version, isComplete, quantities } = place;
  const subject = `${itself(place)} has @type that specifies type ${type.slice(0, 200)} that is`;
  const instead = `Remove @type ${type.slice(0, 200)} or replace with an appropriate DTDL v${place.version} type -- see aka.ms/dtdl`;
  if (type.startsWith('dtmi:')) {
    if (isOtherVersions(type, version)) {
      throw parserError(
        `${itself(place)} has @type with value ${type} that can only be applied to elements defined in another version of DTDL`,
        instead,
      );
    }
    if (isDtmi(type, version) && !isComplete && !isNoType(type, version)) return;
    throw parserError(
      isDtmi(type, version)
        ? `${subject} not a DTDL v${place.version} material type or supplemental type`
        : `${subject} an invalid DTMI`,
      instead,
    );
  }
  const isOfV3 = quantities && isOfUnits(type, 3);
  if (isNoType(type, version) || isOfV3 || (isWord(type, place) && isComplete))
    throw parserError(`${subject} not a DTDL v${place.version} material type or supplemental type`, instead);
  // v2 takes any other word for a semantic type that it doesn't know.
  if (version === 3) throw parserError(`${subject} an undefined term in DTDL v3`, instead);
}
