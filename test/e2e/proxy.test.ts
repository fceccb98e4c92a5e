import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { contoso } from '../../src/sandbox/world/contoso/ids.ts';
import { type BehindProxy, behindProxy } from '../support/behind-proxy.ts';
import { type CompanyProxy, companyProxy, governmentHosts } from '../support/company-proxy.ts';
import { runUnattended } from '../support/unattended.ts';

let here: BehindProxy;
beforeAll(async () => {
  here = await behindProxy();
});
afterAll(() => here.close());

const environment = (trust: boolean): Readonly<Record<string, string>> =>
  trust ? here.environment : { ...here.environment, NODE_EXTRA_CA_CERTS: '' };
const answers = ['-g', 'rg-plant', '-l', 'westeurope', '-n', 'plant-twins', '--auth', 'environment', '--json', '--yes'];

interface Document {
  readonly outcome: string;
  readonly hostName: string | null;
  readonly requests: { readonly writes: number };
  readonly error?: { readonly code: string; readonly message: string; readonly help: string };
}

describe('Azure itself, through a company proxy that re-signs TLS', () => {
  test("without the company's certificate, the error names the variable, and no secret is sent", async () => {
    const { code, stdout } = await runUnattended(here.home, answers, environment(false));
    const { outcome, error } = JSON.parse(stdout) as Document;
    expect({ code, outcome }).toEqual({ code: 75, outcome: 'failed' });
    expect(error?.help).toContain('NODE_EXTRA_CA_CERTS');
    expect(error?.message).toContain('HTTPS_PROXY');
    expect(here.proxy.tokens.size).toBe(0);
  });

  test('with it, an application sets everything up, and every token goes to its own host only', async () => {
    const { code, stdout, stderr } = await runUnattended(here.home, answers, environment(true));
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(JSON.parse(stdout)).toMatchObject({
      outcome: 'ready',
      hostName: 'plant-twins.api.weu.digitaltwins.azure.net',
      tenantId: contoso.tenant,
      role: { principalId: contoso.automation, principalType: 'ServicePrincipal' },
      requests: { writes: 4 },
    });
    const hosts = [...here.proxy.asked];
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
    const sent = [...here.proxy.tokens.values()].map((each) => [...each]);
    expect(new Set(sent.flat()).size).toBe(sent.flat().length);
  });
});

describe('Azure US Government, through such a proxy', () => {
  let government: CompanyProxy;
  beforeAll(async () => {
    government = await companyProxy(here.sandbox, governmentHosts);
    writeFileSync(join(here.home.folder, 'government.pem'), government.certificates.ca);
  });
  afterAll(() => government.close());

  test('an application sets everything up, and nothing goes to another cloud', async () => {
    const { code, stdout, stderr } = await runUnattended(
      here.home,
      ['--cloud', 'AzureUSGovernment', '-g', 'rg-capitol', '-l', 'westeurope', '-n', 'capitol-twins'].concat(
        '--auth',
        'environment',
        '--json',
        '--yes',
      ),
      {
        ...environment(true),
        HTTPS_PROXY: government.address,
        NODE_EXTRA_CA_CERTS: join(here.home.folder, 'government.pem'),
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
