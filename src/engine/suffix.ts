import { createHash } from 'node:crypto';

/** A few letters and digits, the same for the same set-up: for invented names. No vowels, so no words; no 0, 1, l. */
export function suffix(seed: string, n: number): string {
  const alphabet = '23456789bcdfghjkmnpqrstvwxz';
  const digest = createHash('sha256').update(`${seed}/${n}`).digest();
  return [0, 1, 2].map((at) => alphabet[digest.readUInt8(at) % alphabet.length] ?? 'x').join('');
}
