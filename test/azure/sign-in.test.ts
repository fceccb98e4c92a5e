import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { clouds } from '../../src/azure/clouds.ts';
import { checkToken, readClaims } from '../../src/azure/sign-in/claims.ts';
import { cliSession } from '../../src/azure/sign-in/cli-sessions.ts';
import { closeListenersOn } from '../../src/azure/sign-in/listeners.ts';
import { offersHere } from '../../src/azure/sign-in/offers.ts';
import { InterruptedError } from '../../src/errors.ts';
import type { Cloud } from '../../src/port/cloud.ts';
import { contoso } from '../../src/sandbox/world/contoso/ids.ts';
import { newGroup } from '../support/resources.ts';
import { errorOf, type Workbench, workbench } from './workbench.ts';

let bench: Workbench;
/** The sandbox where the real cloud would be: then applications may sign in too. */
let asAzure: Cloud;
beforeAll(async () => {
  bench = await workbench();
  asAzure = { ...bench.cloud, name: 'AzureCloud', practice: false, title: 'Azure' };
});
afterAll(() => bench.close());

const application = (): NodeJS.ProcessEnv => ({
  AZURE_TENANT_ID: bench.sandbox.tenantId,
  AZURE_CLIENT_ID: bench.sandbox.servicePrincipal.clientId,
  AZURE_CLIENT_SECRET: bench.sandbox.servicePrincipal.clientSecret,
});

