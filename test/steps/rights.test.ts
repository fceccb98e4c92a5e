import { describe, expect, test } from '@jest/globals';
import { assignmentName } from '../../src/domain/assignment-name.ts';
import type { Line } from '../../src/engine/context.ts';
import { makePlan } from '../../src/engine/make-plan.ts';
import type { Plan } from '../../src/engine/plan.ts';
import { newSession } from '../../src/engine/session.ts';
import { SetupError } from '../../src/errors.ts';
import type { DenyAssignment } from '../../src/port/access-control.ts';
import type { Azure, Principal, RoleAssignment } from '../../src/port/azure.ts';
import { everyone } from '../../src/rights/verdict.ts';
import type { Activation } from '../../src/step/hand-over.ts';
import { activationsOf } from '../../src/wizard/colleague.ts';
import type { StepId } from '../../steps/index.ts';
import {
  ana,
  contributor,
  dev,
  everything,
  type FakeWorld,
  fakeAzure,
  fakeWorld,
  group,
  instance,
  reader,
  registered,
} from '../support/fake-azure.ts';
import { fakeContext } from '../support/fake-context.ts';

const all = { resourceGroup: 'rg-factory', name: 'factory-twins', location: 'westeurope' };
const subscription = `/subscriptions/${dev.id}`;
const owner = '8e3af657-a8ff-443c-a75c-2fe8c4bcb635';
const rbacAdministrator = 'f58310d9-a9f6-439a-9e8d-f62e7b41a168';
const custom = 'cccccccc-1111-4000-8000-000000000001';
const assigns = { ...reader, actions: ['*/read', 'Microsoft.Authorization/roleAssignments/write'] };
const granting = { id: rbacAdministrator, name: 'Role Based Access Control Administrator', entries: [assigns] };
const ownerRole = { id: owner, name: 'Owner', entries: [everything] };

async function planned(
  world: Partial<FakeWorld>,
  answers: Readonly<Record<string, string>> = {},
  change: Partial<Azure> = {},
): Promise<Plan> {
  const azure = fakeAzure(fakeWorld(world), change);
  return makePlan(fakeContext(azure, { answers: { ...all, ...answers } }), newSession());
}

const line = (plan: Plan, id: StepId): Line | undefined => plan.lines.find((each) => each.id === id);

function held(principalId: string, roleId: string, more: Partial<RoleAssignment> = {}): RoleAssignment {
  return { id: '/x', name: 'x', scope: subscription, principalId, roleId, conditional: false, ...more };
}

const managed: DenyAssignment = {
  name: 'Managed by contoso-insights',
  scope: group('rg-factory').id,
  entries: [{ actions: ['*'], notActions: ['*/read'], dataActions: [], notDataActions: [] }],
  principals: [everyone],
  excluded: [],
  onlyItsScope: false,
  conditional: false,
};

function prompter(n: number, name: string, type: Principal['type'] = 'User'): Principal {
  return { id: `cccccccc-0000-4000-8000-00000000000${n}`, type, name };
}
const [bea, admins, robot] = [
  prompter(1, 'Bea Cruz'),
  prompter(2, 'Platform Admins', 'Group'),
  prompter(3, 'contoso-automation', 'ServicePrincipal'),
];

