import { EventEmitter } from 'node:events';
import { chmodSync, lstatSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { SetupRecord } from '../../src/state/set-up-record.ts';
import { runInProcess } from '../support/in-process.ts';
import { newHome } from '../support/places.ts';
import { runUnattended } from '../support/unattended.ts';
import { newScene, type Scene } from './scene.ts';

let scene: Scene;
let file: string;

beforeAll(() => {
  scene = newScene();
  file = join(scene.home.folder, 'state.json');
});

afterAll(() => scene.home.remove());

const preview = ['--sandbox', '--json', '--dry-run'];
const real = ['--yes', '--auth', 'device-code', '-g', 'rg-x', '-n', 'some-twins'];

describe('refused before a real sign-in, with nothing saved', () => {
  test.each([
    ['E01', { NODE_TLS_REJECT_UNAUTHORIZED: '0' }, 'NODE_TLS_REJECT_UNAUTHORIZED'],
    ['E02: not encrypted', { AZURE_AUTHORITY_HOST: 'http://login.microsoftonline.com' }, 'AZURE_AUTHORITY_HOST=http:'],
    ['E02: foreign', { AZURE_AUTHORITY_HOST: 'https://evil.example' }, 'AZURE_AUTHORITY_HOST=https://evil.example'],
    [
      'E02: of another cloud',
      { AZURE_AUTHORITY_HOST: 'https://login.microsoftonline.us' },
      '--cloud AzureUSGovernment',
    ],
    ['NODE_DEBUG=https', { NODE_DEBUG: 'https' }, 'your tokens included'],
  ])('%s', async (_, environment, words) => {
    const { code, stdout, stderr } = await scene.run(real, environment);
    expect(stdout + stderr).toContain(words);
    expect(code).toBe(2);
  });

  test('E02, NODE_DEBUG: by doctor, too, which signs in as well', async () => {
    const { code, stderr } = await scene.run(['doctor'], { AZURE_AUTHORITY_HOST: 'https://evil.example' });
    expect(stderr).toContain('evil.example');
    expect(code).toBe(2);
    expect((await scene.run(['doctor'], { NODE_DEBUG: 'https' })).code).toBe(2);
  });
});

const onPosix = process.platform === 'win32' ? test.skip : test;

onPosix(
  'E04: az gets no secret that is meant for this program, neither to say who is signed in nor for a token',
  async () => {
    const other = newHome();
    const { folder } = other;
    const seen = join(folder, 'seen');
    // Its token can't be read, so that the run ends before anything is sent.
    const answers = `case "$*" in *show*) echo '{"environmentName":"AzureCloud"}';; *) echo '{"accessToken":"x","expires_on":4102444800}';; esac`;
    writeFileSync(join(folder, 'az'), `#!/bin/sh\necho "az $*" >> '${seen}'\n/usr/bin/env >> '${seen}'\n${answers}\n`);
    chmodSync(join(folder, 'az'), 0o755);
    const PATH = `${folder}:/usr/bin:/bin`;
    const argv = ['--yes', '--auth', 'cli', '-g', 'rg-x', '-n', 'some-twins'];
    const { code } = await runUnattended(other, argv, {
      PATH,
      AZURE_CLIENT_SECRET: 'canary',
      AZURE_CLIENT_ID: 'not-secret',
    });
    const given = readFileSync(seen, 'utf8');
    other.remove();
    expect(given).toMatch(/^az account show [^]*^az account get-access-token /m);
    expect(given).toContain('AZURE_CLIENT_ID=not-secret');
    expect(given).not.toContain('canary');
    expect(code).toBe(75);
  },
);

test('E07: NODE_OPTIONS that load code', async () => {
  const { code, stderr } = await scene.run(preview, { NODE_OPTIONS: '--require /tmp/x.js' });
  expect(stderr).toContain('NODE_OPTIONS');
  expect(code).toBe(0);
});

test('E10: a proxy that is dead does not matter to the sandbox, with no exception for it', async () => {
  const proxy = { HTTPS_PROXY: 'http://127.0.0.1:9', HTTP_PROXY: 'http://127.0.0.1:9', NO_PROXY: '', no_proxy: '' };
  expect((await scene.run(preview, proxy)).code).toBe(0);
});

test('E11: no home to save in', async () => {
  const { code, stderr } = await scene.run(['--sandbox', '--state', '/proc/none/state.json']);
  expect(stderr).toContain('--state');
  expect(code).toBe(2);
});

test('E14: with umask 000, all that is made is for its owner only', async () => {
  const other = newScene();
  const home = other.home.folder;
  const before = process.umask(0);
  try {
    const log = join(home, 'log.ndjson');
    // Answers are saved before they are looked up; the one that is refused isn't kept.
    const { code } = await other.run(['--sandbox', '--log', log, '--name', 'plant-twins', '--subscription', 'Nowhere']);
    expect(code).toBe(2);
  } finally {
    process.umask(before);
  }
  // The folders above and the settings are the test's own.
  const own = /(^|\/)(\.local|state|adt-setup|sandbox|owner|world|settings\.json)$/;
  const all = readdirSync(home, { recursive: true, encoding: 'utf8' }).filter((name) => !own.test(name));
  expect(all.some((name) => name.includes('setups') && name.endsWith('.json'))).toBe(true);
  const open = all.filter((name) => (lstatSync(join(home, name)).mode & 0o077) !== 0);
  other.home.remove();
  expect(open).toEqual([]);
});

test.each([
  ['ADT_SETUP_LOCATON', 'ADT_SETUP_LOCATION'],
  ['ADT_SETUP_RESOURCEGROUP', 'ADT_SETUP_RESOURCE_GROUP'],
  ['ADT_SETUP_NAMES', 'ADT_SETUP_NAME'],
  ['ADT_SETUP_XYZZY', 'use one of these: ADT_SETUP_AUTH'],
])('C4: the misspelt variable %s is refused, with the right one', async (name, right) => {
  const { code, stderr } = await scene.run(['--sandbox', '--dry-run'], { [name]: 'northeurope' });
  expect(stderr).toContain(`${name} means nothing here`);
  expect(stderr).toContain(right);
  expect(code).toBe(2);
});

test('C3: an empty variable counts as not given, whatever it is called; those of other commands are left alone', async () => {
  const empty = { ADT_SETUP_TAGS: '', ADT_SETUP_LOCATON: ' ' };
  expect((await scene.run(['--sandbox', '--dry-run', '--json'], empty)).code).toBe(0);
  expect((await scene.run(['doctor', '--sandbox'], { ADT_SETUP_ROLE: 'reader' })).code).toBe(0);
});

onPosix('a hang-up is ignored where nohup has asked for that', async () => {
  const host = new EventEmitter();
  const running = runInProcess(
    ['--sandbox', '--json', '--yes'],
    { ...scene.home.environment, _: '/usr/bin/nohup' },
    host,
  );
  host.emit('SIGHUP');
  expect((await running).code).toBe(0);
  const other = new EventEmitter();
  const ended = runInProcess(
    ['--sandbox', '--json', '--yes'],
    { ...scene.home.environment, _: '/usr/bin/node' },
    other,
  );
  other.emit('SIGHUP');
  expect((await ended).code).toBe(129);
});

test('E16: a time zone that is none', async () => {
  const { code } = await scene.run(['--sandbox', '--json', '--state', file], { TZ: 'Mars/Olympus' });
  expect((JSON.parse(readFileSync(file, 'utf8')) as SetupRecord).updatedAt).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  expect(code).toBe(0);
});

test('E19: CI=true and answers missing', async () => {
  const { code, stdout } = await scene.run(['--yes', '--json', '--auth', 'environment'], { CI: 'true' });
  expect([2, 5]).toContain(code);
  expect(JSON.parse(stdout)).toHaveProperty('outcome');
});

test('E22: under sudo it goes on, and says whose the files will be', async () => {
  if (process.getuid?.() !== 0) return;
  const { code, stderr } = await scene.run(preview, { SUDO_USER: 'ana' });
  expect(stderr).toContain('will belong to root, not to ana');
  expect(code).toBe(0);
});
