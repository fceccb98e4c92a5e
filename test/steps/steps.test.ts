import { describe, expect, test } from '@jest/globals';
import type { AccountDirectory, Azure, Principal, RoleAssignment, SignInOffer } from '../../src/azure.ts';
import { newWalk } from '../../src/engine/asking.ts';
import type { Asked, Line, Reply } from '../../src/engine/desk.ts';
import { StepError } from '../../src/engine/flow.ts';
import { type Plan, survey } from '../../src/engine/survey.ts';
import { SetupError } from '../../src/errors.ts';
import type { Choice, StepId } from '../../src/step.ts';
import {
  ana,
  contributor,
  dev,
  type FakeWorld,
  fakeAzure,
  fakeWorld,
  group,
  instance,
  reader,
  registered,
} from '../support/fake-azure.ts';
import { fakeDesk, type Heard, scripted } from '../support/fake-desk.ts';

const bea: Principal = {
  id: 'cccccccc-0000-4000-8000-000000000001',
  type: 'User',
  name: 'Bea Cruz',
  userPrincipalName: 'bea@contoso.com',
};
const gus: Principal = {
  id: 'cccccccc-0000-4000-8000-000000000002',
  type: 'User',
  name: 'Gus Keller',
  userPrincipalName: 'gus_fabrikam.com#EXT#@contoso.onmicrosoft.com',
  mail: 'gus@fabrikam.com',
  guest: true,
};
const twin: Principal = { ...bea, id: 'cccccccc-0000-4000-8000-000000000003', name: 'Bea Cruz (Sales)' };
const prod = { ...dev, id: 'bbbbbbbb-0000-4000-8000-000000000002', name: 'Contoso Production' };
const trial = { ...dev, id: 'bbbbbbbb-0000-4000-8000-000000000003', name: 'Contoso Trial', state: 'Disabled' };
const all = { resourceGroup: 'rg-factory', name: 'factory-twins', location: 'westeurope' };

async function planned(world: Partial<FakeWorld>, answers: Readonly<Record<string, string>> = {}): Promise<Plan> {
  return survey(fakeDesk(fakeAzure(fakeWorld(world)), { answers: { ...all, ...answers } }), newWalk());
}

async function refused(
  world: Partial<FakeWorld>,
  answers: Readonly<Record<string, string>> = {},
): Promise<SetupError['trouble']> {
  const error = await planned(world, answers).catch((each: unknown) => each);
  if (!(error instanceof StepError)) throw new Error(`not refused: ${String(error)}`);
  return error.refusal.trouble;
}

const line = (plan: Plan, id: StepId): Line | undefined => plan.lines.find((each) => each.id === id);

function assigned(principal: Principal, more: Partial<RoleAssignment> = {}): RoleAssignment {
  return {
    id: '/x',
    name: 'x',
    scope: instance('factory-twins').id,
    principalId: principal.id,
    roleId: 'bcd981a7-7f74-457b-83e1-cceb9e632ffe',
    conditional: false,
    ...more,
  };
}

describe('sign-in', () => {
  const offers: readonly SignInOffer[] = [
    { method: 'browser' },
    { method: 'device-code' },
    { method: 'cli', unavailable: 'the Azure CLI is not installed' },
    { method: 'environment', account: 'app 1' },
  ];
  const signedInBy = async (
    change: Parameters<typeof fakeDesk>[1],
    all: readonly SignInOffer[] = offers,
  ): Promise<string> => {
    let used = '';
    const azure = fakeAzure(fakeWorld(), {
      signInOffers: () => Promise.resolve(all),
      signIn: (method) => {
        used = method;
        return Promise.resolve(ana);
      },
    });
    await survey(fakeDesk(azure, change), newWalk());
    return used;
  };

  test('of a person begins with the best way, and asks', async () => {
    const { interview, heard } = scripted();
    expect(await signedInBy({ interview, answers: all })).toBe('browser');
    expect(heard[0]).toMatchObject({ key: 'auth', preselected: 'browser' });
  });

  test.each([
    ['takes a way that needs nobody', {}],
    ['does so for "auto" as well', { auth: 'auto' }],
  ])('unattended %s', async (_, answers) => {
    expect(await signedInBy({ answers: { ...all, ...answers } })).toBe('environment');
  });

  test('unattended asks for --auth when every way needs somebody', async () => {
    await expect(signedInBy({ answers: all }, offers.slice(0, 2))).rejects.toThrow('answers are missing');
  });

  test('by a way that is not possible here is refused, with those that are', async () => {
    await expect(signedInBy({ answers: { ...all, auth: 'cli' } })).rejects.toThrow(
      /isn't possible here: the Azure CLI is not installed/,
    );
  });
});