describe('what the plan says of the rights', () => {
  test('a deny assignment wins over Owner, and is named to whoever is asked: a role would not help', async () => {
    const plan = await planned({ denials: [managed], assignments: [held(bea.id, owner)], people: [bea] });
    expect(line(plan, 'permissions')).toMatchObject({
      status: 'blocked',
      says: 'you may not create the instance or grant access',
    });
    const [packet] = plan.handOvers;
    expect(packet?.why).toContain('the deny assignment "Managed by contoso-insights" forbids it');
    expect(packet?.ways.map((way) => way.says)).toEqual(['Do it for Ana Lima']);
  });

  test('whoever creates nothing and may not grant access is not said to be allowed to create', async () => {
    const adopted = await planned({ entries: [reader], instances: [instance('factory-twins')] });
    expect(line(adopted, 'permissions')?.says).toBe('you may not grant access');
    const created = await planned({ entries: [contributor] });
    expect(line(created, 'permissions')?.says).toBe('you may create all of this, but not grant access');
  });

  test('deny assignments that can not be read leave one doubt, said once', async () => {
    const plan = await planned({ denials: undefined });
    const doubt = 'unless a deny assignment forbids it (they could not be read)';
    expect(line(plan, 'permissions')).toMatchObject({
      says: `you probably may create the instance and grant access, ${doubt}`,
      evidence: 'assumed',
    });
    expect(line(plan, 'role')).toMatchObject({ says: expect.stringContaining(doubt), evidence: 'assumed' });
  });

  test('the directory is asked for groups only when a deny assignment is in the way', async () => {
    let asked = 0;
    const myGroups = (): Promise<ReadonlySet<string>> => {
      asked += 1;
      return Promise.resolve(new Set(['g']));
    };
    await planned({ denials: [{ ...managed, scope: group('rg-other').id }] }, {}, { myGroups });
    expect(asked).toBe(0);
    const plan = await planned({ denials: [{ ...managed, excluded: ['g'] }] }, {}, { myGroups });
    expect(asked).toBe(1);
    expect(line(plan, 'permissions')?.says).toBe('you may do all of this');
  });

  test('a condition on the only role that may give roles makes it probable', async () => {
    const world = {
      entries: [contributor, assigns],
      assignments: [held(ana.objectId, rbacAdministrator, { conditional: true })],
      roles: [granting],
    };
    const plan = await planned(world);
    expect(line(plan, 'permissions')).toMatchObject({ status: 'reused', evidence: 'assumed' });
    expect(line(plan, 'permissions')?.says).toBe(
      'you may create the instance; you probably may grant access, if the condition on your role allows it',
    );
    expect(line(plan, 'role')).toMatchObject({ status: 'planned', evidence: 'assumed' });
    expect(line(plan, 'role')?.says).toContain('if the condition on your role allows it');
  });

  test('the same role without a condition, from elsewhere, makes it certain', async () => {
    const own = [
      held(ana.objectId, rbacAdministrator, { conditional: true }),
      held(ana.objectId, rbacAdministrator, { name: 'y' }),
    ];
    const plan = await planned({ entries: [contributor, assigns], assignments: own, roles: [granting] });
    expect(line(plan, 'permissions')).toMatchObject({ says: 'you may do all of this', evidence: 'checked' });
  });

  test('own assignments that may not be read leave a doubt; an outage is an error as ever', async () => {
    const refused = (httpStatus: number) => () =>
      Promise.reject(new SetupError({ ending: 'forNow', code: 'x', message: 'x', suggestion: 'x', httpStatus }));
    const plan = await planned({}, {}, { roleAssignmentsOf: refused(403) });
    expect(line(plan, 'permissions')?.says).toContain('unless a condition on your role limits it');
    await expect(planned({}, {}, { roleAssignmentsOf: refused(503) })).rejects.toThrow();
  });

  test.each([
    [
      'Contributor',
      [held(ana.objectId, 'b24988ac-6180-42a0-ab88-20f7382dd24c')],
      'Your role Contributor creates resources, but never grants access to them.',
    ],
    ['a role of the company', [held(ana.objectId, 'mine')], 'Your role Twin Builder does not allow it.'],
    ['no role', [], 'You have no role there.'],
  ])('somebody with %s is told why that is not enough', async (_, assignments, sentence) => {
    const roles = [{ id: 'mine', name: 'Twin Builder', entries: [contributor] }];
    const plan = await planned({ entries: [contributor], assignments, roles });
    const outcome = plan.outcomes.get('role');
    expect(outcome?.kind === 'blocked' && outcome.why).toBe(sentence);
  });

  test('somebody whose roles a deny assignment overrules is told so instead', async () => {
    const plan = await planned({ denials: [managed], assignments: [held(ana.objectId, owner)] });
    const outcome = plan.outcomes.get('permissions');
    expect(outcome?.kind === 'blocked' && outcome.why).toBe(
      'The deny assignment "Managed by contoso-insights" forbids it, whatever your roles. What helps: a resource group or subscription that it does not reach, or that whoever made it exempts you.',
    );
  });

  test('a new group has the rights of the subscription; one that is there has its own', async () => {
    const asked: string[] = [];
    const permissions: Azure['permissions'] = (scope) => {
      asked.push(scope);
      return Promise.resolve([everything]);
    };
    await planned({}, { resourceGroup: 'rg-new' }, { permissions });
    expect(new Set(asked)).toEqual(new Set([subscription]));
    asked.length = 0;
    await planned({ provider: { ...registered, registrationState: 'NotRegistered' } }, {}, { permissions });
    expect(new Set(asked)).toEqual(new Set([subscription, group('rg-factory').id]));
    asked.length = 0;
    await planned({ instances: [instance('factory-twins')] }, {}, { permissions });
    expect(asked).toEqual([instance('factory-twins').id]);
  });

  test('each step gets its own answer when they differ', async () => {
    const permissions: Azure['permissions'] = (scope) =>
      Promise.resolve(scope === subscription ? undefined : [contributor]);
    const plan = await planned(
      { provider: { ...registered, registrationState: 'NotRegistered' } },
      {},
      { permissions },
    );
    expect(line(plan, 'permissions')).toMatchObject({
      evidence: 'unknown',
      says: 'you may not grant access; you may create the instance; could not be checked: switch the service on',
    });
  });
});

