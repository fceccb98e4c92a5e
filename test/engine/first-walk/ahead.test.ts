import { expect, test } from '@jest/globals';
import { remembering } from '../../../src/azure/remembering.ts';
import { apply } from '../../../src/engine/apply.ts';
import { makePlan } from '../../../src/engine/make-plan.ts';
import { newSession } from '../../../src/engine/session.ts';
import { SetupError } from '../../../src/errors.ts';
import type { Azure } from '../../../src/port/azure.ts';
import { instance, registered } from '../../support/contoso.ts';
import { fakeAzure } from '../../support/fake-azure.ts';
import { fakeContext, scripted } from '../../support/fake-context.ts';
import { type FakeWorld, fakeWorld } from '../../support/fake-world.ts';
import { all } from '../walking.ts';

const answers = { ...all, location: 'westeurope' };

const changing = ['create', 'remove', 'activateRole'];

/** A port that tells which reads it was asked for, and which of them were under way together. */
function watched(change: Partial<FakeWorld> = {}, other: Partial<Azure> = {}) {
  const asked: string[] = [];
  const together: (readonly string[])[] = [];
  const under = new Set<string>();
  const plain = fakeAzure(fakeWorld(change), other);
  const watchedVerb =
    (name: string, verb: (...args: readonly unknown[]) => unknown) =>
    async (...args: readonly unknown[]): Promise<unknown> => {
      asked.push(changing.includes(name) ? `${name} ${(args[0] as { kind: string }).kind}` : name);
      under.add(name);
      together.push([...under]);
      await new Promise(setImmediate);
      try {
        return await verb(...args);
      } finally {
        under.delete(name);
      }
    };
  const silent = new Set(['signInOffers', 'signOut', 'forgetTokens', 'forgetFacts', 'readyForTwins']);
  const port = Object.fromEntries(
    Object.entries(plain).map(([name, verb]: [string, unknown]) => [
      name,
      typeof verb === 'function' && !silent.has(name) ? watchedVerb(name, verb as never) : verb,
    ]),
  ) as unknown as Azure;
  return { azure: remembering(port), asked, together };
}

const nothing = (): Partial<FakeWorld> => ({
  groups: [],
  provider: { ...registered, registrationState: 'NotRegistered' },
});

test('reads that need nothing of each other are under way together', async () => {
  const { azure, together } = watched(nothing());
  await makePlan(fakeContext(azure, { answers }), newSession());
  expect(together).toContainEqual(expect.arrayContaining(['provider', 'locks', 'resourceGroup', 'me']));
  const rules = ['restrictions', 'instances', 'nameAvailability'];
  const rights = ['permissions', 'denyAssignments', 'roleAssignmentsOf'];
  expect(together).toContainEqual(expect.arrayContaining([...rules, ...rights]));
});

test('rights and a name that the group would make needless are not read ahead of it', async () => {
  const { azure, asked } = watched({ instances: [instance(all.name)] });
  await makePlan(fakeContext(azure, { answers }), newSession());
  expect(asked.filter((name) => ['nameAvailability', 'permissions', 'denyAssignments'].includes(name))).toEqual([
    'permissions',
    'denyAssignments',
  ]);
});

test('a plan asks each thing once, and nothing that the answers make needless', async () => {
  const { azure, asked } = watched(nothing());
  await makePlan(fakeContext(azure, { answers }), newSession());
  expect(new Set(asked).size).toBe(asked.length);
  expect(asked).not.toContain('resourceGroups');
});

test('where all is there, neither the groups nor the instances are listed', async () => {
  const { azure, asked } = watched({ instances: [instance(all.name)] });
  await makePlan(fakeContext(azure, { answers }), newSession());
  expect(asked).toEqual(expect.arrayContaining(['resourceGroup', 'instance']));
  expect(asked.filter((name) => ['resourceGroups', 'instances', 'restrictions'].includes(name))).toEqual([]);
});

