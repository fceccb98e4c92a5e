import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, lstatSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { holdState } from '../../src/local/lock.ts';
import { bury, lockByFile } from '../../src/local/lock-file.ts';
import { askHolder, listenOn } from '../../src/local/lock-socket.ts';

const now = new Date('2026-01-02T03:04:05Z');
const me = { pid: process.pid, since: now.toISOString() };
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adt-lock-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A process that listens under a name until it is killed. */
async function otherProcess(address: string): Promise<() => Promise<void>> {
  const script = `require('node:net').createServer((socket) => socket.on('error', () => {}).end('42 2026-01-02T03:04:05.000Z\\n'))
    .listen(JSON.parse(process.argv[1]), () => console.log('listening'))`;
  const child = spawn(process.execPath, ['-e', script, JSON.stringify(address)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return async () => {
    child.kill('SIGKILL');
    await once(child, 'close');
  };
}

describe('the hold on a state file', () => {
  test("is one process's only, and the other is told whose and since when", async () => {
    const file = join(folder, 'state.json');
    const hold = await holdState(file, now);
    await expect(holdState(file, now)).rejects.toMatchObject({
      ending: 'usage',
      code: 'setup-in-use',
      message: expect.stringContaining(`(process ${process.pid}, since 2026-01-02T03:04:05.000Z)`),
    });
    await hold.release();
    await (await holdState(file, now)).release();
  });

  test('is on the file, whichever way it is named', async () => {
    symlinkSync(folder, join(folder, 'way'));
    const hold = await holdState(join(folder, 'state.json'), now);
    await expect(holdState(join(folder, 'way', 'state.json'), now)).rejects.toThrow(/Another adt-setup/);
    await (await holdState(join(folder, 'other.json'), now)).release();
    await hold.release();
  });
});

describe('a lock by a socket file', () => {
  const address = (): string => join(folder, 'lock');

  test('is refused while its holder lives, and taken over when it was killed (S40)', async () => {
    const kill = await otherProcess(address());
    expect(await lockByFile(address(), me)).toEqual({ pid: 42, since: '2026-01-02T03:04:05.000Z' });
    await kill();
    expect(existsSync(address())).toBe(true);
    const hold = await lockByFile(address(), me);
    expect(hold).toHaveProperty('release');
    expect(await lockByFile(address(), me)).toEqual(me);
  });

  test('that another process has put in the place of a dead one is not taken away', () => {
    writeFileSync(address(), 'theirs');
    const { ino } = lstatSync(address());
    bury(address(), ino + 1);
    expect(readdirSync(folder)).toEqual(['lock']);
    expect(lstatSync(address()).ino).toBe(ino);
    bury(address(), ino);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('that is no socket at all is taken over, whatever process it names (S41)', async () => {
    writeFileSync(address(), `${process.ppid} 2026-01-02T03:04:05.000Z\n`);
    expect(await lockByFile(address(), me)).toHaveProperty('release');
  });
});

test.each([
  ['nothing', ''],
  ['a number that is none', 'x 2026-01-02T03:04:05.000Z\n'],
  ['an escape sequence', '1 \u001B[2J\n'],
  ['far too much', 'x'.repeat(100_000)],
])('a holder that says %s is not quoted', async (_, text) => {
  const server = createServer((socket) => socket.on('error', () => undefined).end(text));
  server.listen(join(folder, 'lock'));
  await once(server, 'listening');
  expect(await askHolder(join(folder, 'lock'))).toBeUndefined();
  server.close();
});

test('one that says nothing for a second is not waited for', async () => {
  const sockets: Socket[] = [];
  const server = createServer((socket) => sockets.push(socket));
  server.listen(join(folder, 'lock'));
  await once(server, 'listening');
  expect(await askHolder(join(folder, 'lock'))).toBeUndefined();
  for (const socket of sockets) socket.destroy();
  server.close();
});

test('one that is gone before it is asked is nobody', async () => {
  const hold = await listenOn(join(folder, 'lock'), me);
  if (hold !== undefined && 'release' in hold) await hold.release();
  expect(await askHolder(join(folder, 'lock'))).toBeUndefined();
});
