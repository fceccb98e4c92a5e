import { describe, expect, test } from '@jest/globals';
import type { InstanceResource } from '../../src/domain/instance.ts';
import type { Asked, Line } from '../../src/engine/context.ts';
import { NeedsAnswersError } from '../../src/engine/flow.ts';
import { makePlan } from '../../src/engine/make-plan.ts';
import type { Plan } from '../../src/engine/plan.ts';
import { newSession } from '../../src/engine/session.ts';
import { SetupError } from '../../src/errors.ts';
import type { Azure } from '../../src/port/azure.ts';
import type { Restrictions } from '../../src/port/place-rules.ts';
import type { StepId } from '../../steps/index.ts';
import { ana, dev, type FakeWorld, fakeAzure, fakeWorld, group, instance, registered } from '../support/fake-azure.ts';
import { fakeCloud, fakeContext, type Heard, type Script, scripted } from '../support/fake-context.ts';
import { assigned, bea, factsIn } from '../support/plans.ts';

const all = { resourceGroup: 'rg-factory', name: 'factory-twins', location: 'westeurope' };
const newGroup = { resourceGroup: 'rg-new', name: 'factory-twins' };

type Answers = Readonly<Record<string, string>>;

/** Plans without anybody to ask. */
async function planned(world: Partial<FakeWorld>, answers: Answers = all, azure: Partial<Azure> = {}): Promise<Plan> {
  return makePlan(fakeContext(fakeAzure(fakeWorld(world), azure), { answers }), newSession());
}

async function refused(world: Partial<FakeWorld>, answers: Answers = all): Promise<SetupError> {
  const error = await planned(world, answers).catch((each: unknown) => each);
  if (!(error instanceof SetupError)) throw new Error(`not refused: ${String(error)}`);
  return error;
}

/** Plans with somebody who answers by script; gives what was asked, too. */
async function asked(
  world: Partial<FakeWorld>,
  answers: Answers,
  script: Script = {},
): Promise<{ plan: Plan; heard: readonly Heard[]; answer(key: string): string | undefined }> {
  const { prompter, heard } = scripted(script);
  const context = fakeContext(fakeAzure(fakeWorld(world)), { prompter, answers });
  const plan = await makePlan(context, newSession());
  return { plan, heard, answer: (key) => context.memory.answer(key)?.value };
}

/** The choices of a question as they are shown: "West Europe: full", or only the label. */
async function shown(world: Partial<FakeWorld>, answers: Answers, key: string): Promise<readonly string[]> {
  let seen: readonly string[] = [];
  const look = ({ choices, preselected }: Asked): { is: 'answer'; value: string } => {
    seen = choices.map(({ label, disabled }) => (disabled === undefined ? label : `${label}: ${disabled}`));
    return { is: 'answer', value: preselected ?? '' };
  };
  await asked(world, answers, { [key]: [look] });
  return seen;
}

const line = (plan: Plan, id: StepId): Line | undefined => plan.lines.find((each) => each.id === id);

function denying(...regions: readonly string[]): Restrictions {
  return { regions: new Map(regions.map((region) => [region, 'Only the US'])), tags: [] };
}

const ten = Array.from({ length: 10 }, (_, at) => instance(`building-${at}`, 'rg-other'));
const costCenter = { name: 'costCenter', policy: 'Cost center on everything' };
const demanding = (...tags: Restrictions['tags']): Partial<FakeWorld> => ({
  restrictions: { regions: new Map(), tags },
});