describe('directory', () => {
  const fabrikam = { tenantId: 'aaaaaaaa-0000-4000-8000-000000000002', name: 'Fabrikam', domain: 'fabrikam.com' };
  const contoso = { tenantId: ana.tenantId, name: 'Contoso', domain: 'contoso.com', subscriptions: 2 };

  async function signedIn(
    directories: readonly AccountDirectory[],
    script: Parameters<typeof scripted>[0] = {},
    change: Partial<Azure> = {},
    answers: Readonly<Record<string, string>> = all,
  ): Promise<{ used: (string | undefined)[]; heard: readonly Heard[] }> {
    const used: (string | undefined)[] = [];
    const azure = fakeAzure(fakeWorld(), {
      directories: () => Promise.resolve(directories),
      signIn: (_, tenant) => {
        used.push(tenant);
        return Promise.resolve(ana);
      },
      ...change,
    });
    const { interview, heard } = scripted(script);
    await survey(fakeDesk(azure, { interview, answers }), newWalk());
    return { used, heard };
  }

  test('is asked when several hold subscriptions and nothing says which', async () => {
    const both = [contoso, { ...fabrikam, subscriptions: 1 }];
    const { used, heard } = await signedIn(both, { tenant: [fabrikam.tenantId] });
    expect(heard[0]).toMatchObject({ key: 'tenant', choices: [contoso.tenantId, fabrikam.tenantId] });
    expect(used).toEqual([undefined, fabrikam.tenantId]);
  });

  test.each<[string, AccountDirectory[], Readonly<Record<string, string>>]>([
    ['the other holds none', [contoso, { ...fabrikam, subscriptions: 0 }], all],
    ['the other fails', [contoso, { ...fabrikam, subscriptions: undefined, closed: 'refused' }], all],
    ['a subscription says which', [contoso, { ...fabrikam, subscriptions: 1 }], { ...all, subscription: dev.id }],
  ])('is not asked when %s', async (_, directories, answers) => {
    expect((await signedIn(directories, {}, {}, answers)).heard.map((each) => each.key)).not.toContain('tenant');
  });

  test('that wants more proof can be chosen where one can sign in again, and is grey where not', async () => {
    const closed = [contoso, { ...fabrikam, subscriptions: undefined, closed: 'needs-proof' as const }];
    for (const method of ['browser', 'cli'] as const) {
      let seen: readonly Choice[] = [];
      const look = (asked: Asked): Reply => {
        seen = asked.choices;
        return { is: 'otherwise' };
      };
      await signedIn(closed, { tenant: [look] }, { signInOffers: () => Promise.resolve([{ method }]) });
      expect(`${seen[1]?.hint ?? ''} ${seen[1]?.disabled ?? ''}`).toContain('needs MFA');
      expect(seen[1]?.disabled === undefined).toBe(method === 'browser');
    }
  });

  test('is asked of a personal account, which always has to name one', async () => {
    const no = new SetupError({
      ending: 'signIn',
      code: 'AADSTS50020',
      message: 'Your account doesn’t belong there.',
      help: 'Name your own.',
      again: 'answer',
      questions: ['tenant'],
    });
    const used: (string | undefined)[] = [];
    const { heard } = await signedIn(
      [],
      { tenant: ['outlook.onmicrosoft.com'] },
      {
        signIn: (_, tenant) => {
          used.push(tenant);
          return tenant === undefined ? Promise.reject(no) : Promise.resolve(ana);
        },
      },
    );
    expect(heard[0]).toMatchObject({ key: 'tenant', note: expect.stringContaining('Name your own.') as unknown });
    expect(used).toEqual([undefined, 'outlook.onmicrosoft.com']);
  });

  test('is asked again, not for ever, when it holds no subscription', async () => {
    let looks = 0;
    const { heard } = await signedIn(
      [contoso],
      { tenant: ['fabrikam.com'] },
      {
        subscriptions: () => {
          looks += 1;
          return Promise.resolve(looks === 1 ? [] : [dev]);
        },
      },
    );
    expect(heard.map((each) => each.key)).toContain('tenant');
  });
});

