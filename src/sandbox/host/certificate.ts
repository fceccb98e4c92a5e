import { createHash, createPrivateKey, generateKeyPairSync, randomBytes, sign, X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { ownText, writeOwn } from '../../local/own-file.ts';
import { bits, integer, octets, oid, sequence, setOf, tagged, time, utf8, yes } from './der.ts';

export interface ServerCertificate {
  /** PEM that clients must trust: the certificate itself. */
  readonly ca: string;
  readonly caFile: string;
  readonly certificate: string;
  readonly key: string;
}

const aDay = 86_400_000;

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

function pem(label: string, bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

/** A positive number that nobody guesses, with no zeros before it. */
function serialNumber(): Buffer {
  const bytes = randomBytes(16);
  bytes[0] = 0x40 + ((bytes[0] ?? 0) % 0x40);
  return bytes;
}

/** RFC 5280, 4.1.2.4. */
function name(...parts: readonly (readonly [type: string, value: string])[]): Buffer {
  return sequence(...parts.map(([type, value]) => setOf(sequence(oid(type), utf8(value)))));
}

const commonName = '2.5.4.3';
const organization = '2.5.4.10';
const ecdsaWithSha256 = '1.2.840.10045.4.3.2';

/** Bytes of a point of P-256, uncompressed: the end of a public key (RFC 5480, 2.2). */
const pointLength = 65;

/**
 * RFC 5280, 4.2.1: it signs no others, it is a server's, these are its names, and this is its key. Without key usages: OpenSSL takes one
 * that may not sign certificates for none of its own issuer.
 */
function extensions(publicKey: Buffer): Buffer {
  const of = (id: string, value: Buffer, isCritical = false): Buffer =>
    sequence(oid(id), ...(isCritical ? [yes()] : []), octets(value));
  return sequence(
    of('2.5.29.19', sequence(), true),
    of('2.5.29.37', sequence(oid('1.3.6.1.5.5.7.3.1'))),
    of(
      '2.5.29.17',
      sequence(tagged(2, Buffer.from('localhost'), false), tagged(7, Buffer.from([127, 0, 0, 1]), false)),
    ),
    of('2.5.29.14', octets(createHash('sha1').update(publicKey.subarray(-pointLength)).digest())),
  );
}

/**
 * A certificate that only vouches for itself, for this computer's own names, for a year: clients that trust it trust nothing else
 * (RFC 5280, 4.1).
 */
function makeCertificate(now: number): { certificate: string; key: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = publicKey.export({ type: 'spki', format: 'der' });
  const algorithm = sequence(oid(ecdsaWithSha256));
  const itself = name([commonName, 'localhost'], [organization, 'adt-setup sandbox (this machine only)']);
  const signed = sequence(
    // The third version.
    tagged(0, integer(Buffer.from([2])), true),
    integer(serialNumber()),
    algorithm,
    itself,
    sequence(time(new Date(now - aDay)), time(new Date(now + 364 * aDay))),
    itself,
    key,
    tagged(3, extensions(key), true),
  );
  const signature = bits(sign('sha256', signed, privateKey));
  return {
    certificate: pem('CERTIFICATE', sequence(signed, algorithm, signature)),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

/** The certificate and its key in a data directory. */
export const certificateFiles = ['server.pem', 'server-key.pem'] as const;

/**
 * The certificate of the data directory: used again while it is good, made anew when it is near its end.
 * @throws SetupError (usage) when a file of it is none of ours.
 */
export function serverCertificate(dataDirectory: string, now: number): ServerCertificate {
  const [file, keyFile] = certificateFiles.map((name) => join(dataDirectory, name)) as [string, string];
  const kept = { certificate: ownText(file), key: ownText(keyFile) };
  if (isUsable(kept, now, 30)) return { ...kept, ca: kept.certificate, caFile: file };
  const made = makeCertificate(now);
  writeOwn(keyFile, made.key);
  writeOwn(file, made.certificate);
  return { ...made, ca: made.certificate, caFile: file };
}
