import { isArray, type JsonObject, own } from '../json.ts';
import { isDtmi } from './dtmi.ts';
import { parserError } from './parser-error.ts';
import { itself, itsProperty, type Place } from './place.ts';
import { isOtherVersions, unitOf, unitsOf } from './units.ts';
import { type Expected, orList } from './values.ts';
import { type ClassName, classOf, isTerm } from './vocabulary.ts';

const measured: readonly ClassName[] = ['Property', 'Telemetry'];
const measuredToo: readonly ClassName[] = ['CommandRequest', 'CommandResponse', 'Field', 'MapValue', ...measured];

/** The types of an element, whether it gives one or several. */
export function typesOf(object: JsonObject): readonly string[] {
  const given = own(object, '@type');
  return (isArray(given) ? given : [given]).filter((each) => typeof each === 'string');
}

/** The class of an element, and its semantic type. */
export interface Types {
  readonly kind: ClassName;
  readonly semantic: string | undefined;
  /** A type that v2 doesn't know may bring properties of its own. */
  readonly isLenient: boolean;
}

/** Reads `@type`: one class, at most one semantic type, and nothing that means something else. */
export function kindOf(object: JsonObject, { kinds, inferred, property }: Expected, place: Place): Types {
  const types = typesOf(object);
  const material = types.map((each) => classOf(each, place.version)).filter((each) => each !== undefined);
  const others = types.filter((each) => classOf(each, place.version) === undefined);
  const semantic = [...new Set(others.filter((each) => isSemantic(each, place)))];
  for (const each of others.filter((other) => !semantic.includes(other))) refuseType(each, place);
  if (new Set(material).size > 1) {
    throw parserError(
      `${itself(place)} has @type that specifies multiple material types: ${[...new Set(material)].join(' and ')}`,
      'Remove excess @type values so that only one material type remains',
    );
  }
  const kind = material[0] ?? (Object.hasOwn(object, '@type') ? undefined : inferred);
  if (kind === undefined || !kinds.includes(kind)) {
    throw parserError(
      `${itsProperty(place, property)} has value that does not have @type of ${orList(kinds)}`,
      'Provide a @type in the set of allowable types',
    );
  }
  const [first, second] = semantic;
  if (first !== undefined && second !== undefined) {
    throw parserError(
      `${itself(place)} has supplemental types '${first}' and '${second}' that both add property 'unit' to element`,
      `Remove one of the types`,
    );
  }
  const fitting = place.version === 2 ? measured : measuredToo;
  if (first !== undefined && !fitting.includes(kind)) {
    throw parserError(
      `${itself(place)} has @type with value ${first} that can only be applied to elements of @type ${fitting.join(' or ')}`,
      `Remove @type ${first}`,
    );
  }
  return { kind, semantic: first, isLenient: place.version === 2 && others.some((each) => !semantic.includes(each)) };
}

function isSemantic(type: string, { version, quantities }: Place): boolean {
  return unitsOf(type, version) !== undefined && (version === 2 || quantities || type.startsWith('dtmi:'));
}

function refuseType(type: string, place: Place): void {
  const subject = `${itself(place)} has @type that specifies type ${type.slice(0, 200)} that is`;
  const instead = `Remove @type ${type.slice(0, 200)} or replace with an appropriate DTDL v${place.version} type -- see aka.ms/dtdl`;
  if (type.startsWith('dtmi:')) {
    if (isOtherVersions(type, place.version)) {
      throw parserError(
        `${itself(place)} has @type with value ${type} that can only be applied to elements defined in another version of DTDL`,
        instead,
      );
    }
    throw parserError(
      isDtmi(type)
        ? `${subject} not a DTDL v${place.version} material type or supplemental type`
        : `${subject} an invalid DTMI`,
      instead,
    );
  }
  const isOfOtherUse = isTerm(type) || unitOf(type, place.version) !== undefined;
  if (isOfOtherUse)
    throw parserError(`${subject} not a DTDL v${place.version} material type or supplemental type`, instead);
  // v2 takes any other word for a semantic type that it doesn't know.
  if (place.version === 3) throw parserError(`${subject} an undefined term in DTDL v3`, instead);
}
