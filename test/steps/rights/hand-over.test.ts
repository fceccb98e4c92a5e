import { describe, expect, test } from '@jest/globals';
import { assignmentName } from '../../../src/domain/assignment-name.ts';
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

  test("of the access gives the wizard's own assignment name, so that all ways make one assignment", async () => {
    const [access] = (await planned({ entries: [contributor] }, { role: 'reader' })).handOvers;
    const role = 'd57506d4-4c8d-48b1-8587-93c323f6a5a3';
    const scope = instance('factory-twins').id;
    const [way] = access?.ways ?? [];
    expect(way?.az[0]).toEqual(expect.arrayContaining([ana.objectId, 'User', role, scope]));
    expect(way?.bicep?.[0]?.file).toContain(`name: '${assignmentName(scope, ana.objectId, role)}'`);
    expect(way?.bicep?.[0]?.deploy).toEqual(expect.arrayContaining(['--resource-group', 'rg-factory']));
  });
});