describe('each region that can not be used says why', () => {
  test.each<[string, Partial<FakeWorld>, readonly string[]]>([
    ['nothing in the way', {}, ['East US', 'West Europe']],
    [
      'a policy',
      { restrictions: denying('westeurope') },
      ['East US', 'West Europe: not allowed by your company\'s policy "Only the US"'],
    ],
    ['a full region', { instances: ten }, ['East US', 'West Europe: full: 10 of 10 instances used']],
    ['room for one more', { instances: ten.slice(1) }, ['East US', 'West Europe']],
    ['a limit that was raised', { instances: [...ten, instance('eleventh', 'rg-other')] }, ['East US', 'West Europe']],
  ])('%s', async (_, world, expected) => {
    const labels = await shown(
      { groups: [group('rg-factory', 'eastus')], ...world },
      { resourceGroup: 'rg-factory' },
      'location',
    );
    expect(labels).toEqual([...expected, "France Central: doesn't offer Azure Digital Twins"]);
  });

  test.each<[string, Partial<FakeWorld>, string, string]>([
    ['a policy', { restrictions: denying('westeurope') }, 'region-denied-by-policy', 'Only the US'],
    ['a full region', { instances: ten }, 'region-full', '10 of 10'],
  ])('%s refuses an answer, in an existing group and for a new one', async (_, world, code, words) => {
    for (const answers of [all, { ...newGroup, location: 'westeurope' }]) {
      const details = await refused(world, answers);
      expect(details).toMatchObject({ code, ending: 'refused', again: 'answer', cures: ['region'] });
      expect(details.message).toContain(words);
      expect(details.suggestion).toContain('Use eastus.');
    }
  });

  test('the nearest that can be used is recommended, with what is wrong with the obvious one', async () => {
    const { heard } = await asked({ instances: ten }, { resourceGroup: 'rg-factory' });
    expect(heard.find((each) => each.key === 'location')?.preselected).toBe('eastus');
    const context = fakeContext(fakeAzure(fakeWorld({ instances: ten })), {
      answers: { ...newGroup },
      cloud: { ...fakeCloud, practice: true },
    });
    await makePlan(context, newSession());
    expect(context.events).toContainEqual(
      expect.objectContaining({ value: 'eastus', why: 'the nearest to West Europe, which is full' }),
    );
  });

  test('a region that can not be used is refused with the nearest first, and two more', async () => {
    const at = (name: string, longitude: number) => ({ name, displayName: name, latitude: 50, longitude });
    const far = [at('far', 100), at('near', 10), at('nearer', 8), at('nearest', 6), at('home', 5)];
    const provider = { ...registered, regions: far, allRegions: far };
    const instances = ten.map((each) => ({ ...each, location: 'home' }));
    const { suggestion: help } = await refused({ provider, instances }, { ...newGroup, location: 'home' });
    expect(help).toMatch(/^Use nearest, which is the nearest, or nearer or near\. Or delete/);
    expect(help).toContain(`az dt list --subscription ${dev.id} --output table`);
  });

  test('a policy’s region is said to be not allowed, beside the one that is recommended', async () => {
    const context = fakeContext(fakeAzure(fakeWorld({ restrictions: denying('westeurope') })), {
      answers: { ...newGroup },
      cloud: { ...fakeCloud, practice: true },
    });
    await makePlan(context, newSession());
    const why = 'the nearest to West Europe, which is not allowed by a policy of your company';
    expect(context.events).toContainEqual(expect.objectContaining({ value: 'eastus', why }));
  });

  test('no region at all is said with all the reasons', async () => {
    const details = await refused({
      restrictions: denying('westeurope'),
      instances: ten.map((each) => ({ ...each, location: 'eastus' })),
    });
    expect(details).toMatchObject({ code: 'no-usable-region', cures: ['subscription'] });
    expect(details.suggestion).toContain('East US: full');
    expect(details.suggestion).toContain('West Europe: not allowed');
  });

  test('an instance that is chosen from those there is said to be there already', async () => {
    const { prompter } = scripted({ name: ['factory-twins'] });
    const world = fakeWorld({ instances: [instance('factory-twins')] });
    const context = fakeContext(fakeAzure(world), { prompter, answers: { resourceGroup: 'rg-factory' } });
    await makePlan(context, newSession());
    const label = 'factory-twins (there already)';
    expect(context.events).toContainEqual(expect.objectContaining({ value: 'factory-twins', label }));
  });

  test('an instance that is there is used wherever it is', async () => {
    const world = { restrictions: denying('westeurope', 'eastus'), instances: [instance('factory-twins')] };
    expect(line(await planned(world), 'instance')?.status).toBe('reused');
  });

  test('policies that can not be read are said to be unchecked, and stop nobody', async () => {
    for (const [id, answers] of [
      ['instance', all],
      ['resource-group', { ...newGroup, location: 'eastus' }],
    ] as const) {
      const plan = await planned({ restrictions: undefined }, answers);
      expect(line(plan, id)).toMatchObject({ status: 'planned', evidence: 'unknown' });
      expect(line(plan, id)?.says).toContain('policies could not be checked');
    }
  });

  test('somebody who may not list the instances of the subscription goes on', async () => {
    const error = new SetupError({
      ending: 'handover',
      code: 'AuthorizationFailed',
      message: 'no',
      suggestion: '',
      httpStatus: 403,
    });
    const world = { instances: [instance('factory-twins')] };
    const plan = await planned(world, all, { instances: () => Promise.reject(error) });
    expect(line(plan, 'instance')?.status).toBe('reused');
    expect(line(await planned({}, all, { instances: () => Promise.reject(error) }), 'instance')?.status).toBe(
      'planned',
    );
  });
});

