import {
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  sign,
  timingSafeEqual,
  verify,
} from 'node:crypto';

/** Signs what the sandbox's Entra ID issues, and checks it. */
export interface TokenKeys {
  /** The public key, as `/discovery/v2.0/keys` gives it. */
  readonly jwks: { readonly keys: readonly Readonly<Record<string, unknown>>[] };
  /** A JSON Web Token signed with RS256. */
  sign(claims: Readonly<Record<string, unknown>>): string;
  /** The claims of a token that was signed here; undefined for any other. Expiry is the caller's to judge. */
  read(token: string): Readonly<Record<string, unknown>> | undefined;
  /** An opaque value (refresh token, authorization code, polling signature) and its way back. */
  seal(purpose: string, content: Readonly<Record<string, unknown>>): string;
  unseal(purpose: string, sealed: string): Readonly<Record<string, unknown>> | undefined;
  /** A keyed hash, base64url. */
  mac(text: string): string;
}

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function parsed(part: string | undefined): Readonly<Record<string, unknown>> | undefined {
  if (part === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** How many verified tokens are remembered: checking a signature costs more than looking one up. */
const remembered = 500;

/** Keys from a PEM private key and a secret, both from the data directory. */
export function tokenKeys(privatePem: string, secret: string): TokenKeys {
  const privateKey: KeyObject = createPrivateKey(privatePem);
  const publicKey = createPublicKey(privateKey);
  const jwk = publicKey.export({ format: 'jwk' });
  const kid = createHash('sha256').update(JSON.stringify(jwk)).digest('base64url').slice(0, 27);
  const known = new Map<string, Readonly<Record<string, unknown>>>();
  const mac = (text: string): string => createHmac('sha256', secret).update(text).digest('base64url');
  return {
    jwks: { keys: [{ ...jwk, use: 'sig', kid, x5t: kid, alg: 'RS256' }] },
    sign(claims) {
      const content = `${encoded({ typ: 'JWT', alg: 'RS256', x5t: kid, kid })}.${encoded(claims)}`;
      return `${content}.${sign('RSA-SHA256', Buffer.from(content), privateKey).toString('base64url')}`;
    },
    read(token) {
      const before = known.get(token);
      if (before !== undefined) return before;
      const [header, payload, signature, ...rest] = token.split('.');
      if (signature === undefined || rest.length > 0 || parsed(header)?.['alg'] !== 'RS256') return undefined;
      const content = Buffer.from(`${header ?? ''}.${payload ?? ''}`);
      if (!verify('RSA-SHA256', content, publicKey, Buffer.from(signature, 'base64url'))) return undefined;
      const claims = parsed(payload);
      if (claims === undefined) return undefined;
      if (known.size >= remembered) known.delete(known.keys().next().value ?? '');
      known.set(token, claims);
      return claims;
    },
    seal(purpose, content) {
      const body = encoded(content);
      return `${body}.${mac(`${purpose}\n${body}`)}`;
    },
    unseal(purpose, sealed) {
      const [body, signature] = sealed.split('.');
      const expected = Buffer.from(mac(`${purpose}\n${body ?? ''}`));
      const given = Buffer.from(signature ?? '');
      return given.length === expected.length && timingSafeEqual(given, expected) ? parsed(body) : undefined;
    },
    mac,
  };
}
