import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Home, newHome } from '../support/places.ts';
import { keys, leaveAll, sit } from '../support/sitting.ts';
import { runUnattended } from '../support/unattended.ts';

let home: Home;
let server: Server;
let asked: Promise<unknown>;
let connections: number;

beforeEach(async () => {
  home = newHome();
  connections = 0;
  server = createServer((socket: Socket) => {
    connections += 1;
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

const argv = ['--auth', 'environment', '--yes', '-g', 'rg-plant', '-n', 'plant-twins', '-l', 'westeurope'];
const id = '72f988bf-86f1-41af-91ab-2d7cd011db47';
const environment = (): Readonly<Record<string, string>> => ({
  HTTPS_PROXY: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  NO_PROXY: '',
  no_proxy: '',
  AZURE_TENANT_ID: id,
  AZURE_CLIENT_ID: id,
  AZURE_CLIENT_SECRET: 'abcdefghijkl',
});

test('Ctrl-C ends the program, also while a proxy leaves it without an answer', async () => {
  const sitting = sit(home, argv, 80, 24, environment());
  await asked;
  sitting.type(keys.interrupt);
  expect(await sitting.ended).toBe(130);
  expect(sitting.text()).toContain('To carry on:');
});

test('nothing is sent, not even how to sign in is asked, where progress can not be saved', async () => {
  const inTheWay = join(home.folder, 'a-file');
  writeFileSync(inTheWay, '');
  const places = { XDG_STATE_HOME: inTheWay, LOCALAPPDATA: inTheWay };
  const { code, stdout, stderr } = await runUnattended(home, [...argv, '--json'], { ...environment(), ...places });
  expect({ code, stderr }).toMatchObject({ code: 2 });
  expect(JSON.parse(stdout)).toMatchObject({ outcome: 'failed', requests: { reads: 0, writes: 0 } });
  expect(connections).toBe(0);
});

test('nothing is sent for a way to sign in that this machine does not have', async () => {
  const byBrowser = [...argv.slice(2), '--auth', 'browser', '--json'];
  const { code, stdout } = await runUnattended(home, byBrowser, { ...environment(), CODESPACES: 'true' });
  expect(code).toBe(5);
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'sign-in-not-possible' } });
  expect(connections).toBe(0);
});
