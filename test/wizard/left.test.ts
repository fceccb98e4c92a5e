import { describe, expect, test } from '@jest/globals';
import { providerId } from '../../src/domain/registration.ts';
import { SetupError } from '../../src/errors.ts';
import type { Azure } from '../../src/port/azure.ts';
import { wizard } from '../../src/wizard/wizard.ts';
import type { StepId } from '../../steps/index.ts';
import { group, instance, registered } from '../support/contoso.ts';
import { fakeAzure } from '../support/fake-azure.ts';
import { type FakeContext, fakeContext } from '../support/fake-context.ts';
import { type FakeWorld, fakeWorld } from '../support/fake-world.ts';
import { resourceAt } from '../support/resources.ts';
import { silentView } from '../support/silent-view.ts';

/** What was begun by an earlier run, before other answers were given. */

const ours = { tags: { 'adt-setup': 'test' } };
const old = instance('old-twins');
const scope = instance('factory-twins').id;
const name = '11111111-1111-4111-8111-111111111111';
const other = '22222222-2222-4222-8222-222222222222';
const oldRole = {
  id: `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`,
  name,
  scope,
  principalId: 'bea',
  roleId: 'x',
  conditional: false,
};
const otherRole = { ...oldRole, id: oldRole.id.replace(name, other), name: other };

interface Run {
  readonly ended: Promise<unknown>;
  readonly said: string[];
  readonly context: FakeContext;
  readonly world: FakeWorld;
}

function run(begun: { step: StepId; id: string }, change: Partial<FakeWorld>, verbs: Partial<Azure> = {}): Run {
  const world = fakeWorld(change);
  const answers = { resourceGroup: 'rg-factory', name: 'factory-twins', location: 'westeurope' };
  const context = fakeContext(fakeAzure(world, verbs), { answers });
  context.memory.making(begun.step, resourceAt(begun.id), context.clock.now());
  const view = silentView();
  const order = { preview: false, review: false, yes: true, beginForReal: () => undefined };
  return { ended: wizard(context, view, order).then(({ outcome }) => outcome), said: view.said, context, world };
}

const cases: readonly [what: string, begun: { step: StepId; id: string }, world: Partial<FakeWorld>][] = [
  ['an instance', { step: 'instance', id: old.id }, { instances: [{ ...old, ...ours }] }],
  [
    'an instance that is still being created',
    { step: 'instance', id: old.id },
    { instances: [{ ...old, ...ours, provisioningState: 'Provisioning' }], slow: 99 },
  ],
  [
    'a resource group',
    { step: 'resource-group', id: group('rg-old').id },
    { groups: [group('rg-factory'), group('rg-old', 'eastus', ours)] },
  ],
  [
    'a role',
    { step: 'role', id: oldRole.id },
    { assignments: [otherRole, oldRole], instances: [instance('factory-twins')] },
  ],
  ['the service of another subscription', { step: 'provider', id: providerId('other') }, {}],
];

/** The service of any subscription, in this state. */
const serviceIn =
  (registrationState: string): Azure['provider'] =>
  (id) =>
    Promise.resolve({ ...registered, id: providerId(id), registrationState });

/** The service of the subscription at hand is on; that of any other is in this state. */
const otherServiceIn =
  (state: string): Azure['provider'] =>
  (id) =>
    serviceIn(id === 'other' ? state : 'Registered')(id);

describe('what an earlier answer began is not lost track of', () => {
  test.each(cases)('%s', async (_, begun, world) => {
    const { ended, said, context } = run(begun, world, { provider: serviceIn('Registered') });
    expect(await ended).toBe('ready');
    expect(context.memory.record().made[0]).toMatchObject(begun);
    expect(context.memory.record().making).toBeNull();
    expect(said.join(' ')).toContain(begun.id);
  });

  test('also when nothing is left to be made', async () => {
    const there = { instances: [instance('factory-twins'), { ...old, ...ours }] };
    const first = run({ step: 'instance', id: scope }, there);
    await first.ended;
    const { assignments } = first.world;
    const { ended, context } = run({ step: 'instance', id: old.id }, { ...there, assignments });
    expect(await ended).toBe('ready');
    expect(context.memory.record().made).toMatchObject([{ id: old.id }]);
    // And what nothing came of is not looked for ever after.
    const none = run({ step: 'instance', id: old.id }, { instances: [instance('factory-twins')], assignments });
    expect(await none.ended).toBe('ready');
    expect(none.context.memory.record()).toMatchObject({ made: [], making: null });
  });

  test('a service that is still being switched on', async () => {
    const begun = { step: 'provider', id: providerId('other') } as const;
    const { ended, context } = run(begun, {}, { provider: otherServiceIn('Registering') });
    expect(await ended).toBe('ready');
    expect(context.memory.record().made[0]).toMatchObject(begun);
  });
});

test.each<[string, { step: StepId; id: string }, Partial<FakeWorld>]>([
  ['nothing came of', { step: 'instance', id: old.id }, {}],
  [
    "is somebody else's",
    { step: 'instance', id: old.id },
    { instances: [{ ...old, tags: { 'adt-setup': 'another' } }] },
  ],
  ['is a service that was not switched on after all', { step: 'provider', id: providerId('other') }, {}],
])('what %s does not count as made', async (_, begun, world) => {
  const { ended, said, context } = run(begun, world, { provider: otherServiceIn('NotRegistered') });
  expect(await ended).toBe('ready');
  expect(context.memory.record().made.map((each) => each.id)).not.toContain(begun.id);
  expect(context.memory.record().making).toBeNull();
  expect(said).toEqual([]);
});

test.each([
  ['is out of reach', 'forNow', 'ENOTFOUND'],
  ['may not be seen', 'handover', 'left-unknown'],
] as const)('nothing else is begun while what was begun %s', async (_, ending, code) => {
  const refusal = new SetupError({ ending, code: 'ENOTFOUND', message: 'No.', suggestion: 'Wait.' });
  const plain = fakeAzure(fakeWorld());
  const verbs: Partial<Azure> = {
    instance: (...which) => (which[2] === old.name ? Promise.reject(refusal) : plain.instance(...which)),
  };
  const { ended, context, world } = run({ step: 'instance', id: old.id }, {}, verbs);
  await expect(ended).rejects.toMatchObject({ step: 'instance', code });
  expect(context.memory.begun()).toMatchObject({ step: 'instance', id: old.id, direction: 'make' });
  expect(world.writes).toEqual([]);
});