describe('subscription', () => {
  test('is not asked when only one is enabled, but said', async () => {
    const { interview, heard } = scripted();
    const desk = fakeDesk(fakeAzure(fakeWorld({ subscriptions: [trial, dev] })), { interview });
    await survey(desk, newWalk());
    expect(heard.map((each) => each.key)).not.toContain('subscription');
    expect(desk.events).toContainEqual(
      expect.objectContaining({ kind: 'answered', label: 'Contoso Dev', why: 'the only one that is enabled' }),
    );
  });

  test.each([
    ['its id', prod.id.toUpperCase()],
    ['its name', 'contoso production'],
  ])('is found by %s', async (_, subscription) => {
    expect((await planned({ subscriptions: [dev, prod] }, { subscription })).facts.subscription?.id).toBe(prod.id);
  });

  test.each([
    [
      'a name that two have: both ids are shown',
      [dev, { ...prod, name: dev.name }],
      dev.name,
      'ambiguous-subscription',
      prod.id,
      'usage',
    ],
    [
      'a name that none has: near ones are shown',
      [dev, prod],
      'Contoso',
      'no-such-subscription',
      'Contoso Production',
      'usage',
    ],
    ['a disabled one', [dev, trial], trial.name, 'subscription-not-enabled', 'Choose another one', 'refused'],
    ['no subscription at all', [], '', 'no-subscription', '--tenant', 'refused'],
    ['several, and none of them enabled', [trial], '', 'no-subscription', '--tenant', 'refused'],
  ])('refuses %s', async (_, subscriptions, answer, code, help, ending) => {
    const trouble = await refused({ subscriptions }, answer === '' ? {} : { subscription: answer });
    expect(trouble).toMatchObject({ code, ending });
    expect(trouble.help).toContain(help);
  });
});

describe('service', () => {
  test('that no region offers is refused before anything is asked', async () => {
    expect(await refused({ provider: { ...registered, regions: [] } })).toMatchObject({ code: 'service-not-offered' });
  });

  test('that is being registered is only waited for', async () => {
    const plan = await planned({ provider: { ...registered, registrationState: 'registering' } });
    const outcome = plan.outcomes.get('provider');
    expect(outcome?.kind === 'change' && outcome.change.sent).toBe(true);
  });
});

describe('resource group', () => {
  test.each([
    ['is being deleted', group('rg-factory', 'eastus', { provisioningState: 'Deleting' }), 'ResourceGroupBeingDeleted'],
    ['belongs to a managed application', group('rg-factory', 'eastus', { managedBy: '/x' }), 'managed-resource-group'],
  ])('that %s is refused', async (_, existing, code) => {
    expect(await refused({ groups: [existing] })).toMatchObject({ code, ending: 'refused' });
  });

  test('that exists is used as it is, whatever the case of its name', async () => {
    const plan = await planned({ groups: [group('RG-Factory', 'eastus')] });
    expect(line(plan, 'resource-group')?.status).toBe('reused');
    expect(plan.facts['resource-group']?.location).toBe('eastus');
  });

  test('a made-up name is one that is free', async () => {
    const { interview, heard } = scripted();
    await survey(fakeDesk(fakeAzure(fakeWorld({ groups: [group('rg-digital-twins')] })), { interview }), newWalk());
    expect(heard[0]?.preselected).toMatch(/^rg-digital-twins-[a-z0-9]{3}$/);
  });
});

