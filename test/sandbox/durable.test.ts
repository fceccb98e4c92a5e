import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { findRunningSandbox, startSandbox } from '../../src/sandbox/server.ts';
import { accessToken, clientOf, scratch } from './client.ts';
import { ended, type OwnProcesses, ownProcesses } from './own-process.ts';

/* A sandbox in a process of its own, killed without warning. */

const { directory, remove } = scratch();
let processes: OwnProcesses;

beforeAll(async () => {
  processes = await ownProcesses('{ creationSeconds: 0.2, registrationSeconds: 0 }');
});
afterAll(() => {
  processes.remove();
  remove();
});

test('what was acknowledged is there after kill -9, and the directory is free again', async () => {
  const { child, info } = await processes.start(directory);
  const client = clientOf(info);
  const headers = { authorization: `Bearer ${await accessToken(info)}` };
  const put = (at: number) =>
    client.ask('PUT', `/subscriptions/${info.subscriptionId}/resourceGroups/kept-${at}?api-version=2025-04-01`, {
      headers,
      body: { location: 'westeurope' },
    });

  // Writes keep coming until the process dies under them; those that were answered must be there.
  const acknowledged: number[] = [];
  const exit = ended(child);
  const writers = Array.from({ length: 4 }, async (_, writer) => {
    for (let at = writer; at < 4000; at += 4) {
      const { status } = await put(at);
      if (status === 201) acknowledged.push(at);
      if (acknowledged.length === 40) child.kill('SIGKILL');
    }
  });
  await Promise.allSettled(writers);
  await exit;
  client.close();
  expect(acknowledged.length).toBeGreaterThanOrEqual(40);
  expect(await findRunningSandbox(directory)).toBeUndefined();

  const sandbox = await startSandbox({ dataDirectory: directory });
  const again = clientOf(sandbox);
  const fresh = { authorization: `Bearer ${await accessToken(sandbox)}` };
  const { text } = await again.ask(
    'GET',
    `/subscriptions/${sandbox.subscriptionId}/resourceGroups?api-version=2025-04-01`,
    { headers: fresh },
  );
  const names = new Set((JSON.parse(text) as { value: { name: string }[] }).value.map((each) => each.name));
  expect(acknowledged.filter((at) => !names.has(`kept-${at}`))).toEqual([]);
  again.close();
  await sandbox.close();
});

test('a sandbox of another process is found, refuses company, and ends on SIGTERM', async () => {
  const { child, info } = await processes.start(directory);
  expect((await findRunningSandbox(directory))?.origin).toBe(info.origin);
  await expect(startSandbox({ dataDirectory: directory })).rejects.toThrow('Another sandbox is running');
  const exit = ended(child);
  child.kill('SIGTERM');
  expect(await exit).toBe(0);
  expect(await findRunningSandbox(directory)).toBeUndefined();
});