describe('a tag that a policy demands', () => {
  test('is asked for by name, with a placeholder that says it is one', async () => {
    const { heard, plan, answer } = await asked(demanding(costCenter), all);
    const question = heard.find((each) => each.key === 'tags');
    expect(question).toMatchObject({
      message: 'Tags, including costCenter',
      preselected: '{"costCenter":"to-be-decided"}',
    });
    expect(answer('tags')).toBe('{"costCenter":"to-be-decided"}');
    expect(line(plan, 'instance')?.az[0]).toContain('costCenter=to-be-decided');
  });

  test('typed without it, the question comes again with the reason', async () => {
    const { heard, answer } = await asked(demanding(costCenter), all, { tags: ['team=x', 'costcenter=7'] });
    expect(heard.filter((each) => each.key === 'tags')[1]?.note).toContain('demands the tag costCenter');
    expect(answer('tags')).toBe('{"costcenter":"7"}');
  });

  test('is asked once for a new group and its instance', async () => {
    const { heard, plan } = await asked(demanding(costCenter), newGroup, { tags: ['costCenter=7'] });
    expect(heard.filter((each) => each.key === 'tags')).toHaveLength(1);
    expect(factsIn(plan)['resource-group']?.tags).toMatchObject({ costCenter: '7' });
  });

  test('with a list of values offers them, and takes no other', async () => {
    const env = { name: 'env', values: ['Prod', 'Test'], policy: 'Environments' };
    expect(await shown(demanding(env), all, 'tags')).toEqual(['env=Prod', 'env=Test']);
    const details = await refused(demanding(env), { ...all, tags: '{"env":"Dev"}' });
    expect(details.message).toContain('with one of these values: Prod, Test');
  });

  test('keeps the tags that were given', async () => {
    const { answer } = await asked(demanding(costCenter), { ...all, tags: '{"team":"x"}' });
    expect(answer('tags')).toBe('{"team":"x","costCenter":"to-be-decided"}');
  });

  test('is a missing answer when nobody can be asked, and an error that names it when tags were given', async () => {
    const error: unknown = await planned(demanding(costCenter)).catch((each: unknown) => each);
    expect(error).toBeInstanceOf(NeedsAnswersError);
    const [open] = (error as NeedsAnswersError).questions;
    expect(open?.asked.question).toMatchObject({ key: 'tags', message: 'Tags, including costCenter' });
    expect(open?.asked.question.explain).toContain('"Cost center on everything" demands the tag costCenter');
    const details = await refused(demanding(costCenter), { ...all, tags: '{"team":"x"}' });
    expect(details).toMatchObject({ code: 'missing-tag', ending: 'usage' });
    expect(details.suggestion).toContain('--tags costCenter=');
  });

  test('is nobody’s business where the instance is there already', async () => {
    expect(
      line(await planned({ ...demanding(costCenter), instances: [instance('factory-twins')] }), 'instance')?.status,
    ).toBe('reused');
  });
});