describe('the hand-over', () => {
  test('of a whole set-up says all in one go: each command, the role instead, and the access afterwards', async () => {
    const world = {
      entries: [reader],
      groups: [],
      provider: { ...registered, registrationState: 'NotRegistered' },
    };
    const plan = await planned(world, { resourceGroup: 'rg-new' });
    const [rights, access] = plan.handOvers;
    expect(rights?.ways[0]?.az.map((argv) => argv.slice(1, 3).join(' '))).toEqual([
      'account set',
      'provider register',
      'group create',
      'dt create',
    ]);
    expect(rights?.ways[0]?.portal).toEqual([
      expect.objectContaining({ then: expect.stringContaining('Resource providers') }),
      {
        link: `https://portal.example/#@/resource${subscription}`,
        then: expect.stringContaining(
          'choose Resource groups, then Create, with the name "rg-new", the region West Europe',
        ),
      },
      {
        link: `https://portal.example/#@/resource${group('rg-new').id}`,
        then: expect.stringContaining('the name "factory-twins", the region West Europe'),
      },
    ]);
    expect(rights?.details).toContainEqual(['Instance', 'factory-twins, in West Europe']);
    expect(rights?.ways[0]?.bicep).toMatchObject([
      { name: 'group.bicep', deploy: expect.arrayContaining(['sub', 'westeurope', 'group.bicep']) },
      { name: 'instance.bicep', deploy: expect.arrayContaining(['group', 'rg-new', 'instance.bicep']) },
    ]);
    expect(rights?.ways[1]).toMatchObject({
      says: 'Or let Ana Lima do it: Contributor on the subscription Contoso Dev',
      portal: [{ link: `https://portal.example/#@/resource${subscription}/users` }],
    });
    expect(access?.why).toContain('The instance has to be there first');
    expect([...plan.blocked].sort()).toEqual(['instance', 'permissions', 'provider', 'resource-group', 'role']);
  });

  test('asks for the role on the group alone when only the instance is missing', async () => {
    const [rights] = (await planned({ entries: [reader] })).handOvers;
    const scope = group('rg-factory').id;
    expect(rights?.ways[1]?.az[0]?.slice(-2)).toEqual(['--scope', scope]);
    expect(rights?.ways[1]?.bicep?.[0]?.deploy.slice(0, 4)).toEqual(['az', 'deployment', 'group', 'create']);
  });

  test('tells what is wanted besides name and region', async () => {
    const answers = { tags: '{"costCenter":"7"}', identity: 'system', publicNetworkAccess: 'disabled' };
    const [way] = (await planned({ entries: [reader] }, answers)).handOvers[0]?.ways ?? [];
    expect(way?.portal?.[0]?.then).toMatch(
      /the tags .*costCenter=7.*, a system-assigned identity, no access from public networks$/,
    );
    const [file] = way?.bicep ?? [];
    expect(file?.file).toContain("    'costCenter': '7'");
    expect(file?.file).toContain("    type: 'SystemAssigned'");
    expect(file?.file).toContain("    publicNetworkAccess: 'Disabled'");
  });

  test('of the access gives the wizard’s own assignment name, so that all ways make one assignment', async () => {
    const [access] = (await planned({ entries: [contributor] }, { role: 'reader' })).handOvers;
    const role = 'd57506d4-4c8d-48b1-8587-93c323f6a5a3';
    const scope = instance('factory-twins').id;
    const [way] = access?.ways ?? [];
    expect(way?.az[0]).toEqual(expect.arrayContaining([ana.objectId, 'User', role, scope]));
    expect(way?.bicep?.[0]?.file).toContain(`name: '${assignmentName(scope, ana.objectId, role)}'`);
    expect(way?.bicep?.[0]?.deploy).toEqual(expect.arrayContaining(['--resource-group', 'rg-factory']));
  });
});

