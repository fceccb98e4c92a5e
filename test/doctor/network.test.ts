import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { examine } from '../../src/doctor/examine.ts';
import { clockCheck, proxyCheck, reachChecks, tlsCheck } from '../../src/doctor/network-checks.ts';
import { SetupError } from '../../src/errors.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { found, noon, scene } from './scene.ts';

let folder: string;
let authority: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'adt-setup-doctor-'));
  const sandbox = await startSandbox({ dataDirectory: join(folder, 'data') });
  authority = sandbox.ca;
  await sandbox.close();
  writeFileSync(join(folder, 'company.pem'), `# root\n${authority}`);
  writeFileSync(join(folder, 'empty.pem'), '');
  writeFileSync(join(folder, 'broken.pem'), authority.replaceAll(/\n[A-Za-z0-9+/]{60}/g, '\nAAAA'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  [undefined, 'ok', 'those that Node.js trusts'],
  ['company.pem', 'ok', 'and 1 in '],
  ['empty.pem', 'problem', 'holds no certificate'],
  ['broken.pem', 'problem', 'holds no certificate'],
  ['none.pem', 'problem', 'can’t be read (ENOENT)'],
])('NODE_EXTRA_CA_CERTS of %s', async (name, status, says) => {
  const environment = name === undefined ? {} : { NODE_EXTRA_CA_CERTS: join(folder, name) };
  const finding = await found(tlsCheck, scene({ environment, now: Date.now }));
  expect(finding).toMatchObject({ status, says: expect.stringContaining(says) });
});

test('certificates that have expired are noted; switched-off checks are a problem whatever else is set', async () => {
  const environment = { NODE_EXTRA_CA_CERTS: join(folder, 'company.pem') };
  const late = scene({ environment, now: () => Date.parse('2199-01-01') });
  expect(await found(tlsCheck, late)).toMatchObject({ status: 'note', says: expect.stringContaining('has expired') });
  const off = scene({ environment: { ...environment, NODE_TLS_REJECT_UNAUTHORIZED: '0' } });
  expect(await found(tlsCheck, off)).toMatchObject({ status: 'problem', ending: 'usage' });
});

test.each([
  ['none', {}, 'none'],
  ['one', { HTTPS_PROXY: 'http://proxy.example:8080' }, 'http://proxy.example:8080 (HTTPS_PROXY)'],
  [
    'one with exceptions and a password, which is not shown',
    { https_proxy: 'http://me:secret@proxy.example', NO_PROXY: 'contoso.com' },
    'http://proxy.example:80 (https_proxy), except for .contoso.com',
  ],
])('proxy: %s', async (_, environment, says) => {
  expect(await found(proxyCheck, scene({ environment }))).toEqual({ status: 'ok', says });
});

test.each([
  [0, 'ok', 'right'],
  [40, 'ok', 'right'],
  [150, 'note', '2 min 30 s ahead'],
  [-150, 'note', '2 min 30 s behind'],
  [3600, 'problem', '60 min 0 s ahead'],
])('a clock that is %d s off', async (seconds, status, says) => {
  const skews = [seconds * 1000, seconds * 1000 + 9000 * Math.sign(seconds)];
  expect(await found(clockCheck, scene(), { skews })).toMatchObject({ status, says: expect.stringContaining(says) });
});

test('the clock is compared with the services that answer; those that do not are problems of their own', async () => {
  const lost = new SetupError({ ending: 'forNow', code: 'ENOTFOUND', message: 'Not found.', help: 'Look.' });
  const all = [proxyCheck, ...reachChecks, clockCheck];
  const half = scene({
    reach: (service) =>
      service === 'graph' ? Promise.reject(lost) : Promise.resolve({ origin: service, date: noon - 400_000 }),
  });
  expect((await examine(all, half, () => undefined)).map(({ status }) => status)).toEqual([
    'ok',
    'ok',
    'ok',
    'problem',
    'problem',
  ]);
  const none = await examine(all, scene({ reach: () => Promise.reject(lost) }), () => undefined);
  expect(none.at(-1)).toMatchObject({ status: 'skipped', says: 'no service told its time' });
});
