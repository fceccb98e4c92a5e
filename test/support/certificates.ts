import { webcrypto } from 'node:crypto';

interface MetadataReflect {
  getMetadata?: (key: unknown, target: object) => unknown;
  getOwnMetadata?: (key: unknown, target: object) => unknown;
  defineMetadata?: (key: unknown, value: unknown, target: object) => void;
}

/**
 * The part of the "metadata reflection" proposal that the certificate library's injector calls. It is only loaded where
 * a certificate has to be made, and does nothing where somebody else has brought the real thing.
 */
export function provideMetadata(): void {
  const reflect = Reflect as MetadataReflect;
  if (reflect.getMetadata !== undefined) return;
  const known = new WeakMap<object, Map<unknown, unknown>>();
  const own = (key: unknown, target: object): unknown => known.get(target)?.get(key);
  reflect.getOwnMetadata = own;
  reflect.getMetadata = (key, target) => {
    for (let at: object | null = target; at !== null; at = Object.getPrototypeOf(at) as object | null) {
      const value = own(key, at);
      if (value !== undefined) return value;
    }
    return undefined;
  };
  reflect.defineMetadata = (key, value, target) => {
    const entries = known.get(target) ?? new Map<unknown, unknown>();
    known.set(target, entries.set(key, value));
  };
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const hour = 3_600_000;

/** A company's own authority, and a certificate of it for these host names, as PEM. */
export interface Certificates {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

const pair = (): Promise<webcrypto.CryptoKeyPair> => webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);

/** `until`: when the server's certificate ends, in milliseconds; an hour from now when left out. */
export async function certificatesFor(hosts: readonly string[], until = Date.now() + hour): Promise<Certificates> {
  provideMetadata();
  const x509 = await import('@peculiar/x509');
  const [authority, server] = await Promise.all([pair(), pair()]);
  const dates = { notBefore: new Date(Date.now() - hour), notAfter: new Date(Date.now() + hour) };
  const ca = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: '4001',
    name: 'CN=Contoso Proxy Authority',
    ...dates,
    signingAlgorithm: algorithm,
    keys: authority,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
    ],
  });
  const cert = await x509.X509CertificateGenerator.create({
    serialNumber: '4002',
    subject: 'CN=Contoso Proxy',
    issuer: ca.subject,
    notBefore: new Date(until - 2 * hour),
    notAfter: new Date(until),
    publicKey: server.publicKey,
    signingKey: authority.privateKey,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(hosts.map((value) => ({ type: 'dns', value }))),
    ],
  });
  return {
    ca: `${ca.toString('pem')}\n`,
    cert: `${cert.toString('pem')}\n`,
    key: await privateKeyOf(server),
  };
}

const rsa = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  publicExponent: new Uint8Array([1, 0, 1]),
  modulusLength: 2048,
} as const;

/** A certificate that an application signs in with, and its private key, as PEM. */
export async function applicationCertificate(): Promise<{ readonly cert: string; readonly key: string }> {
  provideMetadata();
  const x509 = await import('@peculiar/x509');
  const keys = await webcrypto.subtle.generateKey(rsa, true, ['sign', 'verify']);
  const cert = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: '4003',
    name: 'CN=Contoso Automation',
    notBefore: new Date(Date.now() - hour),
    notAfter: new Date(Date.now() + hour),
    signingAlgorithm: rsa,
    keys,
  });
  return { cert: `${cert.toString('pem')}\n`, key: await privateKeyOf(keys) };
}

async function privateKeyOf({ privateKey }: webcrypto.CryptoKeyPair): Promise<string> {
  const key = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', privateKey)).toString('base64');
  return `-----BEGIN PRIVATE KEY-----\n${key.match(/.{1,64}/g)?.join('\n') ?? ''}\n-----END PRIVATE KEY-----\n`;
}
