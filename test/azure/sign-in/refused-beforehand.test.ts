import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { errorOf, type Workbench, workbench } from '../workbench.ts';
import { application, asAzure } from './bench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await workbench();
});
afterAll(() => bench.close());

describe('what is refused before anything is sent', () => {
  test('a real sign-in in the sandbox', async () => {
    const { azure, log } = bench.open({ environment: application(bench) });
    expect(azure.signInOffers({ tools: true })).toEqual([{ method: 'device-code' }]);
    for (const method of ['cli', 'browser', 'environment'] as const) {
      expect(await errorOf(azure.signIn(method, undefined))).toMatchObject({
        ending: 'usage',
        code: 'sandbox-sign-in',
      });
    }
    expect(log).toEqual([]);
  });

  test('TLS checks that are switched off', async () => {
    const { azure, log } = bench.open({
      cloud: asAzure(bench),
      environment: { ...application(bench), NODE_TLS_REJECT_UNAUTHORIZED: '0' },
    });
    expect(await errorOf(azure.signIn('environment', undefined))).toMatchObject({
      ending: 'usage',
      code: 'tls-checks-off',
    });
    expect(log).toEqual([]);
  });

  test.each(['https://evil.example', 'a/b', '-x', 'contoso.com; reboot', ''])('"%s" as a tenant', async (tenant) => {
    expect(await errorOf(bench.open().azure.signIn('device-code', tenant))).toMatchObject({
      ending: 'usage',
      code: 'bad-tenant',
    });
  });

  test('a proxy that is none', async () => {
    const { azure } = bench.open({
      cloud: asAzure(bench),
      environment: { ...application(bench), HTTPS_PROXY: 'http://bob:100%@proxy:8080' },
    });
    const details = await errorOf(azure.signIn('environment', undefined));
    expect(details).toMatchObject({ ending: 'usage', code: 'bad-proxy' });
  });
});
