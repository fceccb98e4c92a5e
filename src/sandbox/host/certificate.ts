import { createPrivateKey, type webcrypto, X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import type * as X509Library from '@peculiar/x509';
import { textOf, writeWhole } from './files.ts';
import { provideMetadata } from './reflection.ts';

export interface ServerCertificate {
  /** PEM of the authority that clients must trust. */
  readonly ca: string;
  readonly caFile: string;
  readonly certificate: string;
  readonly key: string;
}

const aDay = 86_400_000;
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/** A certificate with its key, as far as they were kept, in PEM; its issuer where it is not its own. */
interface Kept {
  readonly certificate: string | undefined;
  readonly key: string | undefined;
  readonly issuer?: string;
}

/** Whether a certificate is good for another while, and fits its key and its issuer. */
function isUsable({ certificate: text, key, issuer }: Kept, now: number, days: number): boolean {
  if (text === undefined || key === undefined) return false;
  try {
    const certificate = new X509Certificate(text);
    if (!certificate.checkPrivateKey(createPrivateKey(key))) return false;
    if (issuer !== undefined && !certificate.verify(new X509Certificate(issuer).publicKey)) return false;
    return Date.parse(certificate.validFrom) <= now && Date.parse(certificate.validTo) > now + days * aDay;
  } catch {
    return false;
  }
}

type X509 = typeof X509Library;
type Pair = { readonly publicKey: webcrypto.CryptoKey; readonly privateKey: webcrypto.CryptoKey };

function pem(label: string, bytes: ArrayBuffer): string {
  const lines =
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

async function newPair(): Promise<Pair> {
  return crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}

async function importedKey(keyPem: string): Promise<webcrypto.CryptoKey> {
  const bytes = createPrivateKey(keyPem).export({ type: 'pkcs8', format: 'der' });
  return crypto.subtle.importKey('pkcs8', bytes, algorithm, true, ['sign']);
}

const serial = (): string =>
  Buffer.from(crypto.getRandomValues(new Uint8Array(15)))
    .toString('hex')
    .replace(/^/, '4');

async function makeAuthority(x509: X509, now: number): Promise<{ ca: string; caKey: string }> {
  const keys = await newPair();
  const made = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serial(),
    name: 'CN=adt-setup sandbox authority, O=adt-setup sandbox (this machine only)',
    notBefore: new Date(now - aDay),
    notAfter: new Date(now + 3650 * aDay),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return {
    ca: `${made.toString('pem')}\n`,
    caKey: pem('PRIVATE KEY', await crypto.subtle.exportKey('pkcs8', keys.privateKey)),
  };
}

async function makeServer(
  x509: X509,
  ca: string,
  caKey: string,
  now: number,
): Promise<{ certificate: string; key: string }> {
  const keys = await newPair();
  const authority = new x509.X509Certificate(ca);
  const made = await x509.X509CertificateGenerator.create({
    serialNumber: serial(),
    subject: 'CN=localhost, O=adt-setup sandbox (this machine only)',
    issuer: authority.subject,
    notBefore: new Date(now - aDay),
    notAfter: new Date(now + 365 * aDay),
    publicKey: keys.publicKey,
    signingKey: await importedKey(caKey),
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([
        { type: 'dns', value: 'localhost' },
        { type: 'ip', value: '127.0.0.1' },
      ]),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(authority),
    ],
  });
  return {
    certificate: `${made.toString('pem')}\n`,
    key: pem('PRIVATE KEY', await crypto.subtle.exportKey('pkcs8', keys.privateKey)),
  };
}

/** Where the authority's certificate is in a data directory. */
function authorityFile(dataDirectory: string): string {
  return join(dataDirectory, 'ca.pem');
}

/**
 * The certificate of the data directory: used again while it is good, made anew when it is near its end. The authority
 * stays the same for ten years, so clients that trust its file keep doing so.
 */
export async function serverCertificate(dataDirectory: string, now: number): Promise<ServerCertificate> {
  const caFile = authorityFile(dataDirectory);
  const caKeyFile = join(dataDirectory, 'ca-key.pem');
  const file = join(dataDirectory, 'server.pem');
  const keyFile = join(dataDirectory, 'server-key.pem');
  let ca = textOf(caFile);
  let caKey = textOf(caKeyFile);
  let certificate = textOf(file);
  let key = textOf(keyFile);
  const caIsGood = isUsable({ certificate: ca, key: caKey }, now, 400);
  if (
    ca !== undefined &&
    certificate !== undefined &&
    key !== undefined &&
    caIsGood &&
    isUsable({ certificate, key, issuer: ca }, now, 30)
  )
    return { ca, caFile, certificate, key };
  provideMetadata();
  const x509 = await import('@peculiar/x509');
  if (ca === undefined || caKey === undefined || !caIsGood) {
    ({ ca, caKey } = await makeAuthority(x509, now));
    await writeWhole(caKeyFile, caKey);
    await writeWhole(caFile, ca, 0o644);
  }
  ({ certificate, key } = await makeServer(x509, ca, caKey, now));
  await writeWhole(keyFile, key);
  await writeWhole(file, certificate, 0o644);
  return { ca, caFile, certificate, key };
}
