import type { ErrorDetails } from '../../errors.ts';

/** What is known about a request that got no answer. */
export interface NoAnswer {
  /** Node's or OpenSSL's code: ENOTFOUND, ECONNRESET, SELF_SIGNED_CERT_IN_CHAIN, … */
  readonly code: string;
  readonly host: string;
  /** The environment variable that names a proxy, when one was used. */
  readonly proxyVariable?: string | undefined;
  /** The request could have changed something, and may have arrived. */
  readonly changes: boolean;
  /** It was for the sandbox. */
  readonly practice?: boolean | undefined;
}

/** OpenSSL's names for "I don't trust who signed this certificate". */
const untrusted = new Set([
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_UNTRUSTED',
]);

/** The request was not sent at all: no name, no connection, no trust. Repeating it can't do anything twice. */
export function neverSent(code: string): boolean {
  return (
    ['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN'].includes(code) ||
    isCertificate(code)
  );
}

/** The certificate is the trouble: trying again won't help. */
export function isCertificate(code: string): boolean {
  return untrusted.has(code) || code.startsWith('CERT_') || code.startsWith('ERR_TLS_') || code === 'HOSTNAME_MISMATCH';
}

/** Explains a request that got no answer. */
export function networkTrouble(failure: NoAnswer): ErrorDetails {
  const { code, host, proxyVariable } = failure;
  const common = { ending: 'forNow', code } as const;
  if (failure.practice === true && code === 'ECONNREFUSED') {
    return {
      ...common,
      message: `The sandbox at ${host} is gone (${code}): it ends with the adt-setup that opened it, perhaps in another window.`,
      suggestion: 'Run again: the sandbox is opened again, with all that was made in it.',
    };
  }
  const viaProxy = proxyVariable === undefined ? '' : ` Requests go through the proxy that ${proxyVariable} names.`;
  if (untrusted.has(code)) {
    return {
      ...common,
      message: `The certificate that ${host} showed is signed by an authority that this computer doesn't trust (${code}).${viaProxy}`,
      suggestion:
        "Many companies re-sign traffic. Get your company's root certificate as a PEM file and set NODE_EXTRA_CA_CERTS to its path, then run again.",
    };
  }
  if (isCertificate(code)) {
    const clock = code === 'CERT_NOT_YET_VALID' || code === 'CERT_HAS_EXPIRED';
    return {
      ...common,
      message: `The certificate that ${host} showed is not valid (${code}).${viaProxy}`,
      suggestion: clock
        ? 'Check the date and time of this computer; if they are right, something between it and Azure has an outdated certificate.'
        : 'Something between this computer and Azure answers in its place: a sign-in page of a public network, or a proxy. Try another network.',
    };
  }
  if (proxyVariable !== undefined && neverSent(code)) {
    return {
      ...common,
      message: `The proxy that the environment variable ${proxyVariable} names can't be reached (${code}).`,
      suggestion: `Check ${proxyVariable}, or unset it if this network needs no proxy: unset ${proxyVariable}`,
      again: 'soon',
    };
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return {
      ...common,
      message: `This computer can't find ${host} (${code}): there is no network, or its name service doesn't answer.`,
      suggestion:
        'Check the network connection. Behind a company proxy, set HTTPS_PROXY to its address. Then run again.',
      again: 'soon',
    };
  }
  if (neverSent(code)) {
    return {
      ...common,
      message: `${host} could not be connected to (${code}).`,
      suggestion:
        'Check the network connection and any firewall. Behind a company proxy, set HTTPS_PROXY to its address. Then run again.',
      again: 'soon',
    };
  }
  const late = code === 'ETIMEDOUT' || code === 'ESOCKETTIMEDOUT';
  return {
    ...common,
    message: late
      ? `${host} took too long to answer (${code}).${viaProxy}`
      : `The connection to ${host} broke before the answer arrived (${code}).${viaProxy}`,
    suggestion: failure.changes
      ? 'The request may have arrived. Run again: what is there already is looked up first, and nothing is made twice.'
      : 'Run again in a moment; check the network connection if it keeps happening.',
    again: 'soon',
  };
}

/** The system's code for why a request got no answer. */
export function codeOf(error: unknown): string {
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (typeof code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(code) && !code.startsWith('REQUEST_')) {
    return code === 'PARSE_ERROR' ? 'ECONNRESET' : code;
  }
  // Node says "socket hang up" or "aborted" when the other side closes in the middle.
  return typeof message === 'string' && /timed? ?out/i.test(message) ? 'ETIMEDOUT' : 'ECONNRESET';
}
