import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { contoso } from '../../../src/sandbox/world/contoso/ids.ts';
import { errorOf, type Workbench, workbench } from '../workbench.ts';
import { application, asAzure } from './bench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await workbench();
});
afterAll(() => bench.close());

describe('as an application', () => {
  test('with the variables of EnvironmentCredential', async () => {
    const { azure } = bench.open({ cloud: asAzure(bench), environment: application(bench) });
    expect(await azure.signIn('environment', undefined)).toMatchObject({
      kind: 'servicePrincipal',
      username: contoso.automationApp,
      objectId: contoso.automation,
      tenantId: contoso.tenant,
    });
    expect((await azure.subscriptions()).length).toBeGreaterThan(0);
    expect(await azure.me(contoso.dev)).toMatchObject({ id: contoso.automation, type: 'ServicePrincipal' });
  });

  test('a wrong secret', async () => {
    const { azure } = bench.open({
      cloud: asAzure(bench),
      environment: { ...application(bench), AZURE_CLIENT_SECRET: 'wrong' },
    });
    const details = await errorOf(azure.signIn('environment', undefined));
    expect(details).toMatchObject({ ending: 'signIn', code: 'AADSTS7000215', cures: ['sign-in'] });
    expect(JSON.stringify(details)).not.toContain('wrong"');
  });

  test('of a pipeline or cluster, with the token that its file holds', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'adt-token-'));
    const file = join(folder, 'token');
    writeFileSync(file, 'header.payload.signature\n');
    let form = '';
    const cloud = await bench.meddled((method, url, body) => {
      if (method !== 'POST' || !url.includes('/token')) return undefined;
      form = body;
      const said = {
        error: 'invalid_client',
        error_description: 'AADSTS700213: No matching federated identity record.',
      };
      return { status: 401, headers: { 'content-type': 'application/json' }, body: JSON.stringify(said) };
    });
    const { AZURE_CLIENT_SECRET: _, ...rest } = application(bench);
    const environment = { ...rest, AZURE_FEDERATED_TOKEN_FILE: file };
    const open = (): Promise<unknown> =>
      bench
        .open({ cloud: { ...cloud, name: 'AzureCloud', practice: false }, environment })
        .azure.signIn('environment', undefined);
    try {
      expect(await errorOf(open())).toMatchObject({ ending: 'signIn', code: 'AADSTS700213' });
      expect(new URLSearchParams(form).get('client_assertion')).toBe('header.payload.signature');
      rmSync(file);
      expect(await errorOf(open())).toMatchObject({ ending: 'signIn', code: 'federated-token-unreadable' });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('nowhere that shows a certificate which this computer does not trust', async () => {
    const { ca: _, ...untrusted } = asAzure(bench);
    const { azure, log } = bench.open({ cloud: untrusted, environment: application(bench) });
    const details = await errorOf(azure.signIn('environment', undefined));
    expect(details.suggestion).toContain('NODE_EXTRA_CA_CERTS');
    expect(log.map((entry) => entry.status)).toEqual([null]);
  });

  test('variables that are missing are named', async () => {
    const { azure } = bench.open({ cloud: asAzure(bench), environment: { AZURE_CLIENT_ID: 'x' } });
    const details = await errorOf(azure.signIn('environment', undefined));
    expect(details.message).toMatch(/AZURE_TENANT_ID, AZURE_CLIENT_SECRET/);
  });

  test('other hosts named by the environment are ignored (E02)', async () => {
    const before = process.env['AZURE_AUTHORITY_HOST'];
    process.env['AZURE_AUTHORITY_HOST'] = 'https://evil.example';
    try {
      const { azure } = bench.open({ cloud: asAzure(bench), environment: application(bench) });
      expect(await azure.signIn('environment', undefined)).toMatchObject({ objectId: contoso.automation });
    } finally {
      if (before === undefined) delete process.env['AZURE_AUTHORITY_HOST'];
      else process.env['AZURE_AUTHORITY_HOST'] = before;
    }
  });
});
