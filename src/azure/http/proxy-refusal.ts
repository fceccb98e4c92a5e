import type { ErrorDetails } from '../../errors.ts';
import { listed } from '../../text/listing.ts';
import type { Proxy } from './proxy.ts';

/** What a proxy said to CONNECT instead of "yes". */
export interface ProxyAnswer {
  readonly status: number;
  /** The ways to sign in that it offers with a 407. */
  readonly offers: readonly string[];
}

/** The proxy let nothing through, perhaps because it can't find the host either: a new name may not have spread yet. */
export const proxyCannotReach = 'ProxyCannotReach';

/** Explains what a proxy said to CONNECT. */
export function proxyRefusal(
  { status, offers }: ProxyAnswer,
  { variable, address }: Pick<Proxy, 'variable' | 'address'>,
  host: string,
  isTwinsHost: boolean,
): ErrorDetails {
  const named = `The proxy that ${variable} names`;
  // No httpStatus: it would be taken for Azure's.
  const common = { ending: 'forNow' } as const;
  if (status === 407) {
    const given = address.username !== '' || address.password !== '';
    const isBasic = offers.length === 0 || offers.some((each) => each.toLowerCase() === 'basic');
    const ways = listed(offers.slice(0, 5), 'or');
    return {
      ...common,
      code: 'ProxyAuthenticationRequired',
      message: given
        ? `${named} does not accept the user and the password there (407).`
        : `${named} wants a user and a password (407)${ways === '' ? '' : `, by ${ways}`}.`,
      suggestion: isBasic
        ? `Put the right ones into the variable, with %40 for an @ in them: ${variable}=http://USER:PASSWORD@${address.host}`
        : `adt-setup can't sign in by ${ways}. Run a proxy on this computer that can, such as Px or Cntlm, and name that one in ${variable}.`,
    };
  }
  if (status >= 500) {
    return {
      ...common,
      code: proxyCannotReach,
      message: `${named} can't reach ${host} (${status}).`,
      suggestion: 'Run again in a few minutes; if it stays like that, show this line to those who run the proxy.',
    };
  }
  const family = isTwinsHost ? ` or *.${host.split('.').slice(-3).join('.')}` : '';
  return {
    ...common,
    code: 'ProxyRefused',
    message: `${named} refuses ${host} (${status}).`,
    suggestion: `Ask those who run it for ${host}${family} to be allowed. Azure itself has not been asked.`,
  };
}
