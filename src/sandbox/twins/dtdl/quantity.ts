import { meaningOf } from './central.ts';
import type { Schema } from './data-type.ts';
import { isDtmi } from './dtmi.ts';
import type { Element } from './element.ts';
import { parserError } from './parser-error.ts';
import { itself, itsProperty, type Place } from './place.ts';
import { typesOf } from './types.ts';
import { kindOfUnit } from './unit-kinds.ts';
import { unitOf } from './units.ts';
import { badTerm, notAnElement, several, valuesOf } from './values.ts';
import { classOf } from './vocabulary.ts';

/** Checks that an element has the schema that its semantic types want, and a unit of theirs where they are measured. */
export function checkUnit(element: Element, schema: Schema): void {
  const { semantics, place } = element;
  for (const semantic of semantics) {
    const meaning = meaningOf(semantic, place.version);
    if (meaning === undefined) continue;
    const name = nameOf(schema, place);
    if (!meaning.schemas.has(name)) {
      throw parserError(
        `${itsProperty(place, 'schema')} has value${schema.kind === 'primitive' ? ` ${schema.name}` : ''} that ${meaning.wanted}`,
        `Provide a value for property 'schema' with @type in the set of allowable types: ${[...meaning.schemas].join(', ')}`,
      );
    }
    if (meaning.units !== undefined) checkUnitOf(element, semantic, meaning.units, meaning.needsUnit);
  }
}

/** The name of a standard schema, or the kind of another; an enumeration may be declared elsewhere in the interface. */
function nameOf(schema: Schema, place: Place): string {
  if (schema.kind === 'primitive') return schema.name;
  if (schema.kind === 'object') return schema.name ?? schema.kind;
  const declared = schema.kind === 'reference' ? place.written.get(schema.id) : undefined;
  if (declared === undefined) return schema.kind;
  const isEnum = typesOf(declared.object).some((each) => classOf(each, declared.context.version) === 'Enum');
  return isEnum ? 'enum' : schema.kind;
}

function checkUnitOf(
  { place, properties }: Element,
  semantic: string,
  units: ReadonlySet<string>,
  needed: boolean,
): void {
  const all = valuesOf(properties.get('unit'));
  const [unit] = all;
  if (unit === undefined && !needed) return;
  if (unit === undefined) {
    throw parserError(
      `${itself(place)} has co-type ${semantic}, which requires property 'unit'; however, this property is not present`,
      "Add a property 'unit' to the element",
    );
  }
  if (all.length > 1) throw several('unit', place);
  if (typeof unit !== 'string') throw notAnElement(unit, { property: 'unit', kinds: [] }, place);
  const known = unitOf(unit, place.version);
  if (known === undefined && !isDtmi(unit)) throw badTerm(unit, 'unit', place);
  if (known === undefined || !units.has(known)) {
    throw parserError(
      `${itsProperty(place, 'unit')} has value ${unit} that does not have @type of ${kindOfUnit(semantic)}`,
      `Use one of these units of ${semantic}: ${[...units].join(', ')}`,
    );
  }
}
