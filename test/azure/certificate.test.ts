import { createPrivateKey, createPublicKey, verify } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Cloud } from '../../src/port/cloud.ts';
import { contoso } from '../../src/sandbox/world/contoso/ids.ts';
import { clientOf } from '../sandbox/client.ts';
import { applicationCertificate } from '../support/certificates.ts';
import { errorOf, type Workbench, workbench } from './workbench.ts';

/* An application that proves who it is by a certificate. The sandbox knows secrets only, so its token is given for a proof that fits. */

let bench: Workbench;
let cloud: Cloud;
let folder: string;
let certificate: Awaited<ReturnType<typeof applicationCertificate>>;
const forms: URLSearchParams[] = [];

beforeAll(async () => {
  [bench, certificate] = await Promise.all([workbench(), applicationCertificate()]);
  folder = mkdtempSync(join(tmpdir(), 'adt-certificate-'));
  const { sandbox } = bench;
  const client = clientOf(sandbox);
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: sandbox.servicePrincipal.clientId,
    client_secret: sandbox.servicePrincipal.clientSecret,
    scope: bench.cloud.resourceManagerScope,
  });
  const token = await client.ask('POST', `/${sandbox.tenantId}/oauth2/v2.0/token`, { body: form.toString() });
  client.close();
  const meddled = await bench.meddled((method, url, body) => {
    if (method !== 'POST' || !url.includes('/token')) return undefined;
    forms.push(new URLSearchParams(body));
    return { status: token.status, headers: { 'content-type': 'application/json' }, body: token.text };
  });
  cloud = { ...meddled, name: 'AzureCloud', practice: false, title: 'Azure' };
});

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await bench.close();
});

function environment(text: string | undefined, more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const file = join(folder, 'application.pem');
  rmSync(file, { force: true });
  if (text !== undefined) writeFileSync(file, text);
  const { tenantId, servicePrincipal } = bench.sandbox;
  const ids = { AZURE_TENANT_ID: tenantId, AZURE_CLIENT_ID: servicePrincipal.clientId };
  return { ...ids, AZURE_CLIENT_CERTIFICATE_PATH: file, ...more };
}

const decoded = (part: string | undefined): Readonly<Record<string, unknown>> =>
  JSON.parse(Buffer.from(part ?? '', 'base64url').toString()) as Record<string, unknown>;

const locked = (password: string): string =>
  createPrivateKey(certificate.key)
    .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: password })
    .toString();

test.each([
  ['as it is', () => certificate.key, {}],
  ['with a password', () => locked('open sesame'), { AZURE_CLIENT_CERTIFICATE_PASSWORD: 'open sesame' }],
])('signs in with a private key %s: the proof is signed with it, and is for this directory', async (_, key, more) => {
  forms.length = 0;
  const { azure, log } = bench.open({ cloud, environment: environment(`${key()}${certificate.cert}`, more) });
  expect(azure.signInOffers({ tools: true }).find((each) => each.method === 'environment')?.by).toBe('certificate');
  expect(await azure.signIn('environment', undefined)).toMatchObject({
    kind: 'servicePrincipal',
    objectId: contoso.automation,
    tenantId: contoso.tenant,
  });
  expect((await azure.subscriptions()).length).toBeGreaterThan(0);
  const [form] = forms;
  expect(form?.get('client_secret')).toBeNull();
  const assertion = form?.get('client_assertion') ?? '';
  const [header, payload, signature] = assertion.split('.');
  const algorithm = decoded(header)['alg'];
  const padding = algorithm === 'PS256' ? { padding: 6, saltLength: 32 } : {};
  const publicKey = { key: createPublicKey(certificate.cert), ...padding };
  const signed = Buffer.from(`${header ?? ''}.${payload ?? ''}`);
  expect(verify('sha256', signed, publicKey, Buffer.from(signature ?? '', 'base64url'))).toBe(true);
  expect(decoded(payload)).toMatchObject({ iss: contoso.automationApp, sub: contoso.automationApp });
  expect(String(decoded(payload)['aud'])).toContain(contoso.tenant);
  expect(JSON.stringify(log)).not.toContain(signature);
});

test.each([
  ['is not there', () => undefined, /can't be read/],
  ['is something else', () => 'PK\u0003\u0004', /no certificate/],
  ['is the private key alone', () => certificate.key, /no certificate/],
  ['is the certificate alone', () => certificate.cert, /no private key/],
  ['has a password that is not given', () => `${locked('secret')}${certificate.cert}`, /password doesn't open/],
])('a file that %s is said in words, and nothing is sent', async (_, text, words) => {
  forms.length = 0;
  const { azure } = bench.open({ cloud, environment: environment(text()) });
  const details = await errorOf(azure.signIn('environment', undefined));
  expect(details).toMatchObject({ ending: 'signIn', code: 'certificate-unusable', cures: ['sign-in'] });
  expect(details.message).toMatch(words);
  expect(forms).toEqual([]);
});
