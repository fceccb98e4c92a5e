import { createHash } from 'node:crypto';
import { hostname } from 'node:os';

/**
 * The seed of the set-up that begins next: of this computer, of where it will be saved, and of those that are saved already. So
 * a preview invents the same names as the set-up that is carried out after it, and the next set-up invents others. 16
 * hexadecimal digits.
 */
export function nextSeed(where: string, saved: readonly string[]): string {
  const form = JSON.stringify([hostname(), where, [...saved].sort()]);
  return createHash('sha256').update(form).digest('hex').slice(0, 16);
}
