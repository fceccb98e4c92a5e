import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Port, Workbench } from '../workbench.ts';
import { id, made, ownersBench } from './bench.ts';

let bench: Workbench;
let port: Port;
beforeAll(async () => {
  ({ bench, port } = await ownersBench());
});
afterAll(() => bench.close());

describe('an owner', () => {
  test('leaves no secret in the traffic log', async () => {
    const { hostName } = await made(bench, port, 'plant-log');
    await port.azure.askTwins(id, hostName, true);
    const everything = JSON.stringify(port.log);
    expect(everything).toContain('refresh_token');
    expect(everything).not.toMatch(
      /eyJ[\w-]+\.[\w-]+|Bearer |"(access_token|refresh_token|device_code|user_code)":"[^[]/,
    );
    for (const event of port.events) if (event.kind === 'device-code') expect(everything).not.toContain(event.userCode);
  });
});
