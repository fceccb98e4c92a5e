import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Context } from '../../src/sandbox/context.ts';
import { startDeviceCode } from '../../src/sandbox/entra/device-code.ts';
import type { TokenKeys } from '../../src/sandbox/entra/tokens.ts';
import type { Ask, Reply } from '../../src/sandbox/exchange.ts';
import { answerPage, isPage } from '../../src/sandbox/pages/index.ts';
import { defaultSettings } from '../../src/sandbox/settings.ts';
import type { TwinsGraph } from '../../src/sandbox/twins/index.ts';
import { contosoWorld } from '../../src/sandbox/world/contoso/contoso.ts';
import type { World } from '../../src/sandbox/world/world.ts';
import { building } from '../twins/instance.ts';

/** The id of the Azure CLI, which signs people in everywhere. */
export const azureCli = '04b07795-8ddb-461a-bbee-02f9e1bf7b46';

/** Keys that sign nothing: pages only seal and open authorization codes. */
const keys: TokenKeys = {
  jwks: { keys: [] },
  sign: () => 'signed',
  read: () => undefined,
  seal: (purpose, content) => Buffer.from(JSON.stringify({ purpose, content })).toString('base64url'),
  unseal: () => undefined,
  mac: (text) => Buffer.from(text).toString('base64url'),
};

export function context(origin = 'https://localhost:8443', parts: Partial<Context> = {}): Context {
  return {
    now: Date.UTC(2024, 6, 1),
    settings: { ...defaultSettings, deviceApprovalSeconds: -1 },
    origin,
    keys,
    ...parts,
  };
}

export function contosoWithTwins(): { readonly world: World; readonly twins: TwinsGraph } {
  const made = building({
    ground: ['Floor', { name: 'Ground floor' }],
    attic: ['Floor', { name: 'Attic' }],
    hall: ['Room', { name: 'Hall', temperature: 21.5, tags: { warm: true } }],
    kitchen: ['Room', { name: 'Kitchen', temperature: 24 }],
    suite: ['Suite', { name: 'Suite', thermostat: { $metadata: {}, target: 20 } }],
  });
  for (const [source, relationshipName, target] of [
    ['ground', 'contains', 'hall'],
    ['ground', 'contains', 'kitchen'],
    ['attic', 'contains', 'suite'],
    ['attic', 'above', 'ground'],
  ]) {
    const body = { $relationshipName: relationshipName, $targetId: target };
    made.call('PUT', `/digitaltwins/${source ?? ''}/relationships/to-${target ?? ''}`, { body });
  }
  return { world: contosoWorld('test', ''), twins: made.graph() };
}

/** Begins a device code flow; gives the code to type, the world that knows it, and the code to poll with. */
export function withDeviceCode(
  world: World,
  at: Context,
  tenant = 'organizations',
): readonly [userCode: string, world: World, deviceCode: string] {
  const form = { client_id: azureCli, scope: 'https://management.azure.com/.default' };
  const { reply, world: next = world } = startDeviceCode(world, tenant, form, at);
  const { user_code, device_code } = reply.body as { user_code: string; device_code: string };
  return [user_code, next, device_code];
}

export function request(
  method: string,
  url: string,
  form?: Readonly<Record<string, string>>,
  headers: Ask['headers'] = {},
): Ask {
  const [path = '', query = ''] = url.split('?');
  return { method, path, query: new URLSearchParams(query), headers, body: form };
}

export function bodyText(reply: Reply): string {
  return typeof reply.body === 'string' ? reply.body : '';
}

export interface Served {
  readonly origin: string;
  readonly world: () => World;
  readonly change: (next: World) => void;
  readonly context: () => Context;
  readonly close: () => Promise<void>;
}

/** Serves the pages of a world to a browser on this machine. */
export async function serve(start: World, twins: TwinsGraph | undefined): Promise<Served> {
  let world = start;
  let origin = '';
  const server = createServer((incoming, outgoing) => {
    const parts: Buffer[] = [];
    incoming.on('data', (part: Buffer) => parts.push(part));
    incoming.on('end', () => {
      const url = new URL(incoming.url ?? '/', origin);
      const headers = Object.fromEntries(Object.entries(incoming.headers).map(([key, value]) => [key, String(value)]));
      const body = Object.fromEntries(new URLSearchParams(Buffer.concat(parts).toString()));
      const ask: Ask = { method: incoming.method ?? 'GET', path: url.pathname, query: url.searchParams, headers, body };
      const outcome = isPage(ask.path) ? answerPage(world, ask, context(origin), () => twins) : undefined;
      world = outcome?.world ?? world;
      outgoing.writeHead(outcome?.reply.status ?? 404, outcome?.reply.headers);
      outgoing.end(outcome === undefined ? '' : bodyText(outcome.reply));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    world: () => world,
    change: (next) => {
      world = next;
    },
    context: () => context(origin),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