describe('a lock', () => {
  const on = (scope: string, level: 'ReadOnly' | 'CanNotDelete' = 'ReadOnly'): Partial<FakeWorld> => ({
    locks: [{ name: 'do-not-touch', level, scope }],
  });
  const subscription = `/subscriptions/${dev.id}`;
  const factory = `${subscription}/resourcegroups/RG-Factory`;

  test('that is read-only greys its group, and refuses it by the name of the lock', async () => {
    expect(await shown(on(factory), newGroup, 'resourceGroup')).toEqual([]);
    expect(await shown(on(factory), {}, 'resourceGroup')).toContain("rg-factory: read-only lock: can't be used");
    const details = await refused(on(factory));
    expect(details).toMatchObject({ code: 'read-only-lock', ending: 'refused', cures: ['group'] });
    expect(details.message).toContain('"do-not-touch"');
  });

  test('that is read-only on the subscription refuses before anything is asked', async () => {
    const details = await refused(on(subscription), {});
    expect(details).toMatchObject({ code: 'read-only-lock', ending: 'refused', cures: ['subscription'] });
    expect(details.message).toContain('"do-not-touch"');
  });

  const there = { instances: [instance('factory-twins')] };
  const inIt = `${factory}/providers/Microsoft.DigitalTwins/digitalTwinsInstances/factory-twins`;

  test.each([subscription, factory, inIt])(
    'does not matter to an instance that is used already (%s)',
    async (scope) => {
      const assignments = [assigned({ ...bea, id: ana.objectId })];
      const plan = await planned({ ...on(scope), ...there, assignments });
      expect(plan.lines.map((each) => each.status)).toEqual(plan.lines.map(() => 'reused'));
    },
  );

  test.each([
    [subscription, 'the subscription Contoso Dev'],
    [factory, 'the resource group RG-Factory'],
    [inIt, 'the instance factory-twins'],
  ])('leaves it in doubt whether access can be given to an instance that is there (%s)', async (scope, where) => {
    expect(line(await planned({ ...on(scope), ...there }), 'role')).toMatchObject({
      status: 'planned',
      evidence: 'assumed',
      says: `Ana Lima (ana@contoso.com) becomes Azure Digital Twins Data Owner of it, unless the read-only lock "do-not-touch" on ${where} stops it`,
    });
    expect(line(await planned({ ...on(scope, 'CanNotDelete'), ...there }), 'role')?.evidence).toBe('checked');
  });

  test.each([
    ['against deletion', on(factory, 'CanNotDelete')],
    ['on something else', on(`${subscription}/resourceGroups/rg-other`)],
  ])('%s is no obstacle', async (_, world) => {
    expect(line(await planned(world), 'resource-group')?.status).toBe('reused');
  });

  test('that can not be read is said to be unchecked', async () => {
    expect(line(await planned({ locks: undefined }), 'resource-group')).toMatchObject({ evidence: 'unknown' });
  });
});

describe('a name that the subscription has already, in another group', () => {
  const mine = { instances: [instance('factory-twins', 'rg-other')], groups: [group('rg-factory'), group('rg-other')] };

  test('is refused with where it is', async () => {
    const details = await refused(mine);
    expect(details).toMatchObject({ code: 'name-is-yours', ending: 'refused' });
    expect(details.message).toContain('in the resource group rg-other');
    expect(details.suggestion).toContain('--resource-group rg-other');
  });

  test('is offered: choosing it changes the group, and nothing is created', async () => {
    const { plan, heard, answer } = await asked(
      mine,
      { resourceGroup: 'rg-factory', location: 'westeurope' },
      { name: ['factory-twins'] },
    );
    const second = heard.filter((each) => each.key === 'name')[1];
    expect(second?.choices).toHaveLength(4);
    expect(second?.choices[0]).toBe('factory-twins');
    expect(answer('resourceGroup')).toBe('rg-other');
    expect(line(plan, 'instance')).toMatchObject({ status: 'reused' });
    expect(factsIn(plan).instance?.resourceGroup).toBe('rg-other');
  });

  test('is free in another region, and once it is gone', async () => {
    expect(line(await planned(mine, { ...all, location: 'eastus' }), 'instance')?.status).toBe('planned');
    const going = instance('factory-twins', 'rg-other', { provisioningState: 'Deleting' });
    expect(line(await planned({ instances: [going] }), 'instance')?.status).toBe('planned');
  });
});