describe('by code', () => {
  test('shows the code with the cloud’s own page, and says who one is', async () => {
    const { azure, events, log } = bench.open();
    expect(await azure.signIn('device-code', undefined)).toEqual({
      kind: 'user',
      displayName: 'Ana Lima',
      username: 'ana@contoso.com',
      tenantId: contoso.tenant,
      tenantName: 'Contoso',
      objectId: contoso.ana,
      method: 'device-code',
    });
    expect(events).toEqual([
      {
        kind: 'device-code',
        userCode: expect.stringMatching(/^[A-Z0-9]{9}$/) as unknown,
        verificationUri: bench.cloud.deviceLogin,
        expiresInSeconds: 900,
        approvesItself: true,
      },
    ]);
    expect(log.filter((entry) => entry.url.includes('/discovery/instance'))).toEqual([]);
    expect(azure.requests).toEqual({ reads: 1, writes: 0 });
  });

  /** The sandbox, which says that codes are typed at another page. */
  const namingPage = (page: string): Promise<Cloud> =>
    bench.meddled(
      () => undefined,
      (body) => body.replace(/"verification_uri":"[^"]*"/, `"verification_uri":"${page}"`),
    );

  test.each(['https://microsoft.com.evil.example/devicelogin', 'http://microsoft.com/devicelogin', 'devicelogin'])(
    'shows no code of a server that names the page %s',
    async (page) => {
      const cloud = { ...(await namingPage(page)), name: 'AzureCloud', practice: false } as const;
      const { azure, events } = bench.open({ cloud });
      expect(await errorOf(azure.signIn('device-code', undefined))).toMatchObject({
        ending: 'signIn',
        code: 'foreign-sign-in-page',
      });
      expect(events).toEqual([]);
    },
  );

  test('in the sandbox shows no code of a server that names a page of Microsoft’s', async () => {
    const { azure, events } = bench.open({ cloud: await namingPage('https://microsoft.com/devicelogin') });
    expect(await errorOf(azure.signIn('device-code', undefined))).toMatchObject({ code: 'foreign-sign-in-page' });
    expect(events).toEqual([]);
  });

  test.each(['A\\u001b[2J', 'ABC DEF', 'ABC', 'A'.repeat(41)])('shows no code that is none: %s', async (code) => {
    const naming = (body: string): string => body.replace(/"user_code":"[^"]*"/, `"user_code":"${code}"`);
    const { azure, events } = bench.open({ cloud: await bench.meddled(() => undefined, naming) });
    expect(await errorOf(azure.signIn('device-code', undefined))).toMatchObject({ ending: 'signIn' });
    expect(events).toEqual([]);
  });

  test('shows the cloud’s own page also when the server names another one of Microsoft’s', async () => {
    const cloud = {
      ...(await namingPage('https://microsoft.com/another')),
      name: 'AzureCloud',
      practice: false,
    } as const;
    const { azure, events } = bench.open({ cloud });
    await azure.signIn('device-code', undefined);
    expect(events).toMatchObject([{ verificationUri: cloud.deviceLogin }]);
  });

  test.each<[string, string, string, string]>([
    ['expired', 'expired_token', 'AADSTS70020: This device code has expired.\r\nTrace ID: t', 'AADSTS70020'],
    ['declined', 'authorization_declined', 'The end user denied the authorization request.', 'authorization_declined'],
    ['blocked', 'access_denied', 'AADSTS53003: Access has been blocked by Conditional Access policies.', 'AADSTS53003'],
  ])('a code that is %s', async (_, error, description, code) => {
    const cloud = await bench.meddled((method, url) =>
      method === 'POST' && url.includes('/token')
        ? {
            status: 400,
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ error, error_description: description, error_codes: [] }),
          }
        : undefined,
    );
    const { azure, events } = bench.open({ cloud });
    expect(await errorOf(azure.signIn('device-code', undefined))).toMatchObject({
      ending: 'signIn',
      code,
      again: 'answer',
      cures: ['sign-in'],
    });
    // Whoever is late gets a new code, but not for ever.
    expect(events.map((event) => event.kind === 'device-code' && event.renewed)).toEqual(
      code === 'AADSTS70020' ? [undefined, true, true, true] : [undefined],
    );
  });

  test('a sign-in page of a public network in between', async () => {
    const cloud = await bench.meddled(() => ({
      status: 200,
      headers: { 'content-type': 'text/html' },
      body: '<html>Welcome</html>',
    }));
    const { azure } = bench.open({ cloud });
    expect(await errorOf(azure.signIn('device-code', undefined))).toMatchObject({
      ending: 'forNow',
      code: 'unusable-answer',
    });
  });

  test('an unknown tenant', async () => {
    const { azure } = bench.open();
    const details = await errorOf(azure.signIn('device-code', '00000000-0000-4000-8000-00000000dead'));
    expect(details).toMatchObject({ ending: 'signIn', again: 'answer', cures: ['directory'] });
    expect(details.message).toContain('00000000-0000-4000-8000-00000000dead');
  });

  test('ends when the program ends', async () => {
    const { azure, stop } = bench.open();
    const reason = new InterruptedError('SIGINT');
    const work = azure.signIn('device-code', undefined);
    stop.abort(reason);
    await expect(work).rejects.toBe(reason);
  });
});

test('what waits for the browser to come back stops listening when the program ends', async () => {
  const stop = new AbortController();
  const listening = (): Promise<Server> =>
    new Promise((resolve) => {
      const server = createServer().listen(0, '127.0.0.1');
      for (const event of ['listening', 'close']) server.once(event, () => resolve(server));
    });
  const mine = await listening();
  const unwatch = closeListenersOn(stop.signal);
  const early = await listening();
  let cut = 0;
  Object.assign(early, { closeAllConnections: () => (cut += 1) });
  stop.abort();
  expect(cut).toBe(1);
  const late = await listening();
  unwatch();
  expect([mine, early, late].map((server) => server.listening)).toEqual([true, false, false]);
  mine.close();
});

test('the same sign-in is asked for once, and again after signing out', async () => {
  const { azure, events } = bench.open();
  await azure.signIn('device-code', undefined);
  await azure.signIn('device-code', undefined);
  expect(events).toHaveLength(1);
  azure.signOut();
  expect(await azure.directories()).toEqual([]);
  await azure.signIn('device-code', undefined);
  expect(events).toHaveLength(2);
});

