import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { clouds } from '../../src/azure/clouds.ts';
import { examine } from '../../src/doctor/examine.ts';
import { clockCheck, proxyCheck, reachChecks, tlsCheck } from '../../src/doctor/network-checks.ts';
import { twinsCheck } from '../../src/doctor/twins-check.ts';
import { SetupError } from '../../src/errors.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { dev, instance } from '../support/contoso.ts';
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
  ['none.pem', 'problem', "can't be read (ENOENT)"],
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
    'http://proxy.example:80 (https_proxy), except for contoso.com',
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
  const lost = new SetupError({ ending: 'forNow', code: 'ENOTFOUND', message: 'Not found.', suggestion: 'Look.' });
  const all = [proxyCheck, ...reachChecks, clockCheck];
  const half = scene({
    reach: (service) =>
      service === 'graph'
        ? Promise.reject(lost)
        : Promise.resolve({ origin: 'https://example.com', date: noon - 400_000 }),
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

describe('the hosts of instances', () => {
  const lost = (code: string): SetupError =>
    new SetupError({ ending: 'forNow', code, message: 'Lost.', suggestion: 'Look.' });
  const signedIn = { subscription: dev };
  const tagged = { tags: { 'adt-setup': 'x' } };

  test.each<[string, Parameters<typeof instance>[2][], Record<string, string>, string]>([
    ['any', [{}, {}], {}, 'one-0'],
    ['one that a set-up made', [{}, tagged], {}, 'one-1'],
    ['the one that is named', [{}, tagged, {}], { name: 'One-2' }, 'one-2'],
    ['one that takes calls from the internet', [{ publicNetworkAccess: 'disabled' }, {}], {}, 'one-1'],
  ])('%s is tried', async (_, all, answers, name) => {
    const instances = all.map((more, at) => instance(`one-${at}`, 'rg', more));
    const says = `https://${name}.api.weu.digitaltwins.azure.net`;
    expect(await found(twinsCheck, scene({ world: { instances }, answers }), signedIn)).toEqual({ status: 'ok', says });
  });

  test('one that can not be reached is a problem', async () => {
    const world = { instances: [instance('one')] };
    const away = scene({ world, reach: () => Promise.reject(lost('ENOTFOUND')) });
    expect(await found(twinsCheck, away, signedIn)).toMatchObject({
      status: 'problem',
      says: 'Lost.',
      ending: 'forNow',
    });
  });

  test.each([
    ['ENOTFOUND', 'skipped'],
    ['EAI_AGAIN', 'skipped'],
    ['ECONNREFUSED', 'problem'],
  ])('before there is one, a host like theirs is tried: %s is %s', async (code, status) => {
    const asked: unknown[] = [];
    const reach = (target: unknown): Promise<never> => {
      asked.push(target);
      return Promise.reject(lost(code));
    };
    expect(await found(twinsCheck, scene({ reach }), signedIn)).toMatchObject({ status });
    expect(asked).toEqual([{ twinsHost: clouds.AzureCloud.twinsTrial }]);
    expect(await found(twinsCheck, scene())).toMatchObject({ status: 'ok', says: expect.stringContaining('answer') });
  });

  test('what can not be listed is not there, and a cloud without a known host is not tried', async () => {
    const closed = scene({
      port: { instances: () => Promise.reject(lost('AuthorizationFailed')) },
      cloud: clouds.AzureUSGovernment,
    });
    expect(await found(twinsCheck, closed, signedIn)).toMatchObject({ status: 'skipped' });
  });
});
