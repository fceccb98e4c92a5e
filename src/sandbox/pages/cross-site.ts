import type { Ask } from '../exchange.ts';

/**
 * Whether a browser sends this on behalf of another site. Browsers say so themselves (Sec-Fetch-Site), and send Origin
 * with every POST; programs that are no browsers send neither and have nothing that a foreign site could misuse.
 */
export function isCrossSite(ask: Ask, origin: string): boolean {
  const site = ask.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true;
  const from = ask.headers['origin'];
  return from !== undefined && from !== origin && from !== origin.replace('//localhost', '//127.0.0.1');
}
