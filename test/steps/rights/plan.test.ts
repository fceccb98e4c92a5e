import { describe, expect, test } from '@jest/globals';
import { SetupError } from '../../../src/errors.ts';
import type { Azure } from '../../../src/port/azure.ts';
import { ana, contributor, everything, group, instance, reader, registered } from '../../support/contoso.ts';
import {
  assigns,
  bea,
  granting,
  held,
  line,
  managed,
  owner,
  planned,
  rbacAdministrator,
  subscription,
} from './planning.ts';

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
      'The deny assignment "Managed by contoso-insights" forbids it, whatever your roles. What helps: a resource group or subscription that it does not reach, or that its creator exempts you.',
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