test('Azure’s wish for a second proof brings a new code that says so, once', async () => {
  const strict = await workbench({ settings: { mfaForWrites: true } });
  try {
    const { azure, events } = await strict.signedIn();
    await azure.resourceGroups(contoso.dev);
    expect(events).toMatchObject([{ kind: 'device-code' }]);
    expect(events[0]).not.toHaveProperty('onceMore');
    await azure.create(newGroup(contoso.dev, 'rg-one', 'westeurope', {}));
    await azure.create(newGroup(contoso.dev, 'rg-two', 'westeurope', {}));
    expect(events.slice(1)).toMatchObject([{ kind: 'device-code', onceMore: 'second-proof' }]);
  } finally {
    await strict.close();
  }
});

test('a guest’s other directory is looked into without asking again, and each has its own object id', async () => {
  const guests = await workbench({ scenario: 'guest' });
  try {
    const { azure, events } = guests.open();
    const account = await azure.signIn('device-code', undefined);
    const subscriptions = await azure.subscriptions();
    expect(await azure.directories()).toEqual([
      { tenantId: contoso.tenant, name: 'Contoso', domain: 'contoso.com', subscriptions: 1 },
      { tenantId: contoso.fabrikam, name: 'Fabrikam', domain: 'fabrikam.com', subscriptions: 1 },
    ]);
    const shared = subscriptions.find((one) => one.tenantId === contoso.fabrikam);
    expect(account.objectId).toBe(contoso.gus);
    expect(shared?.name).toBe('Fabrikam Shared');
    expect(events).toHaveLength(1);
    expect((await azure.me(contoso.dev)).id).toBe(contoso.gus);
    expect((await azure.me(contoso.shared)).id).toBe(contoso.gusAtHome);
    expect(await azure.resourceGroups(contoso.shared)).toHaveLength(1);
    const [instance] = await azure.instances(contoso.shared);
    expect((await azure.askTwins(contoso.shared, instance?.hostName ?? '', true)).is).toBe('forbidden');
    // In Contoso, guests may not search the directory; an object id still stands for itself.
    expect(await errorOf(azure.principals(contoso.dev, 'bea@contoso.com'))).toMatchObject({
      code: 'Authorization_RequestDenied',
      cures: ['principal'],
    });
    expect(await azure.principals(contoso.dev, contoso.bea.toUpperCase())).toEqual([
      { id: contoso.bea, name: contoso.bea },
    ]);
    expect(await azure.principalsById(contoso.dev, [contoso.bea])).toEqual([]);
    // Whoever names a directory sees that one only.
    await azure.signIn('device-code', contoso.tenant);
    expect((await azure.subscriptions()).some((one) => one.tenantId === contoso.fabrikam)).toBe(false);
    // All of it in one sign-in.
    expect(events).toHaveLength(1);
  } finally {
    await guests.close();
  }
});

test('a directory that wants more proof is said to, and doesn’t hide the others', async () => {
  const guests = await workbench({ scenario: 'guest' });
  try {
    const said = {
      error: 'interaction_required',
      error_description: 'AADSTS50076: You must use MFA.',
      error_codes: [],
    };
    const cloud = await guests.meddled((method, url) =>
      method === 'POST' && url.startsWith(`/${contoso.fabrikam}/`)
        ? { status: 400, headers: { 'content-type': 'application/json' }, body: JSON.stringify(said) }
        : undefined,
    );
    const { azure, events } = guests.open({ cloud });
    await azure.signIn('device-code', undefined);
    expect((await azure.directories()).map((one) => [one.name, one.subscriptions, one.closed])).toEqual([
      ['Contoso', 1, undefined],
      ['Fabrikam', undefined, 'needs-proof'],
    ]);
    expect((await azure.subscriptions()).map((one) => one.name)).toEqual(['Contoso Dev']);
    expect(events).toHaveLength(1);
  } finally {
    await guests.close();
  }
});

