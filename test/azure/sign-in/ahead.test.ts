import type { PipelineRequest, PipelineResponse } from '@azure/core-rest-pipeline';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Ahead, askedAhead, type Entering } from '../../../src/azure/ahead.ts';
import type { TrafficEntry } from '../../../src/local/redact.ts';
import { type Workbench, workbench } from '../workbench.ts';
import { application, asAzure } from './bench.ts';

let bench: Workbench;
let log: TrafficEntry[];
beforeAll(async () => {
  bench = await workbench();
});
beforeEach(() => {
  log = [];
});
afterAll(() => bench.close());

const byVariables: Entering = { method: 'environment', tenant: undefined };

function ask(
  entering: Entering,
  environment: NodeJS.ProcessEnv,
  other: Partial<Parameters<typeof askedAhead>[0]> = {},
): Promise<Ahead | undefined> {
  return askedAhead(
    {
      cloud: asAzure(bench),
      environment,
      signal: new AbortController().signal,
      timeoutSeconds: 60,
      tell: () => undefined,
      log: (entry) => log.push(entry),
      pause: () => Promise.resolve(),
      ...other,
    },
    entering,
  );
}

const asked = (): readonly string[] => log.map(({ method, url }) => `${method} ${new URL(url).pathname}`);

describe('asked ahead', () => {
  test('is how to sign in, once: the sign-in is told, and all requests are counted together', async () => {
    const environment = application(bench);
    const ahead = await ask(byVariables, environment);
    const { azure } = bench.open({ cloud: asAzure(bench), environment, ahead });
    expect(azure.requests).toEqual({ reads: 0, writes: 0 });
    await azure.signIn('environment', undefined);
    const metadata = `GET /${bench.sandbox.tenantId}/v2.0/.well-known/openid-configuration`;
    expect(asked().filter((each) => each === metadata)).toEqual([metadata]);
    expect(asked()[0]).toBe(metadata);
    await azure.subscriptions();
    expect(azure.requests.reads).toBeGreaterThan(0);
  });

  test('is the directory that was named', async () => {
    const directories: (string | undefined)[] = [];
    const network = {
      sendRequest: ({ url }: PipelineRequest): Promise<PipelineResponse> => {
        directories.push(new URL(url).pathname.split('/')[1]);
        return Promise.reject(Object.assign(new Error('no trust'), { code: 'CERT_HAS_EXPIRED' }));
      },
    };
    await ask({ method: 'environment', tenant: 'contoso.onmicrosoft.com' }, application(bench), { network });
    await ask({ method: 'device-code', tenant: undefined }, {}, { network, cloud: bench.cloud });
    expect(directories).toEqual(['contoso.onmicrosoft.com', bench.cloud.defaultTenant]);
  });

  test.each([true, false])(
    'lets nobody write before Azure is opened on it, and then as it says: %s',
    async (writes) => {
      const environment = application(bench);
      const ahead = await ask(byVariables, environment);
      expect(ahead?.connection.rules.allowWrites()).toBe(false);
      bench.open({ cloud: asAzure(bench), environment, ahead, allowWrites: () => writes });
      expect(ahead?.connection.rules.allowWrites()).toBe(writes);
    },
  );

  test.each<[string, Entering, NodeJS.ProcessEnv]>([
    ['a browser that can not be shown', { method: 'browser', tenant: undefined }, { CODESPACES: 'true' }],
    ["a tool's session", { method: 'cli', tenant: undefined }, {}],
    ['what can be no directory', { method: 'environment', tenant: 'no/directory' }, {}],
    ['an application without its secret', byVariables, { AZURE_CLIENT_SECRET: '' }],
    ['a certificate', byVariables, { AZURE_CLIENT_SECRET: '', AZURE_CLIENT_CERTIFICATE_PATH: '/no/such/file.pem' }],
    ['the token of a cluster', byVariables, { AZURE_CLIENT_SECRET: '', AZURE_FEDERATED_TOKEN_FILE: '/no/such/token' }],
    ['an id that is none', byVariables, { AZURE_CLIENT_ID: 'mine' }],
    ['TLS without checks', byVariables, { NODE_TLS_REJECT_UNAUTHORIZED: '0' }],
    ['a proxy that can be none', byVariables, { HTTPS_PROXY: 'ftp://proxy.example' }],
  ])('sends nothing for %s: the sign-in says what is wrong', async (_, entering, other) => {
    expect(await ask(entering, { ...application(bench), ...other })).toBeUndefined();
    expect(log).toEqual([]);
  });
});
