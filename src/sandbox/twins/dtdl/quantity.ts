import type { Schema } from './data-type.ts';
import { isDtmi } from './dtmi.ts';
import { type Element } from './element.ts';
import { parserError } from './parser-error.ts';
import { itself, itsProperty } from './place.ts';
import { unitOf, unitsOf } from './units.ts';
import { badTerm, notAnElement, valuesOf } from './values.ts';
import { numeric } from './vocabulary.ts';

/** Checks that what a semantic type says is measured is a number, in a unit of that type. */
export function checkUnit(element: Element, schema: Schema): void {
  const { semantic, place, properties } = element;
  const units = semantic === undefined ? undefined : unitsOf(semantic, place.version);
  if (semantic === undefined || units === undefined) return;
  if (schema.kind !== 'primitive' || !numeric.has(schema.name)) {
    throw parserError(
      `${itsProperty(place, 'schema')} has value${schema.kind === 'primitive' ? ` ${schema.name}` : ''} that does not have @type of NumericSchema`,
      "Provide a value for property 'schema' with @type in the set of allowable types: double, float, integer, long",
    );
  }
  const all = valuesOf(properties.get('unit'));
  const [unit] = all;
  if (unit === undefined) {
    throw parserError(
      `${itself(place)} has co-type ${semantic}, which requires property 'unit'; however, this property is not present`,
      "Add a property 'unit' to the element",
    );
  }
  if (all.length > 1) {
    throw parserError(
      `${itsProperty(place, 'unit')} has multiple values but only one value is allowed`,
      "Remove all but one of the values of 'unit'",
    );
  }
  if (typeof unit !== 'string') throw notAnElement(unit, { property: 'unit', kinds: [] }, place);
  const known = unitOf(unit, place.version);
  if (known === undefined && !isDtmi(unit)) throw badTerm(unit, 'unit', place);
  if (known === undefined || !units.has(known)) {
    throw parserError(
      `${itsProperty(place, 'unit')} has value ${unit} that does not have @type of ${semantic}Unit`,
      `Use one of these units of ${semantic}: ${[...units].join(', ')}`,
    );
  }
}