describe('as an application', () => {
  test('with the variables of EnvironmentCredential', async () => {
    const { azure } = bench.open({ cloud: asAzure, environment: application() });
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
    const { azure } = bench.open({ cloud: asAzure, environment: { ...application(), AZURE_CLIENT_SECRET: 'wrong' } });
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
    const { AZURE_CLIENT_SECRET: _, ...rest } = application();
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
    const { ca: _, ...untrusted } = asAzure;
    const { azure, log } = bench.open({ cloud: untrusted, environment: application() });
    const details = await errorOf(azure.signIn('environment', undefined));
    expect(details.suggestion).toContain('NODE_EXTRA_CA_CERTS');
    expect(log.map((entry) => entry.status)).toEqual([null]);
  });

  test('variables that are missing are named', async () => {
    const { azure } = bench.open({ cloud: asAzure, environment: { AZURE_CLIENT_ID: 'x' } });
    const details = await errorOf(azure.signIn('environment', undefined));
    expect(details.message).toMatch(/AZURE_TENANT_ID, AZURE_CLIENT_SECRET/);
  });

  test('other hosts named by the environment are ignored (E02)', async () => {
    const before = process.env['AZURE_AUTHORITY_HOST'];
    process.env['AZURE_AUTHORITY_HOST'] = 'https://evil.example';
    try {
      const { azure } = bench.open({ cloud: asAzure, environment: application() });
      expect(await azure.signIn('environment', undefined)).toMatchObject({ objectId: contoso.automation });
    } finally {
      if (before === undefined) delete process.env['AZURE_AUTHORITY_HOST'];
      else process.env['AZURE_AUTHORITY_HOST'] = before;
    }
  });
});

describe('what is refused before anything is sent', () => {
  test('a real sign-in in the sandbox', async () => {
    const { azure, log } = bench.open({ environment: application() });
    expect(await azure.signInOffers()).toEqual([{ method: 'device-code' }]);
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
      cloud: asAzure,
      environment: { ...application(), NODE_TLS_REJECT_UNAUTHORIZED: '0' },
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
    const { azure } = bench.open({ cloud: asAzure, environment: { ...application(), HTTPS_PROXY: 'proxy:8080' } });
    const details = await errorOf(azure.signIn('environment', undefined));
    expect(details).toMatchObject({ ending: 'usage', code: 'bad-proxy' });
  });
});

