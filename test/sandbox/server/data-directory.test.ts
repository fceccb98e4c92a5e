import { chmodSync, chownSync, linkSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { folderMark } from '../../../src/local/own-file.ts';
import { findRunningSandbox, startSandbox } from '../../../src/sandbox/server.ts';
import { emptyDirectory, newDirectory, started } from './scene.ts';

/* A folder that somebody else has prepared gives its keys to nobody, and nothing of theirs is written over. */

const isRoot = process.getuid?.() === 0;
const asRoot = isRoot ? test : test.skip;
const onPosix = process.platform === 'win32' ? describe.skip : describe;
const stranger = 65_533;

async function refusal(dataDirectory: string): Promise<string> {
  try {
    await startSandbox({ dataDirectory });
    return 'started';
  } catch (error) {
    return (error as Error).message;
  }
}

/** A folder that a sandbox has run in. */
async function used(): Promise<string> {
  const dataDirectory = newDirectory();
  await (await started({ dataDirectory })).close();
  return dataDirectory;
}

describe('a folder with keys and without our mark', () => {
  test.each(['secrets.json', 'server.pem', 'server-key.pem', 'running.json', 'client-secret'])(
    '%s is not taken',
    async (name) => {
      const folder = emptyDirectory();
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, name), 'planted');
      expect(await refusal(folder)).toMatch(new RegExp(`${name} is in a folder without adt-setup's mark`));
      expect(readFileSync(join(folder, name), 'utf8')).toBe('planted');
    },
  );

  test('with other things in it is', async () => {
    const folder = emptyDirectory();
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'notes.txt'), 'mine');
    await (await started({ dataDirectory: folder })).close();
    expect(readFileSync(join(folder, 'notes.txt'), 'utf8')).toBe('mine');
  });
});

onPosix('what is planted in a folder of ours', () => {
  const names = ['secrets.json', 'server-key.pem', 'running.json', 'worlds/owner/world.json', folderMark.name];

  test.each(names)('a link as %s is neither followed nor replaced', async (name) => {
    const folder = await used();
    const target = join(folder, 'target');
    writeFileSync(target, 'theirs');
    rmSync(join(folder, name));
    symlinkSync(target, join(folder, name));
    expect(await refusal(folder)).toMatch(/is a symbolic link/);
    expect(readFileSync(target, 'utf8')).toBe('theirs');
  });

  test.each(['secrets.json', 'worlds/owner/world.json'])('a hard link as %s is not taken', async (name) => {
    const folder = await used();
    linkSync(join(folder, name), join(folder, 'another'));
    expect(await refusal(folder)).toMatch(/is hard linked/);
  });

  test('a folder that everybody may write in is not used', async () => {
    const folder = await used();
    chmodSync(folder, 0o777);
    expect(await refusal(folder)).toMatch(/can be written by everybody/);
    chmodSync(folder, 0o1777);
    expect(await refusal(folder)).toMatch(/can be written by everybody/);
  });
});

onPosix("another user's", () => {
  asRoot('folder is not used', async () => {
    const folder = await used();
    chownSync(folder, stranger, stranger);
    expect(await refusal(folder)).toMatch(/belongs to another user \(number 65533\)/);
  });

  asRoot.each(['secrets.json', 'server.pem', folderMark.name])('%s is not taken', async (name) => {
    const folder = await used();
    chownSync(join(folder, name), stranger, stranger);
    expect(await refusal(folder)).toMatch(/belongs to another user/);
  });

  asRoot('running sandbox is not taken for ours', async () => {
    const folder = newDirectory();
    await started({ dataDirectory: folder });
    chownSync(join(folder, 'running.json'), stranger, stranger);
    await expect(findRunningSandbox(folder)).rejects.toThrow(/belongs to another user/);
  });
});

describe('a page of somebody else whose name points here', () => {
  test.each([
    ['/health', 'evil.example', 421],
    ['/portal', 'evil.example:1234', 421],
    ['/devicelogin', 'localhost.evil.example', 421],
    ['/metadata/endpoints?api-version=2020-06-01', '127.0.0.1.evil.example', 421],
    ['/health', 'LOCALHOST', 200],
    ['/portal', '127.0.0.1:9', 200],
  ])('%s as %s: %d', async (path, host, status) => {
    const { port, ca } = await started({ dataDirectory: newDirectory() });
    const seen = await new Promise<number | undefined>((resolve, reject) => {
      request({ host: '127.0.0.1', port, path, ca, servername: 'localhost', headers: { host } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(seen).toBe(status);
  });
});
