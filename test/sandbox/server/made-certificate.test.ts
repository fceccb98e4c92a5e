import { execFileSync } from 'node:child_process';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { certificateFiles, serverCertificate } from '../../../src/sandbox/host/certificate.ts';
import { provideMetadata } from '../../support/certificates.ts';

/* The certificate is made byte by byte: OpenSSL, as Node.js has it and as the system has it, and another library read it. */

const now = Date.parse('2049-06-30T12:00:00Z');
const aDay = 86_400_000;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adt-certificate-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('it vouches for itself, for this computer alone, for a year', () => {
  const { certificate, key } = serverCertificate(folder, now);
  const read = new X509Certificate(certificate);
  expect(read.subject).toBe('CN=localhost\nO=adt-setup sandbox (this machine only)');
  expect(read.issuer).toBe(read.subject);
  expect(read.subjectAltName).toBe('DNS:localhost, IP Address:127.0.0.1');
  expect(read.ca).toBe(false);
  // serverAuth.
  expect(read.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
  expect([Date.parse(read.validFrom), Date.parse(read.validTo)]).toEqual([now - aDay, now + 364 * aDay]);
  expect(read.verify(read.publicKey)).toBe(true);
  expect(read.checkPrivateKey(createPrivateKey(key))).toBe(true);
  expect(read.serialNumber).toMatch(/^[4-7][0-9A-F]{31}$/);
});

test('another library reads the same, and finds its key named', async () => {
  const { certificate } = serverCertificate(folder, now);
  provideMetadata();
  const x509 = await import('@peculiar/x509');
  const read = new x509.X509Certificate(certificate);
  expect(await read.isSelfSigned()).toBe(true);
  expect(read.notAfter.getTime()).toBe(now + 364 * aDay);
  const named = await x509.SubjectKeyIdentifierExtension.create(read.publicKey);
  expect(read.getExtension(x509.SubjectKeyIdentifierExtension)?.keyId).toBe(named.keyId);
  const basic = read.getExtension(x509.BasicConstraintsExtension);
  expect([basic?.ca, basic?.critical]).toEqual([false, true]);
  expect(read.extensions).toHaveLength(4);
});

test('each has a number and a key of its own, and is kept', () => {
  const first = serverCertificate(folder, now);
  expect(serverCertificate(folder, now)).toEqual(first);
  for (const file of certificateFiles) rmSync(join(folder, file));
  const second = serverCertificate(folder, now);
  expect(second.key).not.toBe(first.key);
  expect(new X509Certificate(second.certificate).serialNumber).not.toBe(
    new X509Certificate(first.certificate).serialNumber,
  );
});

function openssl(...words: readonly string[]): string | undefined {
  try {
    return execFileSync('openssl', words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

const withOpenssl = openssl('version') === undefined ? test.skip : test;

withOpenssl('the system takes it for what it is, strictly', () => {
  serverCertificate(folder, Date.now());
  const file = join(folder, certificateFiles[0]);
  const said = openssl(
    'verify',
    '-x509_strict',
    '-purpose',
    'sslserver',
    '-verify_hostname',
    'localhost',
    '-CAfile',
    file,
    file,
  );
  expect(said?.trim()).toBe(`${file}: OK`);
});
