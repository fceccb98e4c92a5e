import { afterEach } from '@jest/globals';
import { type SandboxOptions, type StartedSandbox, startSandbox } from '../../../src/sandbox/server.ts';
import { giveKeys } from '../../support/keys.ts';
import { accessToken, clientOf, scratch } from '../client.ts';

export const cleanUps: (() => void | Promise<void>)[] = [];

afterEach(async () => {
  for (const clean of cleanUps.splice(0).reverse()) await clean();
});

/** A folder that goes when the test ends. */
export function emptyDirectory(): string {
  const { directory, remove } = scratch();
  cleanUps.push(remove);
  return directory;
}

/** A data directory with keys, as an earlier start leaves it. */
export function newDirectory(): string {
  const directory = emptyDirectory();
  giveKeys(directory);
  return directory;
}

/** A sandbox that stops when the test ends. */
export async function started(options: Partial<SandboxOptions> & { dataDirectory: string }): Promise<StartedSandbox> {
  const sandbox = await startSandbox(options);
  cleanUps.push(() => sandbox.close());
  return sandbox;
}

/** A client of the sandbox, without a token. */
export function client(sandbox: StartedSandbox): ReturnType<typeof clientOf> {
  const made = clientOf(sandbox);
  cleanUps.push(() => made.close());
  return made;
}

/** Asks the sandbox with a token of its service principal. */
export async function authorized(
  sandbox: StartedSandbox,
): Promise<
  (method: string, path: string, body?: unknown, timeout?: number) => ReturnType<ReturnType<typeof clientOf>['ask']>
> {
  const authorization = `Bearer ${await accessToken(sandbox)}`;
  const { ask } = client(sandbox);
  return (method, path, body, timeout) =>
    ask(method, path, { body, headers: { authorization }, ...(timeout === undefined ? {} : { timeout }) });
}

export const resources = 'api-version=2025-04-01';
