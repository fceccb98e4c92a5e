import { afterEach, describe, expect, test } from '@jest/globals';
import { type StartedSandbox, startSandbox } from '../../src/sandbox/server.ts';
import type { Settings } from '../../src/sandbox/settings.ts';
import { accessToken, clientOf } from '../sandbox/client.ts';
import { type Home, newHome } from '../support/places.ts';
import { runUnattended } from '../support/unattended.ts';

/*
 * Where Azure's behaviour isn't known for certain, the sandbox has a switch, and the wizard must end as it should on
 * either side of it: ready, or with the exit code and the reason that the person can do something about.
 */

let home: Home;
let sandbox: StartedSandbox | undefined;
/** How far the sandbox's clock is ahead, in milliseconds. */
let ahead = 0;

afterEach(async () => {
  await sandbox?.close();
  sandbox = undefined;
  ahead = 0;
  home.remove();
});

type Send = (method: string, path: string, body?: object) => Promise<number>;

/** The sandbox as others find it: somebody with all rights sends requests before the wizard runs. */
async function others(settings: Partial<Settings>): Promise<Send> {
  home = newHome('owner', settings);
  const running = await startSandbox({ dataDirectory: home.world, now: () => Date.now() + ahead });
  sandbox = running;
  const authorization = `Bearer ${await accessToken(running)}`;
  return async (method, path, body) => {
    const client = clientOf(running);
    const address = `/subscriptions/${running.subscriptionId}${path}`;
    const { status } = await client.ask(method, address, { body, headers: { authorization } });
    client.close();
    return status;
  };
}

const group = '/resourceGroups/rg-playground';
const instance = `${group}/providers/Microsoft.DigitalTwins/digitalTwinsInstances/plant-twins`;
const answers = ['--resource-group', 'rg-playground', '--name', 'plant-twins', '--location', 'westeurope'];
const v = { resources: 'api-version=2025-04-01', twins: 'api-version=2023-01-31', locks: 'api-version=2020-05-01' };

interface Ending {
  readonly code: number | null;
  readonly error: string | undefined;
  readonly writes: number;
}

const run = (...argv: readonly string[]): Promise<Ending> => runIn('owner', ...argv);

async function runIn(scenario: string, ...argv: readonly string[]): Promise<Ending> {
  const { code, stdout } = await runUnattended(home, [`--sandbox=${scenario}`, '--json', ...argv]);
  const { error, requests } = JSON.parse(stdout) as { error?: { code: string }; requests: { writes: number } };
  return { code, error: error?.code, writes: requests.writes };
}

const register: readonly [string, string] = ['POST', `/providers/Microsoft.DigitalTwins/register?${v.resources}`];
const location = { location: 'westeurope' };

describe('a PUT while an instance is being made or deleted (putWhileBusy)', () => {
  test.each(['refused', 'accepted'] as const)(
    '%s: somebody else is making it; the wizard waits for it',
    async (side) => {
      const send = await others({ putWhileBusy: side, registrationSeconds: 0, creationSeconds: 4 });
      await send(...register);
      expect(await send('PUT', `${instance}?${v.twins}`, location)).toBe(201);
      // The one write is the role.
      expect(await run(...answers)).toEqual({ code: 0, error: undefined, writes: 1 });
    },
  );

  test.each(['refused', 'accepted'] as const)(
    '%s: somebody is deleting it; the wizard waits until it is gone, and makes it anew (H49)',
    async (side) => {
      const send = await others({
        putWhileBusy: side,
        registrationSeconds: 0,
        creationSeconds: 0,
        deletionSeconds: 300,
      });
      await send(...register);
      await send('PUT', `${instance}?${v.twins}`, location);
      expect(await send('DELETE', `${instance}?${v.twins}`)).toBe(202);
      expect(await run(...answers, '--timeout', '1')).toEqual({ code: 75, error: undefined, writes: 0 });
      ahead = 600_000;
      expect(await run(...answers)).toEqual({ code: 0, error: undefined, writes: 2 });
    },
  );
});

describe('how long the name of a deleted instance stays taken (deletedNameHeldSeconds)', () => {
  test.each([
    [0, { code: 0, error: undefined, writes: 2 }],
    [3600, { code: 4, error: 'NameUnavailable', writes: 0 }],
  ])('%d s', async (seconds, ending) => {
    const send = await others({
      deletedNameHeldSeconds: seconds,
      registrationSeconds: 0,
      creationSeconds: 0,
      deletionSeconds: 0,
    });
    await send(...register);
    await send('PUT', `${instance}?${v.twins}`, location);
    await send('DELETE', `${instance}?${v.twins}`);
    expect(await run(...answers)).toEqual(ending);
  });
});

describe('a name is looked at before the provider is registered, or not (nameCheckUnregistered)', () => {
  test.each(['refused', 'answered'] as const)('%s: a free name', async (nameCheckUnregistered) => {
    home = newHome('owner', { nameCheckUnregistered });
    // Without the name check to hold it up, the wizard may ask for the instance too early, and ask again: 4 or 5 writes.
    expect(await run()).toMatchObject({ code: 0, error: undefined });
  });

  test.each([
    ['refused', 1],
    ['answered', 0],
  ] as const)('%s: a name that somebody has, found out after %d writes', async (nameCheckUnregistered, writes) => {
    home = newHome('owner', { nameCheckUnregistered });
    const ending = await run('--name', 'contoso-campus', '--location', 'westeurope');
    expect(ending).toEqual({ code: 4, error: 'NameUnavailable', writes });
  });
});

describe('a read-only lock stops role assignments too, or not (readOnlyLockStopsRoles)', () => {
  test.each([
    [true, { code: 4, error: 'ScopeLocked', writes: 1 }],
    [false, { code: 0, error: undefined, writes: 1 }],
  ])('%s', async (readOnlyLockStopsRoles, ending) => {
    const send = await others({ readOnlyLockStopsRoles, registrationSeconds: 0, creationSeconds: 0 });
    await send(...register);
    await send('PUT', `${instance}?${v.twins}`, location);
    const lock = `${group}/providers/Microsoft.Authorization/locks/frozen?${v.locks}`;
    expect(await send('PUT', lock, { properties: { level: 'ReadOnly' } })).toBe(201);
    expect(await run(...answers)).toEqual(ending);
  });
});

describe('whether the rights at a subscription can be read (subscriptionPermissions)', () => {
  test.each(['answered', 'refused'] as const)('%s', async (subscriptionPermissions) => {
    home = newHome('owner', { subscriptionPermissions });
    expect(await run()).toEqual({ code: 0, error: undefined, writes: 4 });
  });

  test.each(['answered', 'refused'] as const)('%s, to a Contributor', async (subscriptionPermissions) => {
    home = newHome('contributor', { subscriptionPermissions });
    expect(await runIn('contributor')).toMatchObject({ code: 3, error: undefined });
  });
});

describe('how a creation ends (creationEnds)', () => {
  test.each([
    ['Succeeded', { code: 0, error: undefined, writes: 4 }],
    ['Failed', { code: 4, error: 'provisioning-failed', writes: 3 }],
  ] as const)('%s; another run changes nothing', async (creationEnds, ending) => {
    home = newHome('owner', { creationEnds });
    expect(await run()).toEqual(ending);
    expect(await run()).toEqual({ ...ending, writes: 0 });
  });
});
