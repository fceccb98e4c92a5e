import { createPrivateKey, type webcrypto, X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import type * as X509Library from '@peculiar/x509';
import { ownText, writeOwn } from '../../local/own-file.ts';
import { provideMetadata } from './reflection.ts';

export interface ServerCertificate {
  /** PEM that clients must trust: the certificate itself. */
  readonly ca: string;
  readonly caFile: string;
  readonly certificate: string;
  readonly key: string;
}

const aDay = 86_400_000;
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/** A certificate with its key, as far as they were kept, in PEM. */
interface Kept {
  readonly certificate: string | undefined;
  readonly key: string | undefined;
}

/** Whether a certificate is good for another while, and fits its key. */
function isUsable(kept: Kept, now: number, days: number): kept is Kept & Record<'certificate' | 'key', string> {
  const { certificate: text, key } = kept;
  if (text === undefined || key === undefined) return false;
  try {
    const certificate = new X509Certificate(text);
    if (!certificate.checkPrivateKey(createPrivateKey(key))) return false;
    // Older versions had an authority of their own.
    if (certificate.ca || !certificate.verify(certificate.publicKey)) return false;
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

const serial = (): string =>
  Buffer.from(crypto.getRandomValues(new Uint8Array(15)))
    .toString('hex')
    .replace(/^/, '4');

/**
 * A certificate that only vouches for itself, for this computer's own names, for a year: clients that trust it trust nothing else.
 * Without key usages: OpenSSL takes one that may not sign certificates for none of its own issuer.
 */
async function makeCertificate(x509: X509, now: number): Promise<{ certificate: string; key: string }> {
  const keys = await newPair();
  const made = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serial(),
    name: 'CN=localhost, O=adt-setup sandbox (this machine only)',
    notBefore: new Date(now - aDay),
    notAfter: new Date(now + 364 * aDay),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([
        { type: 'dns', value: 'localhost' },
        { type: 'ip', value: '127.0.0.1' },
      ]),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return {
    certificate: `${made.toString('pem')}\n`,
    key: pem('PRIVATE KEY', await crypto.subtle.exportKey('pkcs8', keys.privateKey)),
  };
}

/** The certificate and its key in a data directory. */
export const certificateFiles = ['server.pem', 'server-key.pem'] as const;

/**
 * The certificate of the data directory: used again while it is good, made anew when it is near its end.
 * @throws SetupError (usage) when a file of it is none of ours.
 */
export async function serverCertificate(dataDirectory: string, now: number): Promise<ServerCertificate> {
  const [file, keyFile] = certificateFiles.map((name) => join(dataDirectory, name)) as [string, string];
  const kept = { certificate: ownText(file), key: ownText(keyFile) };
  if (isUsable(kept, now, 30)) return { ...kept, ca: kept.certificate, caFile: file };
  provideMetadata();
  const made = await makeCertificate(await import('@peculiar/x509'), now);
  writeOwn(keyFile, made.key);
  writeOwn(file, made.certificate);
  return { ...made, ca: made.certificate, caFile: file };
}
