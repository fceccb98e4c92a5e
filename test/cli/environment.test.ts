import { EventEmitter } from 'node:events';
import { describe, expect, test } from '@jest/globals';
import { clouds } from '../../src/azure/clouds.ts';
import { environmentNotes, refuseLeaks, shortageOf, watchOutputs } from '../../src/cli/environment.ts';

const azure = clouds.AzureCloud;
const sandbox = { name: 'sandbox', practice: true, activeDirectory: 'https://localhost:1' } as const;
const refused = (environment: NodeJS.ProcessEnv, cloud: Parameters<typeof refuseLeaks>[1] = azure): void =>
  refuseLeaks(environment, cloud, Object.values(clouds));

describe('NODE_DEBUG', () => {
  test.each(['http', 'HTTPS', 'fs,tls', 'h*', '*', ' net ', 'child_process'])(
    '%j is refused before a sign-in',
    (value) => {
      expect(() => refused({ NODE_DEBUG: value })).toThrow(/tokens included/);
    },
  );

  test.each(['', 'fs', 'module,worker', 'httpx', 'h.tp'])('%j shows no token', (value) => {
    expect(() => refused({ NODE_DEBUG: value })).not.toThrow();
  });

  test('is no matter in the sandbox, where no token is worth anything', () => {
    expect(() => refused({ NODE_DEBUG: 'http' }, sandbox)).not.toThrow();
  });
});

describe('NODE_OPTIONS', () => {
  test.each(['--tls-keylog=/tmp/keys', '--trace-tls', '--max-old-space-size=512 --trace-tls', '--tls-keylog /tmp/k'])(
    '%j is refused before a sign-in',
    (value) => {
      expect(() => refused({ NODE_OPTIONS: value })).toThrow(/tokens included/);
      expect(() => refused({ NODE_OPTIONS: value }, sandbox)).not.toThrow();
    },
  );

  test.each(['', '--trace-warnings', '--tls-min-v1.3', '--trace-tls-x'])('%j shows no token', (value) => {
    expect(() => refused({ NODE_OPTIONS: value })).not.toThrow();
  });
});

describe('AZURE_AUTHORITY_HOST', () => {
  test.each([
    ['http://login.microsoftonline.com', 'is no place where Azure signs anybody in'],
    ['https://evil.example', 'is no place where Azure signs anybody in'],
    ['https://login.microsoftonline.com.evil.example/', 'is no place where Azure signs anybody in'],
    ['login.microsoftonline.com', 'is no place where Azure signs anybody in'],
    ['https://login.microsoftonline.us/', 'signs in to AzureUSGovernment, and this set-up is in AzureCloud'],
  ])('%s is refused', (value, words) => {
    const details = { ending: 'usage', message: expect.stringContaining(words) };
    expect(() => refused({ AZURE_AUTHORITY_HOST: value })).toThrow(expect.objectContaining(details));
  });

  test('is fine where it names the chosen cloud, and in the sandbox nobody reads it', () => {
    expect(() => refused({ AZURE_AUTHORITY_HOST: 'https://login.microsoftonline.com/' })).not.toThrow();
    expect(() =>
      refused({ AZURE_AUTHORITY_HOST: 'https://login.microsoftonline.us' }, clouds.AzureUSGovernment),
    ).not.toThrow();
    expect(() => refused({ AZURE_AUTHORITY_HOST: 'https://evil.example' }, sandbox)).not.toThrow();
  });
});

test.each([
  ['EMFILE', 'open files'],
  ['ENOMEM', 'memory'],
  ['ENOENT', undefined],
  ['constructor', undefined],
])('%s is a shortage of %s (X07)', (code, expected) => {
  expect(shortageOf(Object.assign(new Error(), { code }))).toBe(expected);
});

describe('what is unusual is said', () => {
  test.each([
    [{ NODE_OPTIONS: '--require /tmp/x.js' }, 1000, [], 'other code'],
    [{ NODE_OPTIONS: '--max-old-space-size=100 -r /tmp/x.js' }, 1000, [], 'other code'],
    [{ NODE_OPTIONS: '--inspect-brk=9229' }, 1000, [], 'other code'],
    [{}, 1000, ['--inspect'], 'can be inspected'],
    [{ SUDO_USER: 'ana' }, 0, [], 'will belong to root, not to ana'],
  ])('%j (E07, E22)', (environment, user, argv, words) => {
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

  test('to a reader who left is no failure (X04)', async () => {
    const host = streams();
    const outputs = watchOutputs(host);
    host.stdout.emit('error', Object.assign(new Error('left'), { code: 'EPIPE' }));
    expect(await outputs.exitCode(0)).toBe(0);
    expect(host.written).toEqual([]);
  });

  test('on a full disk is one, unless the run has failed otherwise (X05)', async () => {
    const host = streams();
    const outputs = watchOutputs(host);
    host.stdout.emit('error', Object.assign(new Error('full'), { code: 'ENOSPC' }));
    expect(await outputs.exitCode(0)).toBe(1);
    expect(await outputs.exitCode(75)).toBe(75);
    expect(host.written[0]).toContain('ENOSPC');
  });
});