describe('behind a company proxy', () => {
  let proxy: Server;
  const asked: string[] = [];
  beforeAll(async () => {
    proxy = createServer().on('connect', (incoming, socket) => {
      asked.push(incoming.url ?? '');
      const [host = '', port = ''] = (incoming.url ?? '').split(':');
      const onward = connect(Number(port), host === 'localhost' ? '127.0.0.1' : host, () => {
        socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
        onward.pipe(socket).pipe(onward);
      });
      onward.on('error', () => socket.destroy());
      socket.on('error', () => onward.destroy());
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  });
  afterAll(
    () =>
      new Promise<void>((resolve) => {
        proxy.closeAllConnections();
        proxy.close(() => resolve());
      }),
  );
  const through = (): NodeJS.ProcessEnv => ({
    ...application(),
    HTTPS_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
  });

  test('an untrusted certificate names NODE_EXTRA_CA_CERTS and the proxy', async () => {
    const { azure } = bench.open({ cloud: asAzure, environment: through() });
    const details = await errorOf(azure.signIn('environment', undefined));
    expect(asked).toContain(new URL(bench.cloud.activeDirectory).host);
    expect(details.message).toContain('HTTPS_PROXY');
    expect(details.suggestion).toContain('NODE_EXTRA_CA_CERTS');
  });

  test('NO_PROXY goes around it, and so does the sandbox always (E10)', async () => {
    asked.length = 0;
    const around = bench.open({ cloud: asAzure, environment: { ...through(), NO_PROXY: 'localhost' } });
    await around.azure.signIn('environment', undefined);
    await bench.signedIn({ environment: through() });
    expect(asked).toEqual([]);
  });

  test('a dead one is named by its variable (E08)', async () => {
    const { azure } = bench.open({
      cloud: asAzure,
      environment: { ...application(), https_proxy: 'http://127.0.0.1:1' },
    });
    const details = await errorOf(azure.signIn('environment', undefined));
    expect(details).toMatchObject({ ending: 'forNow', code: 'ECONNREFUSED' });
    expect(details.message).toContain('https_proxy');
  });
});

(process.platform === 'win32' ? describe.skip : describe)('what this machine offers', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'adt-az-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  beforeEach(() => {
    rmSync(folder, { recursive: true });
    mkdirSync(folder);
  });

  function tool(script: string, name = 'az'): NodeJS.ProcessEnv {
    const file = join(folder, name);
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
    return { PATH: `${folder}:/usr/bin:/bin`, DISPLAY: ':0' };
  }
  const offers = (environment: NodeJS.ProcessEnv) =>
    offersHere(clouds.AzureCloud, environment, () =>
      cliSession(clouds.AzureCloud, environment, new AbortController().signal),
    );
  const signedIn = `[ "$*" = "account show --output json" ] && echo '{"user":{"name":"ana@contoso.com"},"environmentName":"AzureCloud"}'`;
  const azdToken = `x.${Buffer.from(JSON.stringify({ tid: contoso.tenant, oid: contoso.bea, upn: 'bea@contoso.com' })).toString('base64url')}.x`;
  const azd = `[ "$1 $2" = "auth token" ] && echo '{"token":"${azdToken}","expiresOn":"2100-01-01T00:00:00Z"}'`;

  test('a session of the Azure CLI first, with who one would be', async () => {
    tool(azd, 'azd');
    expect((await offers(tool(signedIn)))[0]).toEqual({
      method: 'cli',
      account: 'ana@contoso.com',
      by: 'Azure CLI (az)',
    });
  });

  test('and gives no tool the secrets that are meant for this program (E04)', async () => {
    const environment = tool(`[ -z "$AZURE_CLIENT_SECRET" ] && ${signedIn}`);
    const [first] = await offers({ ...environment, AZURE_CLIENT_SECRET: 'canary' });
    expect(first).toMatchObject({ method: 'cli', account: 'ana@contoso.com' });
  });

  test('where az has none, the session of the Azure Developer CLI, and says so', async () => {
    tool('exit 1');
    expect((await offers(tool(azd, 'azd')))[0]).toEqual({
      method: 'cli',
      account: 'bea@contoso.com',
      by: 'Azure Developer CLI (azd)',
    });
    const ended = await offers(tool('echo "not logged in" >&2; exit 1', 'azd'));
    expect(ended.find((one) => one.method === 'cli')?.unavailable).toContain('az login');
  });

  test('in Cloud Shell its own sign-in, and never the browser', async () => {
    const [first, ...rest] = await offers({ ...tool(signedIn), ACC_CLOUD: 'PROD' });
    expect(first).toMatchObject({ method: 'cli', by: 'Azure Cloud Shell' });
    expect(rest.find((one) => one.method === 'browser')?.unavailable).toContain('Cloud Shell');
  });

  test.each<[string, NodeJS.ProcessEnv, RegExp]>([
    ['a dev container', { DISPLAY: ':0', REMOTE_CONTAINERS: 'true' }, /dev container/],
    ['a build machine', { CI: 'true' }, /build machine/],
    ['WSL that may start nothing of Windows', { WSL_DISTRO_NAME: 'Ubuntu' }, /WSL/],
    ['a codespace', { DISPLAY: ':0', CODESPACES: 'true' }, /codespace/],
    ['a computer that one reaches over SSH', { DISPLAY: ':0', SSH_TTY: '/dev/pts/1' }, /SSH/],
  ])('in %s a code first, and why there is no browser', async (_, environment, why) => {
    const all = await offers({ PATH: '', ...environment });
    expect(all[0]).toEqual({ method: 'device-code' });
    const browser = all.find((one) => one.method === 'browser');
    if (process.platform === 'linux') expect(browser?.unavailable).toMatch(why);
  });

  test('not one of another cloud, nor one that has ended', async () => {
    const elsewhere = await offers(tool(`echo '{"environmentName":"AzureChinaCloud"}'`));
    expect(elsewhere.find((one) => one.method === 'cli')?.unavailable).toContain('AzureChinaCloud');
    const ended = await offers(tool('echo "Please run az login" >&2; exit 1'));
    expect(ended.map((one) => one.method)).toEqual(['browser', 'device-code', 'cli', 'environment']);
  });

  test('leftovers of variables are shown with a note, and never the first choice of a person', async () => {
    const all = await offers({ ...application(), PATH: '', DISPLAY: ':0' });
    expect(all.map((one) => one.method)).toEqual(['browser', 'device-code', 'environment', 'cli']);
    expect(all[2]).toMatchObject({ account: `application ${contoso.automationApp}`, by: 'secret' });
    expect(all[2]?.note).toContain('left over');
    const some = await offers({ AZURE_CLIENT_ID: 'x', PATH: '', DISPLAY: ':0' });
    expect(some.at(-1)?.unavailable).toMatch(/^perhaps left over, not set: AZURE_TENANT_ID/);
  });
});

