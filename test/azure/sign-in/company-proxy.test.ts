import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { errorOf, type Workbench, workbench } from '../workbench.ts';
import { application, asAzure } from './bench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await workbench();
});
afterAll(() => bench.close());

describe('behind a company proxy', () => {
  let proxy: Server;
  const asked: string[] = [];
  const signedInAs: (string | undefined)[] = [];
  /** What it answers instead of connecting. */
  let refusal: string | undefined;
  beforeAll(async () => {
    proxy = createServer().on('connect', (incoming, socket) => {
      asked.push(incoming.url ?? '');
      signedInAs.push(incoming.headers['proxy-authorization']);
      if (refusal !== undefined) return void socket.end(refusal);
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
    ...application(bench),
    HTTPS_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
  });

  test.each([
    ['HTTP/1.1 403 Forbidden\r\n\r\n', 'ProxyRefused', 'refuses localhost (403)'],
    [
      'HTTP/1.1 403 Forbidden\r\ncontent-type: application/json\r\n\r\n{"error":{"code":"AuthorizationFailed"}}',
      'ProxyRefused',
      '(403)',
    ],
    ['HTTP/1.0 503 Service Unavailable\r\nRetry-After: 60\r\n\r\n', 'ProxyCannotReach', "can't reach localhost (503)"],
    [
      'HTTP/1.1 407 X\r\nProxy-Authenticate: Negotiate\r\nProxy-Authenticate: NTLM\r\n\r\n',
      'ProxyAuthenticationRequired',
      'by Negotiate or NTLM',
    ],
    [
      'HTTP/1.1 407 X\r\nProxy-Authenticate: Digest realm="a, b", nonce="c", Basic realm="d"\r\n\r\n',
      'ProxyAuthenticationRequired',
      'by Digest or Basic',
    ],
    ['HTTP/1.1 302 Found\r\nLocation: https://sign-in.example/\r\n\r\n', 'ProxyRefused', '(302)'],
  ])('its answer %j is its own, at once', async (answer, code, words) => {
    refusal = answer;
    asked.length = 0;
    try {
      const { azure } = bench.open({ cloud: asAzure(bench), environment: through() });
      const details = await errorOf(azure.signIn('environment', undefined));
      expect(details).toMatchObject({ ending: 'forNow', code });
      expect(details.message).toContain(words);
      expect(asked).toHaveLength(1);
    } finally {
      refusal = undefined;
    }
  });

  test.each([
    ['a%25b', 'a%b'],
    ['p%40ss', 'p@ss'],
    ['%C3%BC', '\u00FC'],
    ['100%25', '100%'],
  ])('the password %s is decoded once', async (written, meant) => {
    signedInAs.length = 0;
    refusal = 'HTTP/1.1 403 Forbidden\r\n\r\n';
    try {
      const { HTTPS_PROXY = '' } = through();
      const named = HTTPS_PROXY.replace('//', `//bob:${written}@`);
      const { azure } = bench.open({ cloud: asAzure(bench), environment: { ...through(), HTTPS_PROXY: named } });
      await errorOf(azure.signIn('environment', undefined));
      expect(signedInAs).toEqual([`Basic ${Buffer.from(`bob:${meant}`).toString('base64')}`]);
    } finally {
      refusal = undefined;
    }
  });

  test('a host that goes around it never blames it', async () => {
    asked.length = 0;
    const { azure } = bench.open({
      cloud: { ...asAzure(bench), activeDirectory: 'https://localhost:1' },
      environment: { ...through(), NO_PROXY: 'LOCALHOST' },
    });
    const details = await errorOf(azure.signIn('environment', undefined));
    expect(details).toMatchObject({ code: 'ECONNREFUSED' });
    expect(`${details.message} ${details.suggestion}`).not.toContain('names');
    expect(asked).toEqual([]);
  });

  test('an untrusted certificate names NODE_EXTRA_CA_CERTS and the proxy', async () => {
    const { azure } = bench.open({ cloud: asAzure(bench), environment: through() });
    const details = await errorOf(azure.signIn('environment', undefined));
    expect(asked).toContain(new URL(bench.cloud.activeDirectory).host);
    expect(details.message).toContain('HTTPS_PROXY');
    expect(details.suggestion).toContain('NODE_EXTRA_CA_CERTS');
  });

  test('NO_PROXY goes around it, and so does the sandbox always (E10)', async () => {
    asked.length = 0;
    const around = bench.open({ cloud: asAzure(bench), environment: { ...through(), NO_PROXY: 'localhost' } });
    await around.azure.signIn('environment', undefined);
    await bench.signedIn({ environment: through() });
    expect(asked).toEqual([]);
  });

  test('a dead one is named by its variable (E08)', async () => {
    const { azure } = bench.open({
      cloud: asAzure(bench),
      environment: { ...application(bench), https_proxy: 'http://127.0.0.1:1' },
    });
    const details = await errorOf(azure.signIn('environment', undefined));
    expect(details).toMatchObject({ ending: 'forNow', code: 'ECONNREFUSED' });
    expect(details.message).toContain('https_proxy');
  });
});
