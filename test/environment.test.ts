import { EventEmitter } from 'node:events';
import { describe, expect, test } from '@jest/globals';
import { environmentNotes, refuseLeaks, watchOutputs } from '../src/environment.ts';

const azure = { name: 'AzureCloud' } as const;

describe('NODE_DEBUG', () => {
  test.each(['http', 'HTTPS', 'fs,tls', 'h*', '*', ' net ', 'child_process'])(
    '%j is refused before a sign-in',
    (value) => {
      expect(() => refuseLeaks({ NODE_DEBUG: value }, azure)).toThrow(/tokens included/);
    },
  );

  test.each(['', 'fs', 'module,worker', 'httpx', 'h.tp'])('%j shows no token', (value) => {
    expect(() => refuseLeaks({ NODE_DEBUG: value }, azure)).not.toThrow();
  });

  test('is no matter in the sandbox, where no token is worth anything', () => {
    expect(() => refuseLeaks({ NODE_DEBUG: 'http' }, { name: 'sandbox' })).not.toThrow();
  });
});

describe('what is unusual is said', () => {
  test.each([
    [{ NODE_OPTIONS: '--require /tmp/x.js' }, 1000, [], 'other code'],
    [{ NODE_OPTIONS: '--max-old-space-size=100 -r /tmp/x.js' }, 1000, [], 'other code'],
    [{ NODE_OPTIONS: '--inspect-brk=9229' }, 1000, [], 'other code'],
    [{}, 1000, ['--inspect'], 'can be inspected'],
    [{ SUDO_USER: 'ana' }, 0, [], 'will belong to root, not to ana'],
  ])('%j', (environment, user, argv, words) => {
    expect(environmentNotes(environment, user, argv)).toEqual([expect.stringContaining(words)]);
  });

  test('and what is usual is not', () => {
    expect(environmentNotes({ NODE_OPTIONS: '--max-old-space-size=100 --no-warnings' }, 0, [])).toEqual([]);
  });
});

describe('output that is lost', () => {
  const streams = () => {
    const written: string[] = [];
    const stream = (): never =>
      Object.assign(new EventEmitter(), { write: (text: string) => written.push(text) }) as never;
    return { stdout: stream() as NodeJS.Process['stdout'], stderr: stream() as NodeJS.Process['stderr'], written };
  };

  test('to a reader who left is no failure', async () => {
    const host = streams();
    const outputs = watchOutputs(host);
    host.stdout.emit('error', Object.assign(new Error('left'), { code: 'EPIPE' }));
    expect(await outputs.exitCode(0)).toBe(0);
    expect(host.written).toEqual([]);
  });

  test('on a full disk is one, unless the run has failed otherwise', async () => {
    const host = streams();
    const outputs = watchOutputs(host);
    host.stdout.emit('error', Object.assign(new Error('full'), { code: 'ENOSPC' }));
    expect(await outputs.exitCode(0)).toBe(1);
    expect(await outputs.exitCode(75)).toBe(75);
    expect(host.written[0]).toContain('ENOSPC');
  });
});
