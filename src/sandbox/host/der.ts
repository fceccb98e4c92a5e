/** ASN.1 as bytes, by the distinguished encoding rules (ITU-T X.690): as much of it as a certificate is made of. */

const universal = {
  boolean: 0x01,
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  oid: 0x06,
  utf8: 0x0c,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/** A whole number as so many digits of a base, the highest first. */
function digits(value: number, base: number): readonly number[] {
  return value < base ? [value] : [...digits(Math.floor(value / base), base), value % base];
}

/** X.690, 8.1: a tag, the length, and what it contains. */
function element(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  const bytes = digits(content.length, 256);
  const length = content.length < 128 ? bytes : [0x80 + bytes.length, ...bytes];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}

export const sequence = (...contents: readonly Uint8Array[]): Buffer => element(universal.sequence, ...contents);
export const setOf = (only: Uint8Array): Buffer => element(universal.set, only);
export const octets = (content: Uint8Array): Buffer => element(universal.octets, content);
export const utf8 = (text: string): Buffer => element(universal.utf8, Buffer.from(text));
export const yes = (): Buffer => element(universal.boolean, Buffer.from([0xff]));

/** A positive whole number, as its bytes without zeros before them. */
export function integer(bytes: Uint8Array): Buffer {
  return element(universal.integer, ...((bytes[0] ?? 0) < 0x80 ? [] : [Buffer.from([0])]), bytes);
}

/** Whole bytes. */
export const bits = (content: Uint8Array): Buffer => element(universal.bits, Buffer.from([0]), content);

/** "2.5.4.3": the first two numbers are one; each is in sevens of bits, all but its last marked (8.19). */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second, ...rest].flatMap((number) =>
    digits(number, 128).map((digit, at, all) => (at === all.length - 1 ? digit : digit + 0x80)),
  );
  return element(universal.oid, Buffer.from(bytes));
}

/** A moment, to the second: with two digits for the year until 2049, and with four after it (RFC 5280, 4.1.2.5). */
export function time(moment: Date): Buffer {
  const digitsOf = `${moment.toJSON().replace(/\D/g, '').slice(0, 14)}Z`;
  return moment.getUTCFullYear() < 2050
    ? element(universal.utcTime, Buffer.from(digitsOf.slice(2)))
    : element(universal.generalizedTime, Buffer.from(digitsOf));
}

/** What stands in the place of its own tag by a number that its context gives a meaning; `isWhole`: around the element. */
export function tagged(number: number, content: Uint8Array, isWhole: boolean): Buffer {
  return element((isWhole ? 0xa0 : 0x80) + number, content);
}