test('what the plan has read is not read again to carry it out, and each thing is looked at right before it is made', async () => {
  const { azure, asked } = watched({ ...nothing(), now: () => Date.parse('2026-01-02T03:04:05Z') });
  const context = fakeContext(azure, { answers });
  const session = newSession();
  const plan = await makePlan(context, session);
  asked.length = 0;
  expect((await apply(context, session, plan)).outcome).toBe('ready');
  expect(asked).toEqual([
    'provider',
    'create registration',
    // Not yet; then the service tells that it is on.
    'nameAvailability',
    'provider',
    // What comes next is looked at while it is remembered when a thing was made.
    'resourceGroup',
    'nameAvailability',
    'bornAt',
    'create group',
    'resourceGroup',
    'instance',
    'bornAt',
    'create instance',
    'instance',
    'roleAssignmentsOf',
    'create assignment',
    'roleAssignment',
    'askTwins',
  ]);
});

test('a plan that a person has thought about is looked at anew', async () => {
  const { azure, asked } = watched(nothing());
  const context = fakeContext(azure, { answers });
  const session = newSession();
  const plan = await makePlan(context, session);
  await context.clock.wait(600_000, context.signal);
  asked.length = 0;
  await apply(context, session, plan);
  const [first, second] = ['create group', 'create instance'].map((name) => asked.indexOf(name));
  expect(asked.slice(0, first)).toContain('resourceGroup');
  expect(asked.slice(first, second)).toContain('instance');
});

test('somebody makes the group while the person reads the plan: nothing is made over it', async () => {
  const world = fakeWorld({ groups: [] });
  const azure = remembering(fakeAzure(world));
  const context = fakeContext(azure, { answers });
  const session = newSession();
  const plan = await makePlan(context, session);
  await azure.create({ kind: 'group', id: '/x', name: all.resourceGroup, location: 'northeurope', tags: {} });
  world.writes.length = 0;
  await apply(context, session, plan);
  expect(world.writes).not.toContain(`group ${all.resourceGroup}`);
});

test('a read ahead that fails is no trouble where nothing needs it', async () => {
  const refused = new SetupError({ ending: 'refused', code: 'AuthorizationFailed', message: 'no', suggestion: '' });
  const unhandled: unknown[] = [];
  const heard = (reason: unknown): void => void unhandled.push(reason);
  process.on('unhandledRejection', heard);
  try {
    const { azure } = watched({ instances: [instance(all.name)] }, { readyForTwins: () => Promise.reject(refused) });
    const plan = await makePlan(fakeContext(azure, { answers }), newSession());
    expect(plan.lines.map(({ status }) => status)).not.toContain('failed');
    const locked = watched({}, { locks: () => Promise.reject(refused) });
    await expect(makePlan(fakeContext(locked.azure, { answers }), newSession())).rejects.toMatchObject({
      code: 'AuthorizationFailed',
      step: 'resource-group',
    });
    expect(locked.asked.filter((name) => name === 'locks')).toHaveLength(1);
    await new Promise(setImmediate);
    expect(unhandled).toEqual([]);
  } finally {
    process.off('unhandledRejection', heard);
  }
});

test('nothing of a subscription is read before the person has chosen it', async () => {
  const { azure, asked } = watched({
    subscriptions: ['aaaaaaaa', 'bbbbbbbb'].map((id) => ({
      id: `${id}-0000-4000-8000-000000000000`,
      name: id,
      tenantId: '72b0c3f5-1d4e-4a86-9c27-5f3e81d0ab64',
      state: 'Enabled',
    })),
  });
  let before: readonly string[] = [];
  const { prompter } = scripted({
    subscription: [
      ({ choices }) => {
        before = [...asked];
        return { is: 'answer', value: choices[1]?.value ?? '' };
      },
    ],
  });
  await makePlan(fakeContext(azure, { answers, prompter }), newSession());
  expect(before).toEqual(['signIn', 'directories', 'subscriptions']);
});
