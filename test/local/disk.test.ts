import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { realDisk } from '../../src/local/disk.ts';

/* What the real disk hands on to the system. A simulated one shows why it must. */

const onLinux = process.platform === 'linux' ? test : test.skip;

onLinux('flushing a file and a folder reaches the system, which refuses it where there is nothing to flush', () => {
  const descriptor = openSync('/dev/null', 'r');
  expect(() => realDisk.flush(descriptor)).toThrow('EINVAL');
  closeSync(descriptor);
  expect(() => realDisk.flushFolder('/dev/null')).toThrow('EINVAL');
});

onLinux('what the system takes only a part of is written on to its end', () => {
  const folder = mkdtempSync(join(tmpdir(), 'adt-setup-disk-'));
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const descriptor = openSync(pipe, constants.O_RDWR | constants.O_NONBLOCK);
  // A pipe takes 64 KiB, and then nothing more until somebody reads.
  expect(() => realDisk.write(descriptor, Buffer.alloc(200_000))).toThrow('EAGAIN');
  closeSync(descriptor);
  rmSync(folder, { recursive: true });
});

test('a file is read in portions, to its end; nothing but a plain file is', () => {
  const folder = mkdtempSync(join(tmpdir(), 'adt-setup-disk-'));
  const file = join(folder, 'file');
  const bytes = Buffer.from(Array.from({ length: 200_000 }, (_, at) => at % 251));
  writeFileSync(file, bytes);
  const portions = Array.from(realDisk.portions(file), (portion) => Buffer.from(portion));
  expect(portions.length).toBeGreaterThan(1);
  expect(Buffer.compare(Buffer.concat(portions), bytes)).toBe(0);
  expect(() => [...realDisk.portions(folder)]).toThrow(/not a plain file|EISDIR/);
  rmSync(folder, { recursive: true });
});

test('a file is read whole, or as much as is allowed, and takes the memory that it needs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'adt-setup-disk-'));
  const file = join(folder, 'file');
  for (const length of [0, 1, 10_000]) {
    const written = Buffer.alloc(length, 'x');
    writeFileSync(file, written);
    const whole = realDisk.read(file, 2 ** 30);
    expect(Buffer.compare(whole, written)).toBe(0);
    expect(whole.buffer.byteLength).toBeLessThanOrEqual(length + 1);
    expect(realDisk.read(file, length)).toHaveLength(length);
    expect(realDisk.read(file, 7)).toHaveLength(Math.min(length, 7));
  }
  rmSync(folder, { recursive: true });
});

onLinux('a file that says it is empty is read to its end, or as far as is allowed', () => {
  const kinds = '/proc/filesystems';
  const text = readFileSync(kinds, 'utf8');
  expect(text.length).toBeGreaterThan(20);
  expect(Buffer.from(realDisk.read(kinds, 2 ** 30)).toString('utf8')).toBe(text);
  expect(Buffer.from(realDisk.read(kinds, 20)).toString('utf8')).toBe(text.slice(0, 20));
});
