import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { startSandbox } from '../../../src/sandbox/server.ts';
import { authorized, newDirectory, resources, started } from './scene.ts';

describe('the server', () => {
  test('keeps what it acknowledged, and each scenario has a world of its own', async () => {
    const dataDirectory = newDirectory();
    const first = await started({ dataDirectory });
    const path = `/subscriptions/${first.subscriptionId}/resourceGroups/kept?${resources}`;
    expect((await (await authorized(first))('PUT', path, { location: 'westeurope' })).status).toBe(201);
    const world = JSON.parse(readFileSync(join(dataDirectory, 'worlds', 'owner', 'world.json'), 'utf8')) as {
      groups: Record<string, unknown>;
    };
    expect(Object.keys(world.groups)).toContain(`${first.subscriptionId}/kept`);
    await first.close();
    const other = await started({ dataDirectory, scenario: 'quota' });
    expect((await (await authorized(other))('GET', path)).status).toBe(404);
    await other.close();
    expect((await (await authorized(await started({ dataDirectory })))('GET', path)).status).toBe(200);
  });

  test.each(['{"schema":1', '[]', '{"schema":2}', ''])(
    'names a damaged world and leaves it alone: %s',
    async (text) => {
      const dataDirectory = newDirectory();
      const sandbox = await started({ dataDirectory });
      await sandbox.close();
      const file = join(dataDirectory, 'worlds', 'owner', 'world.json');
      writeFileSync(file, text);
      await expect(startSandbox({ dataDirectory })).rejects.toThrow(`The sandbox's world in ${file} is damaged`);
      expect(readFileSync(file, 'utf8')).toBe(text);
    },
  );

  test('keeps all of many writes at once', async () => {
    const dataDirectory = newDirectory();
    const sandbox = await started({ dataDirectory });
    const ask = await authorized(sandbox);
    const statuses = await Promise.all(
      Array.from(
        { length: 60 },
        async (_, at) =>
          (
            await ask('PUT', `/subscriptions/${sandbox.subscriptionId}/resourceGroups/many-${at}?${resources}`, {
              location: 'westeurope',
            })
          ).status,
      ),
    );
    expect(new Set(statuses)).toEqual(new Set([201]));
    const world = JSON.parse(readFileSync(join(dataDirectory, 'worlds', 'owner', 'world.json'), 'utf8')) as {
      groups: Record<string, unknown>;
    };
    expect(Object.keys(world.groups).filter((key) => key.includes('/many-'))).toHaveLength(60);
  });
});
