import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type StartedSandbox, startSandbox } from '../../src/sandbox/server.ts';
import { type CompanyProxy, companyProxy } from '../support/company-proxy.ts';
import { type Home, newHome } from '../support/places.ts';
import { runUnattended } from '../support/unattended.ts';

let home: Home;
let sandbox: StartedSandbox;
let proxy: CompanyProxy;
beforeAll(async () => {
  home = newHome();
  sandbox = await startSandbox({ dataDirectory: home.world });
  proxy = await companyProxy(sandbox);
  writeFileSync(join(home.folder, 'company.pem'), proxy.certificates.ca);
});
afterEach(() => proxy.refused.clear());
afterAll(async () => {
  await proxy.close();
  await sandbox.close();
  home.remove();
});

const environment = (): Readonly<Record<string, string>> => ({
  AZURE_TENANT_ID: sandbox.tenantId,
  AZURE_CLIENT_ID: sandbox.servicePrincipal.clientId,
  AZURE_CLIENT_SECRET: sandbox.servicePrincipal.clientSecret,
  HTTPS_PROXY: proxy.address,
  NO_PROXY: '',
  no_proxy: '',
  PATH: '',
  NODE_EXTRA_CA_CERTS: join(home.folder, 'company.pem'),
});
const twins = 'plant-twins.api.weu.digitaltwins.azure.net';
const setUp = ['-g', 'rg-plant', '-l', 'westeurope', '-n', 'plant-twins', '--auth', 'environment', '--json', '--yes'];

interface Document {
  readonly outcome: string;
  readonly requests: { readonly writes: number };
  readonly handOverFile?: string;
  readonly error?: { readonly code: string; readonly message: string; readonly help: string };
}

describe('a proxy that does not let everything through', () => {
  const hosts = ['login.microsoftonline.com', 'management.azure.com', 'graph.microsoft.com'];
  const answers = [
    ['403 Forbidden', 'The proxy that HTTPS_PROXY names refuses HOST (403)'],
    ['404 Not Found', 'The proxy that HTTPS_PROXY names refuses HOST (404)'],
    ['407 Proxy Authentication Required', 'wants a user and a password (407)'],
    ['502 Bad Gateway', "can't reach HOST (502)"],
    ['503 Service Unavailable', "can't reach HOST (503)"],
    ['cut', 'The connection to HOST broke'],
  ] as const;

  test.each(hosts.flatMap((host) => answers.map(([answer, words]) => [host, answer, words.replace('HOST', host)])))(
    '%s: %s is said as its own',
    async (host, answer, words) => {
      proxy.refused.set(host, answer);
      const more = ['--assignee', 'bea@contoso.com'];
      const { code, stdout } = await runUnattended(home, [...setUp, ...more], environment());
      const document = JSON.parse(stdout) as Document;
      expect({ code, ...document }).toMatchObject({ code: 75, outcome: 'failed', requests: { writes: 0 } });
      expect(document.error?.message).toContain(words);
      expect(document.handOverFile).toBeUndefined();
    },
  );

  test('one that takes its time is waited for', async () => {
    for (const host of [...hosts, twins]) proxy.refused.set(host, 'late');
    const { code, stdout } = await runUnattended(home, ['--dry-run', ...setUp], environment());
    expect({ code, ...(JSON.parse(stdout) as Document) }).toMatchObject({ code: 0, outcome: 'planned' });
  });

  test('the host of the new instance: all is made, and the proof says who is in the way; later it goes on', async () => {
    proxy.refused.set(twins, '403 Forbidden');
    const { code, stdout } = await runUnattended(home, [...setUp, '--fresh'], environment());
    const { outcome, error } = JSON.parse(stdout) as Document;
    expect({ code, outcome }).toEqual({ code: 75, outcome: 'failed' });
    expect(error?.message).toBe(`The proxy that HTTPS_PROXY names refuses ${twins} (403).`);
    expect(error?.help).toContain(`${twins} or *.digitaltwins.azure.net`);

    const doctor = await runUnattended(home, ['doctor', '--auth', 'environment'], environment());
    expect(doctor.stdout).toMatch(/problem +Instances +The proxy that HTTPS_PROXY names refuses\s+plant-twins/);

    proxy.refused.clear();
    const again = await runUnattended(home, setUp, environment());
    expect({ code: again.code, writes: (JSON.parse(again.stdout) as Document).requests.writes }).toEqual({
      code: 0,
      writes: 0,
    });
  });
});