describe('region', () => {
  test.each([
    ["the group's own, when it offers the service", 'eastus', 'eastus', 'your resource group is there'],
    ['the nearest one, when it does not', 'francecentral', 'westeurope', "the nearest to your group's France Central"],
  ])('is recommended: %s', async (_, home, expected, why) => {
    const { interview, heard } = scripted();
    const desk = fakeDesk(fakeAzure(fakeWorld({ groups: [group('rg-factory', home)] })), {
      interview,
      answers: { resourceGroup: 'rg-factory' },
    });
    await survey(desk, newWalk());
    expect(heard.find((each) => each.key === 'location')?.preselected).toBe(expected);
    expect(why).toBeTruthy();
  });

  test.each([
    ['does not offer the service', 'francecentral', 'region-without-service'],
    ['is none', 'atlantis', 'no-such-region'],
  ])('that %s is refused, naming those that do', async (_, location, code) => {
    const trouble = await refused({}, { location });
    expect(trouble).toMatchObject({ code, ending: 'usage' });
    expect(trouble.help).toContain('westeurope');
  });
});

describe('instance', () => {
  test('that failed is not taken for one that works', async () => {
    const broken = instance('factory-twins', 'rg-factory', { provisioningState: 'Failed' });
    expect(await refused({ instances: [broken] })).toMatchObject({ code: 'provisioning-failed', ending: 'refused' });
  });

  test('that is in the chosen group already is offered first', async () => {
    const { interview, heard } = scripted();
    const world = fakeWorld({ instances: [instance('old-twins')] });
    const plan = await survey(
      fakeDesk(fakeAzure(world), { interview, answers: { resourceGroup: 'rg-factory' } }),
      newWalk(),
    );
    expect(heard[0]).toMatchObject({ key: 'name', choices: ['old-twins'] });
    expect(plan.facts.instance?.name).toBe('old-twins');
  });

  test('"create a new one" goes on to the region and a new name', async () => {
    const { interview, heard } = scripted({ name: [() => ({ is: 'otherwise' })] });
    const world = fakeWorld({ instances: [instance('old-twins')] });
    await survey(fakeDesk(fakeAzure(world), { interview, answers: { resourceGroup: 'rg-factory' } }), newWalk());
    expect(heard.map((each) => each.key)).toEqual(['name', 'location', 'name', 'assignee']);
  });

  test('options reach the az line and what is sent', async () => {
    const plan = await planned({}, { identity: 'system', publicNetworkAccess: 'disabled' });
    expect(line(plan, 'instance')?.az[0]).toEqual(
      expect.arrayContaining(['--mi-system-assigned', '--public-network-access', 'Disabled']),
    );
  });
});

