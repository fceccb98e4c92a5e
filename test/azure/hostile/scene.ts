import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import type { Cloud } from '../../../src/port/cloud.ts';
import { contoso } from '../../../src/sandbox/world/contoso/ids.ts';
import { newRegistration } from '../../support/resources.ts';
import { type Meddle, type Port, type Workbench, workbench } from '../workbench.ts';

export const id = contoso.dev;

/** An instance to be made, without its name. */
export const wanted = {
  subscriptionId: id,
  resourceGroup: 'rg-buildings',
  location: 'westeurope',
  tags: {},
  identity: 'none',
  publicNetworkAccess: 'enabled',
} as const;

/** A port whose answers come from somebody who changes them. */
export interface Scene {
  bench: Workbench;
  /** Where the port is. */
  cloud: Cloud;
  port: Port;
  /** The address of a host that no cloud knows; nothing may ever arrive there. */
  strangers: string;
  readonly arrived: string[];
  /** What happens to the requests of the test at hand. */
  meddle: Meddle;
}

/** Sets the scene before the tests of a file, and each test's meddling back. */
export function hostileScene(): Scene {
  let stranger: Server;
  const scene: Scene = Object.assign({} as Scene, { arrived: [], meddle: () => undefined });

  beforeAll(async () => {
    stranger = createServer((request, response) => {
      scene.arrived.push(request.headers.authorization ?? 'no token');
      response.end('{"value":[]}');
    });
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
    scene.strangers = `https://127.0.0.1:${(stranger.address() as AddressInfo).port}`;
    stranger.on('connection', () => scene.arrived.push('a connection'));
    scene.bench = await workbench();
    scene.cloud = await scene.bench.meddled((...request) => scene.meddle(...request));
    scene.port = await scene.bench.signedIn({ cloud: scene.cloud });
    await scene.port.azure.create(newRegistration(id));
    scene.bench.later(60);
  });
  afterAll(async () => {
    await scene.bench.close();
    await new Promise((resolve) => stranger.close(resolve));
  });
  beforeEach(() => {
    scene.meddle = () => undefined;
    scene.arrived.length = 0;
    scene.port.sent();
  });
  return scene;
}

/** The headers of an answer in JSON. */
export const json = { 'content-type': 'application/json' };
