import { createServer, type Server } from 'node:http';
import { expect, test } from '@jest/globals';
import { closeListenersOn } from '../../../src/azure/sign-in/listeners.ts';

test('what waits for the browser to come back stops listening when the program ends', async () => {
  const stop = new AbortController();
  const listening = (): Promise<Server> =>
    new Promise((resolve) => {
      const server = createServer().listen(0, '127.0.0.1');
      for (const event of ['listening', 'close']) server.once(event, () => resolve(server));
    });
  const mine = await listening();
  const unwatch = closeListenersOn(stop.signal);
  const early = await listening();
  let cut = 0;
  Object.assign(early, { closeAllConnections: () => (cut += 1) });
  stop.abort();
  expect(cut).toBe(1);
  const late = await listening();
  unwatch();
  expect([mine, early, late].map((server) => server.listening)).toEqual([true, false, false]);
  mine.close();
});