describe('rights', () => {
  test.each([
    ['an account that may do all', undefined, 'reused', 'you may do all of this'],
    ['a Contributor', [contributor], 'reused', 'you may create all of this, but not grant access'],
    ['a Reader', [reader], 'blocked', 'you may not create the instance or grant access'],
  ])('of %s', async (_, entries, status, says) => {
    const plan = await planned(entries === undefined ? {} : { entries });
    expect(line(plan, 'permissions')).toMatchObject({ status, says });
  });

  test('that can not be read are said to be unknown, and do not stop anybody', async () => {
    const azure = fakeAzure(fakeWorld(), { permissions: () => Promise.resolve(undefined) });
    const plan = await survey(fakeDesk(azure, { answers: all }), newWalk());
    expect(line(plan, 'permissions')).toMatchObject({ status: 'reused', evidence: 'unknown' });
    expect(plan.blocked.size).toBe(0);
  });

  test('the hand-over names what is missing, exactly, and who can help', async () => {
    const owner = { ...assigned(bea), roleId: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635' };
    const plan = await planned({ entries: [reader], people: [bea], assignments: [owner] });
    const [packet] = plan.handOvers;
    expect(packet?.why).toContain('Microsoft.DigitalTwins/digitalTwinsInstances/write');
    expect(packet?.people).toEqual(['Bea Cruz (Owner)']);
  });
});

describe('access', () => {
  test('is granted to me without asking the directory about names', async () => {
    const plan = await planned({}, { assignee: 'me' });
    expect(plan.facts.role).toMatchObject({ mine: true, principal: { id: ana.objectId } });
  });

  test.each([
    ['a user principal name', 'bea@contoso.com', bea],
    ["a guest's e-mail", 'gus@fabrikam.com', gus],
    ['an object id', bea.id, bea],
  ])('is granted to %s', async (_, assignee, who) => {
    const plan = await planned({ people: [bea, gus] }, { assignee });
    expect(plan.facts.role).toMatchObject({ mine: false, principal: { id: who.id } });
    expect(line(plan, 'role')?.says).toContain(who.name);
  });

  test('of somebody whom the directory does not know is refused with where to find the object id', async () => {
    const trouble = await refused({}, { assignee: 'nobody@contoso.com' });
    expect(trouble).toMatchObject({ code: 'no-such-principal', ending: 'usage' });
    expect(trouble.help).toContain('https://portal.example/#users');
  });

  test('of somebody whom two may be is refused with both ids', async () => {
    const trouble = await refused({ people: [bea, twin] }, { assignee: 'bea@contoso.com' });
    expect(trouble).toMatchObject({ code: 'ambiguous-principal', ending: 'usage' });
    expect(trouble.help).toContain(bea.id);
    expect(trouble.help).toContain(twin.id);
  });

  test('of somebody just typed is shown and confirmed; "no" asks again', async () => {
    const { interview, heard, confirmed } = scripted({
      assignee: ['bea@contoso.com', 'gus@fabrikam.com'],
      confirm: ['no'],
    });
    const desk = fakeDesk(fakeAzure(fakeWorld({ people: [bea, gus] })), { interview, answers: all });
    const plan = await survey(desk, newWalk());
    expect(confirmed).toEqual([
      'Bea Cruz (bea@contoso.com), a person in the directory Contoso',
      'Gus Keller (gus@fabrikam.com, a guest), a person in the directory Contoso: belongs to another organization',
    ]);
    expect(heard.map((each) => each.preselected)).toEqual(['me', 'bea@contoso.com']);
    expect(plan.facts.role?.principal.id).toBe(gus.id);
  });

  const builders: Principal = { id: 'cccccccc-0000-4000-8000-000000000009', type: 'Group', name: 'Twin Builders' };

  test.each<[string, Partial<RoleAssignment>, string]>([
    ['from the subscription', { scope: `/subscriptions/${dev.id}` }, 'already, from the subscription'],
    ['through a group', { principalId: builders.id }, 'already, through the group Twin Builders'],
    [
      'through a group, from the resource group',
      { principalId: builders.id, scope: `/subscriptions/${dev.id}/resourceGroups/rg-factory` },
      'already, through the group Twin Builders, from the resource group',
    ],
    ['through a group without a name', { principalId: twin.id }, 'already, through a group'],
  ])('that is held %s is said, not repeated, also before the instance is there', async (_, more, says) => {
    const held = assigned({ ...bea, id: ana.objectId }, more);
    const azure = fakeAzure(fakeWorld({ people: [builders] }), { roleAssignmentsOf: () => Promise.resolve([held]) });
    const plan = await survey(fakeDesk(azure, { answers: all }), newWalk());
    const role = line(plan, 'role');
    expect(role?.status).toBe('reused');
    expect(role?.says.endsWith(says)).toBe(true);
  });

  test('of a group says who gets in before it is granted', async () => {
    const { interview, confirmed } = scripted({ assignee: [builders.id] });
    const desk = fakeDesk(fakeAzure(fakeWorld({ people: [builders] })), { interview, answers: all });
    const plan = await survey(desk, newWalk());
    expect(confirmed).toEqual([
      'the group Twin Builders, a group in the directory Contoso: everybody in the group, now and later',
    ]);
    expect(line(plan, 'role')?.says).toContain('(everybody in the group, now and later)');
  });

  describe('where the directory may not be searched', () => {
    const closed = { principals: (_: string, id: string) => Promise.resolve([{ id, name: id }]) };

    test('a person is asked what an object id is', async () => {
      const { interview, heard } = scripted({ assignee: [bea.id, `group:${bea.id}`] });
      const desk = fakeDesk(fakeAzure(fakeWorld(), closed), { interview, answers: all });
      const plan = await survey(desk, newWalk());
      expect(heard[1]).toMatchObject({
        key: 'assignee',
        choices: [`user:${bea.id}`, `group:${bea.id}`, `app:${bea.id}`],
      });
      expect(plan.facts.role?.principal).toMatchObject({ id: bea.id, type: 'Group' });
      expect(line(plan, 'role')?.says).toContain(`the group with the object id ${bea.id}`);
    });

    test.each([
      [`app:${bea.id}`, 'ServicePrincipal'],
      [bea.id, undefined],
    ])('unattended, %s is taken as it is', async (assignee, type) => {
      const plan = await survey(fakeDesk(fakeAzure(fakeWorld(), closed), { answers: { ...all, assignee } }), newWalk());
      expect(plan.facts.role?.principal).toMatchObject({ id: bea.id });
      expect(plan.facts.role?.principal.type).toBe(type);
    });
  });

  test('of an object id that is something else than was said is refused', async () => {
    expect(await refused({ people: [bea] }, { assignee: `group:${bea.id}` })).toMatchObject({
      code: 'other-principal-type',
      ending: 'usage',
    });
  });

  test('that is there already is found, not repeated', async () => {
    const world = { instances: [instance('factory-twins')], assignments: [assigned({ ...bea, id: ana.objectId })] };
    expect(line(await planned(world), 'role')).toMatchObject({
      status: 'reused',
      says: expect.stringContaining('already'),
    });
  });

  test.each([
    ['with a condition', { conditional: true }],
    ['of another role', { roleId: 'd57506d4-4c8d-48b1-8587-93c323f6a5a3' }],
  ])('%s does not count', async (_, more) => {
    const world = {
      instances: [instance('factory-twins')],
      assignments: [assigned({ ...bea, id: ana.objectId }, more)],
    };
    expect(line(await planned(world), 'role')?.status).toBe('planned');
  });
});

describe('proof', () => {
  const granted = { instances: [instance('factory-twins')], assignments: [assigned({ ...bea, id: ana.objectId })] };

  test('is a call that the instance answered', async () => {
    expect(line(await planned(granted), 'verify')).toMatchObject({
      status: 'reused',
      says: 'the instance answered your call',
    });
  });

  test('of somebody else’s access is that the assignment is listed', async () => {
    const world = { ...granted, people: [bea], assignments: [assigned(bea)] };
    const plan = await planned(world, { assignee: 'bea@contoso.com' });
    expect(plan.facts.verify).toEqual({ called: false });
  });

  test('with a token of another tenant says so, and which tenant is right', async () => {
    const trouble = await refused({ ...granted, twins: { is: 'unknown-host' } });
    expect(trouble).toMatchObject({ code: 'sub-domain-not-found' });
    expect(trouble.help).toContain(dev.tenantId);
  });
});
