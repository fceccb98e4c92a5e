import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A proxy that answers nobody: what it is first asked for is the first request on the wire. */
export async function listener(): Promise<{ address: string; asked(): Promise<void>; close(): void }> {
  let tell = (): void => undefined;
  const server = createServer();
  server.on('connect', (_request, socket) => {
    socket.on('error', () => undefined);
    tell();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: () => new Promise<void>((resolve) => (tell = resolve)),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
