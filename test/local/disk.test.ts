import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, rmSync } from 'node:fs';
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
