import { describe, expect, test } from '@jest/globals';
import { SetupError } from '../../../src/errors.ts';
import { ana, contributor, reader } from '../../support/contoso.ts';
import { admins, assigns, bea, held, managed, owner, planned, prompter, rbacAdministrator, robot } from './planning.ts';

const custom = 'cccccccc-1111-4000-8000-000000000001';

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

  test('people first; custom roles that may give roles count, deleted people, applications and oneself do not', async () => {
    const plan = await planned({ entries: [contributor], people: [bea, admins, robot], assignments, roles });
    expect(plan.handOvers[0]?.people).toEqual([
      'Bea Cruz (Contoso Access Desk)',
      'the group Platform Admins (Role Based Access Control Administrator, with a condition)',
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
    expect(denied.handOvers[0]?.people).toEqual(['Carl (Contributor)']);
  });

  test('object ids where the directory does not tell names', async () => {
    const plan = await planned(
      { entries: [contributor], assignments: [held(bea.id, owner, { principalType: 'Group' })] },
      {},
      { principalsById: () => Promise.resolve([]) },
    );
    expect(plan.handOvers[0]?.people).toEqual([`the group object id ${bea.id} (Owner)`]);
  });

  test('nobody where Azure does not tell', async () => {
    const refusal = { ending: 'handover', code: 'closed', message: 'No.', suggestion: '', httpStatus: 403 } as const;
    const closed = (): Promise<never> => Promise.reject(new SetupError(refusal));
    const plan = await planned({ entries: [contributor] }, {}, { roleAssignments: closed, customRoles: closed });
    expect(plan.handOvers[0]?.people).toEqual([]);
  });
});
