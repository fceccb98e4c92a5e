import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { secretsAside, withoutNetwork, withoutSecrets } from '../../src/local/environment.ts';
import { programOn } from '../../src/local/program.ts';

let folder: string;
let before: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adt-program-'));
  before = process.cwd();
  process.chdir(folder);
});

afterEach(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true, force: true });
});

function plant(name: string, mode = 0o755): string {
  const file = join(folder, name);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, '#!/bin/sh\n');
  chmodSync(file, mode);
  return file;
}

describe('a program', () => {
  test('of the current folder is never found, whatever PATH says', () => {
    plant('az');
    plant('bin/az');
    for (const PATH of ['', '.', `.${delimiter}bin`, `${delimiter}${delimiter}`, `bin${delimiter}./bin`])
      expect(programOn({ PATH }, 'az', 'linux')).toBeUndefined();
  });

  test('is found where PATH names its folder, the first that can be started', () => {
    plant('one/az', 0o644);
    const two = plant('two/az');
    plant('three/az');
    const PATH = ['bin', join(folder, 'one'), join(folder, 'two'), join(folder, 'three')].join(delimiter);
    expect(programOn({ PATH }, 'az', 'linux')).toBe(process.getuid?.() === undefined ? join(folder, 'one', 'az') : two);
  });

  test('has an ending on Windows', () => {
    const script = plant('tools/az.cmd');
    const clip = plant('tools/clip.exe');
    const environment = { Path: join(folder, 'tools') };
    expect(programOn(environment, 'az', 'win32')).toBe(script);
    expect(programOn(environment, 'clip.exe', 'win32')).toBe(clip);
    expect(programOn(environment, 'az', 'linux')).toBeUndefined();
  });
});

describe('what a program that we start is given', () => {
  const ours = {
    AZURE_CLIENT_SECRET: 's',
    ARM_CLIENT_SECRET: 's',
    ARM_OIDC_TOKEN: 's',
    AZURE_CLIENT_CERTIFICATE_PASSWORD: 's',
    HTTPS_PROXY: 'http://ana:secret@proxy:8080',
    AZURE_CLIENT_ID: 'id',
    PATH: ['.', '', '/usr/bin', 'bin'].join(delimiter),
  };

  test('holds none of our secrets, and a PATH without the current folder', () => {
    expect(withoutSecrets(ours)).toEqual({
      HTTPS_PROXY: ours.HTTPS_PROXY,
      AZURE_CLIENT_ID: 'id',
      PATH: '/usr/bin',
      NoDefaultCurrentDirectoryInExePath: '1',
    });
  });

  test('holds the password of a proxy only where it needs the network', () => {
    expect(withoutNetwork(ours)).not.toHaveProperty('HTTPS_PROXY');
  });

  test('is the environment of this program for a moment where a library starts it, and then as it was', async () => {
    const environment: NodeJS.ProcessEnv = { ...ours };
    const seen = await secretsAside(environment, () => Promise.resolve({ ...environment }));
    expect(seen).toEqual(withoutSecrets(ours));
    expect(environment).toEqual(ours);
    await expect(secretsAside(environment, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(environment).toEqual(ours);
  });
});
