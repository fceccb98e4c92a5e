import { centralSchema, centralType } from './central.ts';
import type { Context } from './context.ts';
import { unitKinds } from './unit-kinds.ts';
import { typeName, unitOf } from './units.ts';
import { isClass, isTerm, type Version } from './vocabulary.ts';

/** What units are made of. */
const ofUnits: ReadonlySet<string> = new Set(
  'BinaryUnit DecimalUnit QuantitativeType RatioUnit baseUnit bottomUnit prefix topUnit unit'.split(' '),
);

/** Whether a word means something where it stands, even if it isn't wanted there. */
export function isWord(word: string, { version, quantities, central }: Context): boolean {
  return (
    isTerm(word, version) ||
    ((version === 2 || quantities) && isOfUnits(word, version)) ||
    (central && (centralType(word, true) !== undefined || centralSchema(word, true) !== undefined))
  );
}

/** Whether a word is about what is measured, and in what, in this version. */
export function isOfUnits(word: string, version: Version): boolean {
  const kinds = unitKinds[version];
  return (
    ofUnits.has(word) ||
    (version === 3 && (word === 'SymbolicUnit' || word === 'UnitPrefix')) ||
    kinds.has(word) ||
    [kinds.get('BinaryPrefix'), kinds.get('DecimalPrefix')].some((all) => all?.includes(word)) ||
    typeName(word, version) !== undefined ||
    unitOf(word, version) !== undefined
  );
}

/**
 * Whether a type is known and yet none that an element can have: it has a class of another version, or one that stands above
 * others, or is a kind of unit.
 */
export function isNoType(type: string, version: Version): boolean {
  const [, full] = /^dtmi:(?:dtdl|standard):class:([A-Za-z]+);[23]$/.exec(type) ?? [];
  const word = full ?? type;
  const isKind = /^(?:Binary|Decimal|Ratio)Unit$|^QuantitativeType$/.test(word) || unitKinds[2].has(word);
  return isClass(word) || (version === 2 && isKind);
}