describe('who can help', () => {
  const assignments = [
    held(robot.id, owner),
    held(admins.id, rbacAdministrator, { conditional: true }),
    held(bea.id, custom),
    held(ana.objectId, custom),
    held('cccccccc-0000-4000-8000-00000000000f', owner),
    held(prompter(4, 'Rita').id, 'acdd72a7-3385-48ef-bd42-f606fba81ae7'),
  ];
  const roles = [
    { id: custom, name: 'Contoso Access Desk', entries: [assigns] },
    { id: 'x', name: 'Contoso Reader', entries: [reader] },
  ];

  test('people first; custom roles that may give roles count, deleted people and oneself do not', async () => {
    const plan = await planned({ entries: [contributor], people: [bea, admins, robot], assignments, roles });
    expect(plan.handOvers[0]?.people).toEqual([
      'Bea Cruz (Contoso Access Desk)',
      'group Platform Admins (Role Based Access Control Administrator, with a condition)',
      'application contoso-automation (Owner)',
    ]);
  });

  test('to create: who may create, and who may give the right to', async () => {
    const own = [...assignments, held(prompter(5, 'Carl').id, 'b24988ac-6180-42a0-ab88-20f7382dd24c')];
    const people = [bea, admins, robot, prompter(4, 'Rita'), prompter(5, 'Carl')];
    const plan = await planned({ entries: [reader], people, assignments: own, roles });
    const [rights, access] = plan.handOvers;
    expect(rights?.people).toContain('Carl (Contributor)');
    expect(rights?.people).toContain('Bea Cruz (Contoso Access Desk)');
    expect(access?.people).not.toContain('Carl (Contributor)');
    expect([rights?.roles, access?.roles]).toEqual([
      'an Owner or Contributor of the subscription Contoso Dev',
      'an Owner, User Access Administrator or Role Based Access Control Administrator of the subscription Contoso Dev',
    ]);
    const denied = await planned({ denials: [managed], people, assignments: own, roles });
    expect(denied.handOvers[0]?.people).toEqual(['Carl (Contributor)', 'application contoso-automation (Owner)']);
  });

  test('object ids where the directory does not tell names', async () => {
    const plan = await planned(
      { entries: [contributor], assignments: [held(bea.id, owner, { principalType: 'Group' })] },
      {},
      { principalsById: () => Promise.resolve([]) },
    );
    expect(plan.handOvers[0]?.people).toEqual([`group object id ${bea.id} (Owner)`]);
  });

  test('nobody where Azure does not tell', async () => {
    const refusal = { ending: 'handover', code: 'closed', message: 'No.', suggestion: '', httpStatus: 403 } as const;
    const closed = (): Promise<never> => Promise.reject(new SetupError(refusal));
    const plan = await planned({ entries: [contributor] }, {}, { roleAssignments: closed, customRoles: closed });
    expect(plan.handOvers[0]?.people).toEqual([]);
  });
});

describe('roles that can be activated', () => {
  const eligible = [
    { id: 'e1', roleId: rbacAdministrator, scope: subscription },
    { id: 'e2', roleId: owner, scope: subscription },
    { id: 'e3', roleId: owner, scope: group('rg-other').id },
  ];
  const roles = [granting, ownerRole];
  const yours = (plan: Plan, id: StepId): readonly Activation[] => {
    const outcome = plan.outcomes.get(id);
    return outcome?.kind === 'blocked' ? outcome.activations : [];
  };

  test('are offered where they give what is missing, the most helpful first', async () => {
    const plan = await planned({ entries: [reader], eligible, roles });
    expect(yours(plan, 'permissions').map((each) => `${each.role} on ${each.on}`)).toEqual([
      'Owner on the subscription Contoso Dev',
    ]);
    expect(yours(plan, 'role').map((each) => each.role)).toEqual(['Role Based Access Control Administrator', 'Owner']);
    expect(yours(plan, 'role')[0]).toMatchObject({ link: 'https://portal.example/#activate', hours: 1 });
  });

  test.each([
    ['who has no role yet', [reader]],
    ['who has one', [everything]],
  ])('are not offered to somebody %s against a deny assignment: no role helps', async (_, entries) => {
    const plan = await planned({ entries, eligible, roles, denials: [managed] });
    expect([yours(plan, 'permissions'), yours(plan, 'role')]).toEqual([[], []]);
    expect(line(plan, 'role')?.says).toBe(
      'you may not grant roles here: the deny assignment "Managed by contoso-insights" forbids it',
    );
    for (const { why } of plan.handOvers) expect(why).toContain('unless whoever made it exempts them');
    expect(activationsOf(plan)).toEqual([]);
  });

  test('are only looked for when something is missing, and never activated by a plan', async () => {
    let asked = 0;
    const world = fakeWorld({ eligible, roles });
    const azure = fakeAzure(world, {
      eligibleRoles: () => {
        asked += 1;
        return Promise.resolve(eligible);
      },
    });
    await makePlan(fakeContext(azure, { answers: all }), newSession());
    expect(asked).toBe(0);
    world.entries = [contributor];
    const plan = await makePlan(fakeContext(azure, { answers: all }), newSession());
    expect(asked).toBeGreaterThan(0);
    expect(world.writes).toEqual([]);
    expect(line(plan, 'role')?.says).toContain('you can activate Role Based Access Control Administrator on');
  });
});
