import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { azLogin } from '../../../src/azure/sign-in/az-login.ts';

/* az, as a script that says what it is to say. */
(process.platform === 'win32' ? describe.skip : describe)('az login', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'adt-az-login-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  async function login(script: string, tenant?: string, more: NodeJS.ProcessEnv = {}): Promise<readonly string[]> {
    const heard: string[] = [];
    const file = join(folder, 'az');
    writeFileSync(file, `#!/bin/sh\necho "$AZURE_CORE_LOGIN_EXPERIENCE_V2 $*" > '${folder}/asked'\n${script}\n`);
    chmodSync(file, 0o755);
    await azLogin(tenant, {
      environment: { PATH: `${folder}:/usr/bin:/bin`, DISPLAY: ':0', ...more },
      signal: new AbortController().signal,
      slow: () => undefined,
      heard: (line) => heard.push(line),
    });
    return heard;
  }
  const asked = (): string => readFileSync(join(folder, 'asked'), 'utf8').trim();

  test('says to the person what az says, and asks for no subscription', async () => {
    expect(await login('echo "WARNING: A browser has been opened." >&2; echo "Sign in there." >&2')).toEqual([
      'WARNING: A browser has been opened.',
      'Sign in there.',
    ]);
    expect(asked()).toBe('off login --output none --allow-no-subscriptions');
  });

  test.each<[string, string | undefined, NodeJS.ProcessEnv, string]>([
    ['a directory that was named', 'contoso.com', {}, ' --tenant contoso.com'],
    ['where no browser can open, a code', undefined, { SSH_TTY: '/dev/pts/1' }, ' --use-device-code'],
  ])('is told %s', async (_, tenant, environment, words) => {
    await login('exit 0', tenant, environment);
    expect(asked()).toBe(`off login --output none --allow-no-subscriptions${words}`);
  });

  test.each([
    [
      'ERROR: AADSTS50126: Error validating credentials.',
      'az login says: "AADSTS50126: Error validating credentials."',
    ],
    ['Traceback\nPermissionError: [Errno 13] Permission denied', /^az login may not read or write its own files/],
    ['', 'az login says nothing.'],
  ])('that fails with %j is refused with that', async (stderr, message) => {
    const script = `cat >&2 <<'END'\n${stderr}\nEND\nexit 1`;
    await expect(login(script)).rejects.toMatchObject({
      ending: 'signIn',
      code: 'az-login-failed',
      cures: ['sign-in'],
      message: typeof message === 'string' ? message : expect.stringMatching(message),
    });
  });
});
