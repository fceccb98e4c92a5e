import { expect, test } from '@jest/globals';
import { SetupError } from '../../src/errors.ts';
import type { Azure, Resident } from '../../src/port/azure.ts';
import type { Lock } from '../../src/port/place-rules.ts';
import { memoryOf, newRecord } from '../../src/state/memory.ts';
import type { Made } from '../../src/state/set-up-record.ts';
import { contributor, dev, everything, group, instance, reader } from '../support/contoso.ts';
import { fakeAzure } from '../support/fake-azure.ts';
import { type FakeWorld, fakeWorld } from '../support/fake-world.ts';
import { fc } from '../support/properties.ts';
import { assignment, later, rg, role, then, twins } from '../support/ready.ts';
import { takeBack, taskFor } from '../support/taking-back.ts';

/* Nothing that the set-up did not make is ever deleted: not by name, not by tag, not along with something of ours. */

const subscription = `/subscriptions/${dev.id}`;

const lab: Resident = {
  id: `${rg.id}/providers/Microsoft.Storage/storageAccounts/lab7`,
  name: 'lab7',
  type: 'Microsoft.Storage/storageAccounts',
};
const otherTwins = instance('other-twins', 'rg-factory', { createdTime: then });

type Was = 'ours' | 'remade' | 'gone' | 'found';
const was = fc.constantFrom<Was>('ours', 'ours', 'ours', 'remade', 'gone', 'found');

const beginnings = fc.record({
  group: was,
  instance: was,
  role: was,
  resident: fc.boolean(),
  neighbor: fc.boolean(),
  roleOnGroup: fc.boolean(),
  roleOnInstance: fc.boolean(),
  lockAt: fc.constantFrom(undefined, undefined, undefined, subscription, rg.id, twins.id, lab.id),
  rights: fc.constantFrom('owner', 'owner', 'contributor', 'reader', 'unknown'),
  isListed: fc.boolean(),
  listLag: fc.nat(3),
  slowDeletion: fc.nat(3),
  tellsBirths: fc.boolean(),
  models: fc.nat(2),
  withData: fc.boolean(),
  intruderAt: fc.option(fc.integer({ min: 1, max: 60 })),
  lossAt: fc.option(fc.integer({ min: 1, max: 60 })),
});
type Beginning = typeof beginnings extends fc.Arbitrary<infer Of> ? Of : never;

const rights = { owner: [everything], contributor: [contributor], reader: [reader], unknown: undefined } as const;

function worldOf(of: Beginning): FakeWorld {
  const there = <Of>(what: Was, ours: Of, remade: Of): readonly Of[] =>
    what === 'gone' ? [] : [what === 'remade' ? remade : ours];
  const hasGroup = of.group !== 'gone';
  const hasInstance = hasGroup && of.instance !== 'gone';
  const lock = (scope: string): Lock => ({ name: 'keep', level: 'CanNotDelete', scope });
  return fakeWorld({
    groups: [group('rg-web'), ...(hasGroup ? [rg] : [])],
    instances: [
      ...(hasGroup ? there(of.instance, twins, { ...twins, createdTime: later }) : []),
      ...(hasGroup && of.neighbor ? [otherTwins] : []),
    ],
    residents: hasGroup && of.resident ? [lab] : [],
    assignments: [
      assignment(subscription, 'above'),
      ...(hasInstance ? there(of.role, role, { ...role, createdOn: later }) : []),
      ...(hasInstance && of.roleOnInstance ? [assignment(twins.id, 'theirs')] : []),
      ...(hasGroup && of.roleOnGroup ? [assignment(rg.id, 'on-group')] : []),
    ],
    births: new Map(of.tellsBirths ? [[rg.id.toLowerCase(), of.group === 'remade' ? later : then]] : []),
    locks: of.lockAt === undefined ? [] : [lock(of.lockAt)],
    entries: [...(rights[of.rights] ?? [])],
    isListed: of.isListed,
    listLag: of.listLag,
    slowDeletion: of.slowDeletion,
    holdings: { models: of.models, twins: 0, relationships: 0, eventRoutes: 0 },
  });
}

/** Somebody puts something into the group before the nth request, unless that is the deletion itself; an answer is lost at another. */
function disturbed(azure: Azure, world: FakeWorld, { intruderAt, lossAt }: Beginning): Azure {
  let requests = 0;
  return new Proxy(azure, {
    get(target, name: keyof Azure) {
      const verb = target[name] as unknown;
      if (typeof verb !== 'function' || name === 'forgetTokens') return verb;
      return async (...parameters: unknown[]) => {
        requests += 1;
        const isThere = world.groups.some(({ id }) => id === rg.id);
        if (
          intruderAt !== null &&
          requests >= intruderAt &&
          name !== 'remove' &&
          isThere &&
          !world.residents.includes(lab)
        ) {
          world.residents = [...world.residents, lab];
        }
        const answer: unknown = await (verb as (...all: unknown[]) => Promise<unknown>)(...parameters);
        if (requests === lossAt) {
          throw new SetupError({ ending: 'forNow', code: 'ECONNRESET', message: 'lost', suggestion: 'again' });
        }
        return answer;
      };
    },
  });
}

function recordOf(of: Beginning): ReturnType<typeof newRecord> {
  const entries: readonly (readonly [Was, Omit<Made, 'at' | 'born' | 'sent'>])[] = [
    [of.group, { step: 'resource-group', id: rg.id, kind: 'group' }],
    [of.instance, { step: 'instance', id: twins.id, kind: 'instance' }],
    [of.role, { step: 'role', id: role.id, kind: 'assignment' }],
  ];
  const made = entries.flatMap(([what, each]) =>
    what === 'found' ? [] : [{ ...each, sent: null, at: then, born: then }],
  );
  return {
    ...newRecord('AzureCloud', new Date(then), 'seed'),
    made,
    outcome: 'ready',
    facts: { resourceId: twins.id },
  };
}

async function violationsOf(of: Beginning): Promise<readonly string[]> {
  const world = worldOf(of);
  let now = Date.parse('2026-01-06T00:00:00Z');
  const memory = memoryOf(recordOf(of), undefined, () => now);
  const clock = {
    now: () => now,
    wait(milliseconds: number) {
      now += milliseconds;
      return Promise.resolve();
    },
  };
  const agreed = { yes: true, planId: undefined, name: 'factory-twins', withData: of.withData, canAsk: false };
  const isOurs = (what: Was): boolean => what === 'ours';
  const may = new Set([
    ...(isOurs(of.group) ? [rg.id] : []),
    // What others were given on an instance of ours goes with it, once that is agreed to.
    ...(isOurs(of.instance) ? [twins.id, ...(of.withData ? [assignment(twins.id, 'theirs').id] : [])] : []),
    ...(isOurs(of.role) || (isOurs(of.instance) && of.withData) ? [role.id] : []),
  ]);
  for (let runs = 0; runs < 3; runs += 1) {
    const azure = runs === 0 ? disturbed(fakeAzure(world), world, of) : fakeAzure(world);
    try {
      await takeBack(taskFor(azure, memory, clock, { given: agreed }));
    } catch (error) {
      if (!(error instanceof SetupError)) throw error;
    }
  }
  return world.deleted.filter((id) => !may.has(id));
}

test('in 2,000 random worlds nothing that the set-up did not make is deleted', async () => {
  let worlds = 0;
  await fc.assert(
    fc.asyncProperty(beginnings, async (of) => {
      worlds += 1;
      expect(await violationsOf(of)).toEqual([]);
    }),
    { numRuns: 2000 },
  );
  expect(worlds).toBeGreaterThanOrEqual(2000);
});
