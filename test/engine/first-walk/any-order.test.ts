import { expect, test } from '@jest/globals';
import { remembering } from '../../../src/azure/remembering.ts';
import { makePlan } from '../../../src/engine/make-plan.ts';
import { newSession } from '../../../src/engine/session.ts';
import type { Azure } from '../../../src/port/azure.ts';
import { instance, registered } from '../../support/contoso.ts';
import { fakeAzure } from '../../support/fake-azure.ts';
import { fakeContext } from '../../support/fake-context.ts';
import { type FakeWorld, fakeWorld } from '../../support/fake-world.ts';
import { fc } from '../../support/properties.ts';
import { all, both } from '../walking.ts';

/** The port, whose answers arrive after so many turns each. */
function inAnyOrder(azure: Azure, turns: readonly number[]): Azure {
  let asked = 0;
  const later =
    (verb: (...args: readonly unknown[]) => unknown) =>
    async (...args: readonly unknown[]): Promise<unknown> => {
      const answer = verb(...args);
      const left = turns[asked % turns.length] ?? 0;
      asked += 1;
      for (let turn = 0; turn < left; turn += 1) await new Promise(setImmediate);
      return await answer;
    };
  const synchronous = new Set(['signInOffers', 'signOut', 'forgetTokens', 'forgetFacts']);
  const shuffled = Object.entries(azure).map(([name, verb]: [string, unknown]) => [
    name,
    typeof verb === 'function' && !synchronous.has(name) ? later(verb as never) : verb,
  ]);
  return Object.fromEntries(shuffled) as Azure;
}

const worlds: readonly (readonly [string, () => Partial<FakeWorld>])[] = [
  ['the group is to be made', () => ({ groups: [] })],
  ['everything is to be made', () => ({ groups: [], provider: { ...registered, registrationState: 'NotRegistered' } })],
  ['the instance is there', () => ({ instances: [instance(all.name)] })],
  ['rights are missing', () => ({ entries: [{ actions: ['*/read'], notActions: [] }] })],
  ['rules are closed', () => ({ locks: undefined, restrictions: undefined, denials: undefined })],
];

test.each(worlds)('whatever the order in which answers arrive, the plan is the same: %s', async (_, change) => {
  const plan = async (shuffle: (azure: Azure) => Azure): Promise<object> => {
    const azure = remembering(shuffle(fakeAzure(fakeWorld(change()))));
    const context = fakeContext(azure, { answers: { ...all, location: 'westeurope' } });
    const { id, lines, report, resources, later, found, handOvers } = await makePlan(context, newSession());
    return { id, lines, report, resources, later, found, handOvers };
  };
  const expected = await plan((azure) => azure);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(4), { minLength: 7, maxLength: 40 }), async (turns) => {
      expect(await plan((azure) => inAnyOrder(azure, turns))).toEqual(expected);
    }),
    { numRuns: 30 },
  );
});

test.each(worlds)('whatever the order in which answers arrive, the same is made: %s', async (_, change) => {
  const setUp = async (shuffle: (azure: Azure) => Azure): Promise<object> => {
    const world = fakeWorld(change());
    const azure = remembering(shuffle(fakeAzure(world)));
    const context = fakeContext(azure, { answers: { ...all, location: 'westeurope' } });
    const { outcome, lines } = await both(context);
    return { outcome, lines: lines.map(({ took: _, ...line }) => line), writes: world.writes };
  };
  const expected = await setUp((azure) => azure);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(4), { minLength: 7, maxLength: 40 }), async (turns) => {
      expect(await setUp((azure) => inAnyOrder(azure, turns))).toEqual(expected);
    }),
    { numRuns: 20 },
  );
});
