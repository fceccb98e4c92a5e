import type { Json } from '../json.ts';
import { isDtmi } from './dtmi.ts';
import { definedTwice, parserError } from './parser-error.ts';
import type { Place } from './place.ts';

/** Reserved for the language itself (DTDL v2 and v3, "Digital Twin Model Identifier"; its parser). */
export const reserved = ['dtmi:dtdl:', 'dtmi:standard:'];

/** Checks an identifier, and remembers that it is given. */
export function identifier(value: Json, place: Place): string {
  if (typeof value !== 'string' || value === '') {
    throw parserError(
      "'@id' property has a value that is empty or not a string",
      'Replace the value with a string that conforms to the DTMI syntax -- see aka.ms/dtmi',
    );
  }
  const shown = value.slice(0, 2100);
  if (value.length > 2048) {
    throw parserError(
      `Identifier '${shown}' is too long`,
      'Select a shorter value for the identifier or trim current value to no more than 2048 characters',
    );
  }
  if (!isDtmi(value, place.version)) {
    throw parserError(
      `Identifier '${shown}' is invalid for DTDL version ${place.version}`,
      `Replace the identifier with a string that conforms to the DTMI syntax for DTDL version ${place.version} -- see aka.ms/dtmi`,
    );
  }
  const prefixes = place.central ? [...reserved, 'dtmi:iotcentral:'] : reserved;
  if (prefixes.some((each) => value.startsWith(each))) {
    throw parserError(
      `Identifier '${shown}' begins with a reserved prefix`,
      `Modify the identifier so that it does not begin with any of these reserved prefixes: ${prefixes.map((each) => `'${each}'`).join(', ')}`,
    );
  }
  if (place.again) return value;
  if (place.given.has(value)) throw definedTwice(value);
  place.given.add(value);
  return value;
}
