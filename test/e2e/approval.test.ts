import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type StartedSandbox, startSandbox } from '../../src/sandbox/server.ts';
import { type CompanyProxy, companyProxy } from '../support/company-proxy.ts';
import { type Home, newHome } from '../support/places.ts';
import { runUnattended } from '../support/unattended.ts';

/* In Azure itself, as the sandbox plays it behind a proxy: there, things cost money, and nobody agrees by being away. */

let home: Home;
let sandbox: StartedSandbox;
let proxy: CompanyProxy;
let path: string;
let changed: Readonly<Record<string, string>>;

beforeEach(async () => {
  path = '';
  changed = {};
  home = newHome('owner', { roleSpreadSeconds: 3600 });
  sandbox = await startSandbox({ dataDirectory: home.world });
  proxy = await companyProxy(sandbox);
  writeFileSync(join(home.folder, 'company.pem'), proxy.certificates.ca);
});

afterEach(async () => {
  await proxy.close();
  await sandbox.close();
  home.remove();
});

interface Document {
  readonly outcome: string;
  readonly planId: string;
  readonly requests: { readonly writes: number };
  readonly steps: readonly { readonly status: string }[];
  readonly account: { readonly objectId: string };
  readonly error?: { readonly code: string; readonly message: string; readonly help: string };
}

interface Ended {
  readonly code: number | null;
  readonly document: Document;
  readonly words: string;
}

const state = (): string => join(home.folder, 'set-up.json');

async function run(...more: readonly string[]): Promise<Ended> {
  const answers = ['-g', 'rg-plant', '-l', 'westeurope', '-n', 'plant-twins', '--json', '--state', state()];
  const { code, stdout, stderr } = await runUnattended(home, [...answers, ...more], {
    AZURE_TENANT_ID: sandbox.tenantId,
    AZURE_CLIENT_ID: sandbox.servicePrincipal.clientId,
    AZURE_CLIENT_SECRET: sandbox.servicePrincipal.clientSecret,
    HTTPS_PROXY: proxy.address,
    NO_PROXY: '',
    no_proxy: '',
    PATH: path,
    NODE_EXTRA_CA_CERTS: join(home.folder, 'company.pem'),
    ...changed,
  });
  return { code, document: JSON.parse(stdout) as Document, words: stderr };
}

const asApplication = ['--auth', 'environment'];
const asAna = ['--auth', 'device-code'];

test('all answers, and nobody to ask: it reads, shows the plan, and says how to agree to it', async () => {
  const { code, document, words } = await run(...asApplication);
  expect({ code, words }).toMatchObject({ code: 2 });
  expect(document).toMatchObject({ outcome: 'needs-approval', requests: { writes: 0 } });
  expect(document.steps.map(({ status }) => status)).toContain('planned');
  expect(words).toContain('shows the plan, and changes nothing: nobody can be asked');
  expect(words).toContain(`--plan ${document.planId}`);
  expect(words).toContain('--yes');
  const agreed = await run(...asApplication, '--no-wait', '--plan', document.planId);
  expect(agreed).toMatchObject({ code: 75, document: { outcome: 'waiting', requests: { writes: 4 } } });
});

(process.platform === 'win32' ? test.skip : test)('as an application, no program is started', async () => {
  const tools = join(home.folder, 'tools');
  mkdirSync(tools);
  for (const name of [
    'az',
    'azd',
    'xdg-open',
    'open',
    'xclip',
    'xsel',
    'wl-copy',
    'pbcopy',
    'sh',
    'bash',
    'powershell',
  ])
    writeFileSync(join(tools, name), `#!/bin/sh\necho ${name} >> ${join(home.folder, 'started')}\n`, { mode: 0o755 });
  path = tools;
  expect(await run(...asApplication, '--no-wait', '--yes')).toMatchObject({ code: 75 });
  expect(existsSync(join(home.folder, 'started'))).toBe(false);
});

test.each([
  ['a blank after it', (id: string) => `${id} `],
  ['a line break after it', (id: string) => `${id}\r\n`],
  ['quotes around it', (id: string) => `"${id}"`],
  ['braces around it', (id: string) => `{${id}}`],
  ['capitals', (id: string) => id.toUpperCase()],
])('AZURE_TENANT_ID with %s is understood', async (_, written) => {
  changed = { AZURE_TENANT_ID: written(sandbox.tenantId), AZURE_CLIENT_ID: written(sandbox.servicePrincipal.clientId) };
  expect(await run(...asApplication, '--dry-run')).toMatchObject({ code: 0, document: { outcome: 'planned' } });
});

test.each([
  ['AZURE_TENANT_ID', 'no directory/at all'],
  ['AZURE_CLIENT_ID', 'my-application'],
])('%s=%j is said to be wrong, and nothing is sent', async (name, value) => {
  changed = { [name]: value };
  const { code, document } = await run(...asApplication, '--dry-run');
  expect({ code, message: document.error?.message }).toEqual({ code: 2, message: expect.stringContaining(name) });
  expect(proxy.asked.size).toBe(0);
});

test('what an application began is not carried on unasked by a person, whose role nobody agreed to', async () => {
  const begun = await run(...asApplication, '--no-wait', '--yes');
  expect(begun).toMatchObject({ code: 75, document: { outcome: 'waiting' } });
  for (const yes of [[], ['--yes']]) {
    const { code, document } = await run(...asAna, ...yes);
    expect({ code, outcome: document.outcome, error: document.error?.code }).toEqual({
      code: 4,
      outcome: 'failed',
      error: 'not-approved',
    });
    expect(document.error?.message).toMatch(/ana@contoso\.com/i);
    expect(document.requests.writes).toBe(0);
  }
  const carriedOn = await run(...asApplication, '--no-wait');
  expect(carriedOn).toMatchObject({ code: 75, document: { requests: { writes: 0 } } });
  expect(readFileSync(state(), 'utf8')).toContain(begun.document.account.objectId);
});