describe('who a token is for', () => {
  const token = (claims: object): string => `x.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`;
  const ids = { tid: contoso.tenant.toUpperCase(), oid: contoso.ana };

  test.each([
    [
      { ...ids, name: 'Ana', upn: 'ana@contoso.com' },
      { kind: 'user', username: 'ana@contoso.com', displayName: 'Ana', tenantId: contoso.tenant },
    ],
    [
      { ...ids, unique_name: 'live.com#ana@outlook.com' },
      { kind: 'user', username: 'ana@outlook.com', displayName: 'live.com#ana@outlook.com' },
    ],
    [
      { ...ids, appid: 'app', idtyp: 'app' },
      { kind: 'servicePrincipal', username: 'app' },
    ],
    [
      { ...ids, appid: 'app' },
      { kind: 'servicePrincipal', username: 'app' },
    ],
  ])('%j', (claims, expected) => expect(readClaims(token(claims))).toMatchObject(expected));

  const scope = 'https://management.azure.com/.default';
  test.each<[string, object, string | undefined, boolean]>([
    [
      'of the directory asked for',
      { tid: contoso.tenant.toUpperCase(), aud: 'https://management.azure.com/' },
      contoso.tenant,
      true,
    ],
    ['of another directory', { tid: contoso.fabrikam, aud: 'https://management.azure.com' }, contoso.tenant, false],
    ['of any directory, where none was named by its id', { tid: contoso.fabrikam }, 'contoso.com', true],
    ['of the directory of whoever signs in', { tid: contoso.fabrikam }, undefined, true],
    ['for another service', { tid: contoso.tenant, aud: 'https://evil.example' }, contoso.tenant, false],
    ['for a service by its application', { tid: contoso.tenant, aud: contoso.automationApp }, contoso.tenant, true],
  ])('a token %s is used or not', (_, claims, tenantId, isUsed) => {
    const check = (): void => checkToken(token(claims), tenantId, scope);
    if (isUsed) expect(check).not.toThrow();
    else expect(check).toThrow(expect.objectContaining({ code: 'foreign-token' }));
  });

  test('one that can’t be read is not for us to read', () => {
    expect(() => checkToken('opaque', contoso.tenant, scope)).not.toThrow();
  });

  test.each(['', 'x', 'a.b.c', token({ oid: 'no guid', tid: contoso.tenant })])('%j is no such token', (text) => {
    expect(() => readClaims(text)).toThrow();
  });
});
