import { createHash } from 'node:crypto';

const namespace = Buffer.from('11fb06fb712d4ddd98c7e71bbd588830', 'hex');

/** The function `guid`: a version 5 UUID of the parts, joined by hyphens (equal to Microsoft's engine). */
export function guidOfParts(parts: readonly string[]): string {
  const bytes = createHash('sha1').update(namespace).update(parts.join('-')).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

const rotate = (value: number, by: number): number => (value << by) | (value >>> (32 - by));

function scrambled(hash: number): number {
  let next = hash ^ (hash >>> 16);
  next = Math.imul(next, 0x85ebca6b);
  next ^= next >>> 13;
  next = Math.imul(next, 0xc2b2ae35);
  return (next ^ (next >>> 16)) >>> 0;
}

const [c1, c2] = [0x239b961b, 0xab0e9789];

/** MurmurHash3 in two 32-bit lanes over 8 bytes at a time; the first lane is the low half of the result. */
function murmur64(data: Buffer): bigint {
  const padded = Buffer.concat([data, Buffer.alloc((8 - (data.length % 8)) % 8)]);
  let [one, two] = [0, 0];
  const whole = Math.floor(data.length / 8) * 8;
  for (let at = 0; at < whole; at += 8) {
    one ^= Math.imul(rotate(Math.imul(padded.readUInt32LE(at), c1), 15), c2);
    one = (Math.imul(rotate(one, 19) + two, 5) + 0x561ccd1b) | 0;
    two ^= Math.imul(rotate(Math.imul(padded.readUInt32LE(at + 4), c2), 17), c1);
    two = (Math.imul(rotate(two, 13) + one, 5) + 0x0bcaa747) | 0;
  }
  if (data.length > whole) {
    one ^= Math.imul(rotate(Math.imul(padded.readUInt32LE(whole), c1), 15), c2);
    if (data.length - whole > 4) two ^= Math.imul(rotate(Math.imul(padded.readUInt32LE(whole + 4), c2), 17), c1);
  }
  one ^= data.length;
  two ^= data.length;
  one = (one + two) | 0;
  two = (two + one) | 0;
  one = scrambled(one);
  two = scrambled(two);
  one = (one + two) >>> 0;
  two = (two + one) >>> 0;
  return (BigInt(two) << 32n) | BigInt(one);
}

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/** The function `uniqueString`: 13 letters of the parts' hash (equal to Microsoft's engine). */
export function uniqueStringOf(parts: readonly string[]): string {
  let rest = murmur64(Buffer.from(parts.join('-')));
  let text = '';
  for (let letter = 0; letter < 13; letter += 1) {
    text += alphabet[Number(rest >> 59n)] ?? '';
    rest = (rest << 5n) & 0xffffffffffffffffn;
  }
  return text;
}
