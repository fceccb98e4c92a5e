import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Home, newHome } from '../support/places.ts';
import { keys, leaveAll, sit } from '../support/sitting.ts';

let home: Home;
let server: Server;
let asked: Promise<unknown>;

beforeEach(async () => {
  home = newHome();
  server = createServer((socket: Socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => server.emit('asked'));
  });
  asked = once(server, 'asked');
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterEach(async () => {
  leaveAll();
  server.close();
  await once(server, 'close');
  home.remove();
});

test('Ctrl-C ends the program, also while a proxy leaves it without an answer', async () => {
  const argv = ['--auth', 'environment', '--yes', '-g', 'rg-plant', '-n', 'plant-twins', '-l', 'westeurope'];
  const id = '72f988bf-86f1-41af-91ab-2d7cd011db47';
  const sitting = sit(home, argv, 80, 24, {
    HTTPS_PROXY: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    NO_PROXY: '',
    no_proxy: '',
    AZURE_TENANT_ID: id,
    AZURE_CLIENT_ID: id,
    AZURE_CLIENT_SECRET: 'abcdefghijkl',
  });
  await asked;
  sitting.type(keys.interrupt);
  expect(await sitting.ended).toBe(130);
  expect(sitting.text()).toContain('To carry on:');
});
