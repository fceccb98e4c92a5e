import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type StartedSandbox, startSandbox } from '../../src/sandbox/server.ts';
import { type CompanyProxy, companyProxy } from '../support/company-proxy.ts';
import { type Home, newHome } from '../support/places.ts';
import { runUnattended, type Unattended } from '../support/unattended.ts';

/* Signing in with the browser in Azure itself; a program that only notes how it was started takes the place of the desktop's. */

const onLinux = process.platform === 'linux' ? test : test.skip;
let home: Home;
let sandbox: StartedSandbox;
let proxy: CompanyProxy;
beforeAll(async () => {
  home = newHome();
  sandbox = await startSandbox({ dataDirectory: home.world });
  proxy = await companyProxy(sandbox);
  writeFileSync(join(home.folder, 'company.pem'), proxy.certificates.ca);
});
afterAll(async () => {
  await proxy.close();
  await sandbox.close();
  home.remove();
});

/** Runs the program with these programs on the path, and no others. */
function runWith(programs: string, environment: Readonly<Record<string, string>> = {}): Promise<Unattended> {
  return runUnattended(home, ['-g', 'rg-x', '-n', 'some-twins', '-l', 'westeurope', '--auth', 'browser'], {
    PATH: programs,
    DISPLAY: ':0',
    HTTPS_PROXY: proxy.address,
    NODE_EXTRA_CA_CERTS: join(home.folder, 'company.pem'),
    ...environment,
  });
}

onLinux('E17, E04: BROWSER with a command in it, and a secret of an application', async () => {
  const programs = join(home.folder, 'bin');
  const [noted, pwned] = [join(home.folder, 'noted'), join(home.folder, 'pwned')];
  mkdirSync(programs);
  writeFileSync(
    join(programs, 'xdg-open'),
    `#!/bin/sh\nprintf '%s\\n' "$#" "$@" > '${noted}'\n/usr/bin/env > '${noted}.env'\nkill -TERM "$PPID"\n`,
  );
  chmodSync(join(programs, 'xdg-open'), 0o755);
  const { code } = await runWith(programs, { BROWSER: `sh -c 'touch ${pwned}'`, AZURE_CLIENT_SECRET: 'canary' });
  const [count, address = '', ...rest] = readFileSync(noted, 'utf8').trimEnd().split('\n');
  expect({ count, rest, isPwned: existsSync(pwned), code }).toEqual({
    count: '1',
    rest: [],
    isPwned: false,
    code: 143,
  });
  expect(new URL(address).origin).toBe('https://login.microsoftonline.com');
  expect(readFileSync(`${noted}.env`, 'utf8')).toMatch(/^DISPLAY=:0$/m);
  expect(readFileSync(`${noted}.env`, 'utf8')).not.toContain('canary');
});

onLinux('nothing on this computer opens a browser: it says so, and what else there is', async () => {
  const { code, stdout } = await runWith(join(home.folder, 'none'));
  expect(stdout).toMatch(/xdg-open could not be\s+started\.[^]*no-browser-opens/);
  expect(code).toBe(5);
});
