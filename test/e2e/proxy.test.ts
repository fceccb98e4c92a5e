import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type StartedSandbox, startSandbox } from '../../src/sandbox/server.ts';
import { contoso } from '../../src/sandbox/world/contoso/ids.ts';
import { type CompanyProxy, companyProxy, governmentHosts } from '../support/company-proxy.ts';
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
afterAll(async () => {
  await proxy.close();
  await sandbox.close();
  home.remove();
});

const environment = (trust: boolean): Readonly<Record<string, string>> => ({
  AZURE_TENANT_ID: sandbox.tenantId,
  AZURE_CLIENT_ID: sandbox.servicePrincipal.clientId,
  AZURE_CLIENT_SECRET: sandbox.servicePrincipal.clientSecret,
  HTTPS_PROXY: proxy.address,
  NO_PROXY: '',
  no_proxy: '',
  // No tools of this machine: the run is as on a build agent without them.
  PATH: '',
  NODE_EXTRA_CA_CERTS: trust ? join(home.folder, 'company.pem') : '',
});
const answers = ['-g', 'rg-plant', '-l', 'westeurope', '-n', 'plant-twins', '--auth', 'environment', '--json', '--yes'];

interface Document {
  readonly outcome: string;
  readonly hostName: string | null;
  readonly requests: { readonly writes: number };
  readonly error?: { readonly code: string; readonly message: string; readonly help: string };
}

describe('Azure itself, through a company proxy that re-signs TLS', () => {
  test("without the company's certificate, the error names the variable, and no secret is sent", async () => {
    const { code, stdout } = await runUnattended(home, answers, environment(false));
    const { outcome, error } = JSON.parse(stdout) as Document;
    expect({ code, outcome }).toEqual({ code: 75, outcome: 'failed' });
    expect(error?.help).toContain('NODE_EXTRA_CA_CERTS');
    expect(error?.message).toContain('HTTPS_PROXY');
    expect(proxy.tokens.size).toBe(0);
  });

  test('with it, an application sets everything up, and every token goes to its own host only', async () => {
    const { code, stdout, stderr } = await runUnattended(home, answers, environment(true));
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(JSON.parse(stdout)).toMatchObject({
      outcome: 'ready',
      hostName: 'plant-twins.api.weu.digitaltwins.azure.net',
      tenantId: contoso.tenant,
      role: { principalId: contoso.automation, principalType: 'ServicePrincipal' },
      requests: { writes: 4 },
    });
    const hosts = [...proxy.asked];
    expect(hosts).toEqual(
      expect.arrayContaining([
        'login.microsoftonline.com',
        'management.azure.com',
        'plant-twins.api.weu.digitaltwins.azure.net',
      ]),
    );
    expect(
      hosts.filter((host) => !/\.(microsoftonline\.com|azure\.com|microsoft\.com|azure\.net)$/.test(host)),
    ).toEqual([]);
    const sent = [...proxy.tokens.values()].map((each) => [...each]);
    expect(new Set(sent.flat()).size).toBe(sent.flat().length);
  });
});

describe('Azure US Government, through such a proxy', () => {
  let government: CompanyProxy;
  beforeAll(async () => {
    government = await companyProxy(sandbox, governmentHosts);
    writeFileSync(join(home.folder, 'government.pem'), government.certificates.ca);
  });
  afterAll(() => government.close());

  test('an application sets everything up, and nothing goes to another cloud', async () => {
    const { code, stdout, stderr } = await runUnattended(
      home,
      ['--cloud', 'AzureUSGovernment', '-g', 'rg-capitol', '-l', 'westeurope', '-n', 'capitol-twins'].concat(
        '--auth',
        'environment',
        '--json',
        '--yes',
      ),
      {
        ...environment(true),
        HTTPS_PROXY: government.address,
        NODE_EXTRA_CA_CERTS: join(home.folder, 'government.pem'),
      },
    );
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(JSON.parse(stdout)).toMatchObject({
      outcome: 'ready',
      hostName: 'capitol-twins.api.weu.digitaltwins.azure.us',
      role: { principalId: contoso.automation },
    });
    expect([...government.asked].sort()).toEqual([
      'capitol-twins.api.weu.digitaltwins.azure.us',
      'login.microsoftonline.us',
      'management.usgovcloudapi.net',
    ]);
    expect([...government.tokens.keys()].sort()).toEqual([
      'capitol-twins.api.weu.digitaltwins.azure.us',
      'management.usgovcloudapi.net',
    ]);
  });
});