test.each([
  ['in the same region', 'westeurope'],
  ['in another region', 'eastus'],
])(
  'an instance of that name that is being deleted %s is waited for, although its name is taken',
  async (_, location) => {
    const going = instance('factory-twins', 'rg-factory', { provisioningState: 'Deleting', location });
    const plan = await planned({ instances: [going], taken: location === 'westeurope' ? ['factory-twins'] : [] });
    expect(line(plan, 'instance')).toMatchObject({
      status: 'planned',
      says: 'will be created: factory-twins, West Europe, once the old one of that name is deleted',
    });
  },
);

test('an instance that is being deleted is not offered to be used', async () => {
  const going = instance('old-twins', 'rg-factory', { provisioningState: 'Deleting' });
  const { heard } = await asked({ instances: [going] }, { resourceGroup: 'rg-factory', location: 'westeurope' });
  expect(heard.find((each) => each.key === 'name')?.choices).toEqual([]);
});

test('a given name is looked up alone: no other is made up beside it', async () => {
  const names: string[] = [];
  const nameAvailability: Azure['nameAvailability'] = (_, __, name) => {
    names.push(name);
    return Promise.resolve({ is: 'free' });
  };
  await planned({}, all, { nameAvailability });
  expect([...new Set(names)]).toEqual(['factory-twins']);
});

test('a service that is being switched on already is said to be', async () => {
  const plan = await planned({ provider: { ...registered, registrationState: 'Registering' }, slowRegistration: 9 });
  expect(line(plan, 'provider')?.says).toBe('is being switched on for this subscription already');
});

describe('a policy about the instance as a whole', () => {
  const group = { resourceGroup: 'rg-factory', name: 'factory-twins', location: 'westeurope' };
  const refuses = ({ publicNetworkAccess, identity, name }: InstanceResource): readonly string[] => [
    ...(publicNetworkAccess === 'enabled' ? ['Private only'] : []),
    ...(identity === 'none' ? ['Identities only'] : []),
    ...(name === 'forbidden' ? ['Names'] : []),
  ];
  const only =
    (policy: string): FakeWorld['refuses'] =>
    (instance) =>
      refuses(instance).filter((each) => each === policy);

  test('is known before anything is created, with the answer that cures it', async () => {
    const details = await refused({ refuses: only('Private only') });
    expect(details).toMatchObject({ code: 'denied-by-policy', ending: 'refused', cures: ['network'] });
    expect(details.message).toBe(
      `Your company's policy "Private only" doesn't allow the instance like this; without access from the internet it may be created.`,
    );
    expect(details.suggestion).toContain('--public-network-access disabled');
  });

  test('asks a person only what cures it, and Enter gives that', async () => {
    const { plan, heard, answer } = await asked({ refuses }, { ...group, assignee: 'me' });
    expect(heard.map((each) => `${each.key} ${each.preselected ?? ''}`)).toEqual([
      'publicNetworkAccess disabled',
      'identity system',
    ]);
    expect(answer('identity')).toBe('system');
    expect(line(plan, 'instance')?.status).toBe('planned');
  });

  test('that no other answer cures is told with its name', async () => {
    const details = await refused({ refuses: only('Names') }, { ...group, name: 'forbidden' });
    expect(details.cures).toEqual(['group', 'name']);
    expect(details.message).toContain('"Names"');
  });
});

describe('options', () => {
  test.each([
    ['identity', ['None', 'One of its own']],
    ['publicNetworkAccess', ['Enabled', 'Disabled']],
  ])('%s are chosen from a list, once somebody wants to', async (key, labels) => {
    let seen: readonly string[] = [];
    const { prompter, heard } = scripted({
      [key]: [
        ({ choices }) => {
          seen = choices.map(({ label }) => label);
          return { is: 'answer', value: choices[1]?.value ?? '' };
        },
      ],
    });
    const context = fakeContext(fakeAzure(fakeWorld()), { prompter, answers: all });
    const session = newSession();
    await makePlan(context, session);
    expect(heard.map((each) => each.key)).not.toContain(key);
    session.wanted.add(key);
    context.memory.forget([key]);
    const plan = await makePlan(context, session);
    expect(seen).toEqual(labels);
    expect(factsIn(plan).instance).toMatchObject({ [key]: key === 'identity' ? 'system' : 'disabled' });
  });
});
