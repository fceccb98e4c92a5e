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
    ...application(bench),
    HTTPS_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
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
