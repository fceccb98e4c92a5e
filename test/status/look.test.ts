import { describe, expect, test } from '@jest/globals';
import { InterruptedError, SetupError } from '../../src/errors.ts';
import { lookAt, type Seen, type Verdict, verdictOf } from '../../src/status/look.ts';
import { instance, registered } from '../support/contoso.ts';
import { type FakeAzure, fakeAzure } from '../support/fake-azure.ts';
import type { FakeWorld } from '../support/fake-world.ts';
import { later, madeOf, readyWorld, rg, role, sent, then, twins } from '../support/ready.ts';

type Kind = keyof typeof sent;

const kinds = Object.keys(sent) as readonly Kind[];

function look(kind: Kind, world: Partial<FakeWorld>, change: Partial<FakeAzure> = {}): Promise<Seen> {
  const part = { kind, id: sent[kind].id, made: madeOf(kind) };
  return lookAt(fakeAzure(readyWorld(world), change), part);
}

const elsewhere = { groups: [], instances: [], assignments: [] };
const given = (more: Partial<typeof role>): Partial<FakeWorld> => ({ assignments: [{ ...role, ...more }] });
const made = (more: Partial<typeof twins>): Partial<FakeWorld> => ({ instances: [{ ...twins, ...more }] });

test.each(kinds)('%s: nothing has changed', async (kind) => {
  expect(await look(kind, {})).toMatchObject({ verdict: 'as-made', differences: [] });
});

test.each<[what: string, kind: Kind, world: Partial<FakeWorld>, differences: readonly string[]]>([
  ['tags that others added are no change', 'instance', made({ tags: { ...twins.tags, costCenter: '42' } }), []],
  ['ids in another case are no change', 'assignment', given({ roleId: role.roleId.toUpperCase() }), []],
  ['a tag name in another case is no change', 'group', { groups: [{ ...rg, tags: { 'ADT-Setup': 'x' } }] }, []],
  [
    'a registration that goes on is no change',
    'registration',
    { provider: { ...registered, registrationState: 'Registering' }, slowRegistration: 9 },
    [],
  ],
  ['our mark is missing', 'instance', made({ tags: {} }), ['tag adt-setup: x, now undefined']],
  [
    'our mark has another value',
    'group',
    { groups: [{ ...rg, tags: { 'adt-setup': 'y' } }] },
    ['tag adt-setup: x, now y'],
  ],
  ['it is in another region', 'instance', made({ location: 'eastus' }), ['location: westeurope, now eastus']],
  [
    'public access was switched off',
    'instance',
    made({ publicNetworkAccess: 'disabled' }),
    ['publicNetworkAccess: enabled, now disabled'],
  ],
  ['it has got an identity', 'instance', made({ identity: 'system' }), ['identity: none, now system']],
  [
    'it is being deleted',
    'instance',
    made({ provisioningState: 'Deleting' }),
    ['provisioningState: Succeeded, now Deleting'],
  ],
  [
    'the group is being deleted',
    'group',
    { groups: [{ ...rg, provisioningState: 'Deleting' }] },
    ['provisioningState: Succeeded, now Deleting'],
  ],
  [
    'the service was switched off',
    'registration',
    { provider: { ...registered, registrationState: 'NotRegistered' } },
    ['registrationState: Registered, now NotRegistered'],
  ],
  [
    'the role is another one',
    'assignment',
    given({ roleId: 'd57506d4-4c8d-48b1-8587-93c323f6a5a3' }),
    [`role: ${role.roleId}, now d57506d4-4c8d-48b1-8587-93c323f6a5a3`],
  ],
  ['somebody else has it', 'assignment', given({ principalId: 'bea' }), [`principal: ${role.principalId}, now bea`]],
  ['another instance of that name', 'instance', made({ createdTime: later }), [`created: ${then}, now ${later}`]],
  [
    'another group of that name',
    'group',
    { births: new Map([[rg.id.toLowerCase(), later]]) },
    [`created: ${then}, now ${later}`],
  ],
  ['another assignment under that name', 'assignment', given({ createdOn: later }), [`created: ${then}, now ${later}`]],
])('%s', async (_, kind, world, differences) => {
  const seen = await look(kind, world);
  expect(seen.differences.map(({ property, asked, now }) => `${property}: ${asked}, now ${now}`)).toEqual(differences);
  expect(seen.verdict).toBe(differences.length === 0 ? 'as-made' : 'changed');
});

test('whoever made one anew is told of', async () => {
  expect((await look('instance', made({ createdTime: later }))).reason).toContain('made another one of that name');
});

test.each(['group', 'instance', 'assignment'] as const)('%s: gone when it says so itself', async (kind) => {
  expect(await look(kind, elsewhere)).toMatchObject({ verdict: 'gone', differences: [] });
});

/** The verbs that a look at each kind needs. */
const verbs = {
  registration: ['provider'],
  group: ['resourceGroup', 'find'],
  instance: ['instance'],
  assignment: ['roleAssignment'],
} as const satisfies Record<Kind, readonly (keyof FakeAzure)[]>;

describe.each([
  ['throttling', 'forNow', 429],
  ['an outage', 'forNow', 503],
  ['a name that is not resolved', 'forNow', undefined],
  ["a proxy's page", 'forNow', 404],
  ['no right to read', 'handover', 403],
  ['a sign-in that has ended', 'signIn', 401],
] as const)('%s is never "gone"', (_, ending, httpStatus) => {
  const failure = new SetupError({ ending, code: 'x', message: 'It failed.', suggestion: 'Look later.', httpStatus });
  const all = kinds.flatMap((kind) => verbs[kind].map((verb) => [kind, verb] as const));
  test.each(all)('%s, by %s', async (kind, verb) => {
    const seen = await look(kind, {}, { [verb]: () => Promise.reject(failure) });
    expect(seen).toMatchObject({ verdict: 'unknown', differences: [], reason: 'It failed.', help: 'Look later.' });
  });
});

test('an interruption is none of the verdicts', async () => {
  const stop = (): Promise<never> => Promise.reject(new InterruptedError('SIGINT'));
  await expect(look('instance', {}, { instance: stop })).rejects.toBeInstanceOf(InterruptedError);
});

test('what was found has no difference to what it was, whatever it is', async () => {
  const azure = fakeAzure(readyWorld({ instances: [instance('factory-twins', 'rg-factory', { location: 'eastus' })] }));
  const seen = await lookAt(azure, { kind: 'instance', id: twins.id.toUpperCase(), made: undefined });
  expect(seen).toMatchObject({ verdict: 'as-made', differences: [] });
});

test.each<[expected: Verdict, all: Partial<Record<Kind, Verdict>>]>([
  ['as-made', { instance: 'as-made', assignment: 'as-made' }],
  ['changed', { instance: 'changed', assignment: 'as-made' }],
  ['changed', { instance: 'as-made', assignment: 'gone' }],
  ['changed', { group: 'as-made', registration: 'changed' }],
  ['gone', { instance: 'gone', group: 'as-made', assignment: 'changed' }],
  ['unknown', { instance: 'gone', group: 'unknown' }],
  ['unknown', { instance: 'changed', assignment: 'unknown' }],
])('%s is the verdict on %j', (expected, all) => {
  const seen = (Object.entries(all) as [Kind, Verdict][]).map(
    ([kind, verdict]): Seen => ({ part: { kind, id: sent[kind].id, made: undefined }, verdict, differences: [] }),
  );
  expect(verdictOf(seen)).toBe(expected);
});
