import { describe, expect, test } from '@jest/globals';
import { assignmentName } from '../../../src/domain/assignment-name.ts';
import type { PermissionEntry } from '../../../src/port/principals.ts';
import { ana, contributor, group, instance, reader, registered } from '../../support/contoso.ts';
import { planned, subscription } from './planning.ts';

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
    const [, instead] = rights?.ways ?? [];
    expect(instead?.says).toBe('Or let Ana Lima do the rest: Contributor on the resource group rg-new');
    expect(instead?.az.map((argv) => argv.slice(1, 4).join(' '))).toEqual([
      'account set --subscription',
      'provider register --namespace',
      'group create --name',
      'role assignment create',
    ]);
    expect(instead?.az.at(-1)?.slice(-2)).toEqual(['--scope', group('rg-new').id]);
    expect(instead?.portal?.at(-1)?.link).toBe(`https://portal.example/#@/resource${group('rg-new').id}/users`);
    expect(instead?.bicep?.map(({ name }) => name)).toEqual(['group.bicep', 'role.bicep']);
    expect(access?.why).toContain('The instance has to be there first');
    expect([...plan.blocked].sort()).toEqual(['instance', 'permissions', 'provider', 'resource-group', 'role']);
  });

  test('asks for the role on the group alone when only the instance is missing', async () => {
    const [rights] = (await planned({ entries: [reader] })).handOvers;
    const scope = group('rg-factory').id;
    expect(rights?.ways[1]?.az.at(-1)?.slice(-2)).toEqual(['--scope', scope]);
    expect(rights?.ways[1]?.says).toBe('Or let Ana Lima do it: Contributor on the resource group rg-factory');
    expect(rights?.ways[1]?.bicep?.[0]?.deploy.slice(0, 4)).toEqual(['az', 'deployment', 'group', 'create']);
  });

  test('gives no role where all that is missing is to switch the service on', async () => {
    const provider = { ...registered, registrationState: 'NotRegistered' };
    const permissions = (scope: string): Promise<PermissionEntry[]> =>
      Promise.resolve([scope === subscription ? reader : contributor]);
    const [rights] = (await planned({ provider }, {}, { permissions })).handOvers;
    expect(rights?.ways.map(({ says }) => says)).toEqual(['Do it for Ana Lima']);
    expect(rights?.ways[0]?.az.map((argv) => argv.slice(1, 3).join(' '))).toEqual(['account set', 'provider register']);
  });

  test.each([
    ['nothing at all', { entries: [reader], groups: [] }, { resourceGroup: 'rg-new' }],
    [
      'no group, and the service is off',
      { entries: [reader], groups: [], provider: { ...registered, registrationState: 'NotRegistered' } },
      { resourceGroup: 'rg-new' },
    ],
    ['a group, but no rights in it', { entries: [reader] }, {}],
  ])('never asks for a role on the whole subscription: %s', async (_, world, answers) => {
    for (const { ways } of (await planned(world, answers)).handOvers) {
      for (const argv of ways.flatMap(({ az }) => az))
        expect(argv).not.toEqual(expect.arrayContaining(['--scope', subscription]));
    }
  });

  test('tells what is wanted besides name and region', async () => {
    const answers = { tags: '{"costCenter":"7"}', identity: 'system', publicNetworkAccess: 'disabled' };
    const [way] = (await planned({ entries: [reader] }, answers)).handOvers[0]?.ways ?? [];
    expect(way?.portal?.[0]?.then).toMatch(
      /the tags .*costCenter=7.*, a system-assigned identity, no access from public networks$/,
    );
    const [file] = way?.bicep ?? [];
    expect(file?.text).toContain("    costCenter: '7'");
    expect(file?.text).toContain("    type: 'SystemAssigned'");
    expect(file?.text).toContain("    publicNetworkAccess: 'Disabled'");
  });

  test("of the access gives the wizard's own assignment name, so that all ways make one assignment", async () => {
    const [access] = (await planned({ entries: [contributor] }, { role: 'reader' })).handOvers;
    const role = 'd57506d4-4c8d-48b1-8587-93c323f6a5a3';
    const scope = instance('factory-twins').id;
    const [way] = access?.ways ?? [];
    expect(way?.az[0]).toEqual(expect.arrayContaining([ana.objectId, 'User', role, scope]));
    expect(way?.bicep?.[0]?.text).toContain(`name: '${assignmentName(scope, ana.objectId, role)}'`);
    expect(way?.bicep?.[0]?.deploy).toEqual(expect.arrayContaining(['--resource-group', 'rg-factory']));
  });
});
