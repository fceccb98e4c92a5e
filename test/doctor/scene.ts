import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clouds } from '../../src/azure/clouds.ts';
import type { Check, Finding, Known, Scene } from '../../src/doctor/check.ts';
import { examine } from '../../src/doctor/examine.ts';
import type { Azure } from '../../src/port/azure.ts';
import { fakeAzure } from '../support/fake-azure.ts';
import { type FakeWorld, fakeWorld } from '../support/fake-world.ts';

export const noon = Date.parse('2026-01-02T12:00:00Z');

/** A machine on which all is well; `change` says what isn't. */
export function scene(
  change: Partial<Scene> & { readonly world?: Partial<FakeWorld>; readonly port?: Partial<Azure> } = {},
): Scene {
  const { world, port, ...rest } = change;
  return {
    nodeVersion: '20.20.0',
    platform: 'linux',
    environment: { LANG: 'en_US.UTF-8' },
    terminal: terminal(80),
    stateDirectory: () => join(tmpdir(), 'adt-setup-that-is-not-there'),
    cloud: clouds.AzureCloud,
    azure: fakeAzure(fakeWorld(world), {
      signInOffers: () => [{ method: 'cli', account: 'ana@contoso.com' }],
      ...port,
    }),
    reach: (target) =>
      Promise.resolve({
        origin: typeof target === 'string' ? `https://${target}.example` : `https://${target.twinsHost}`,
        date: noon,
      }),
    answers: {},
    now: () => noon,
    ...rest,
  };
}

/** A terminal of so many columns; 0: a file or a pipe. */
export function terminal(columns: number): Scene['terminal'] {
  const isTTY = columns > 0;
  return { words: { isTTY, columns }, input: { isTTY } };
}

/** What one check finds, with what is known already. */
export async function found(check: Check, looked: Scene, known: Partial<Known> = {}): Promise<Finding> {
  const filled: Check = {
    ...check,
    look: (given, all) => {
      Object.assign(all, known);
      return check.look(given, all);
    },
  };
  const [examined] = await examine([filled], looked, () => undefined);
  if (examined === undefined) throw new TypeError('nothing was examined');
  return Object.fromEntries(
    Object.entries(examined).filter(([key]) => key !== 'id' && key !== 'title'),
  ) as unknown as Finding;
}
