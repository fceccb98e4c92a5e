import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { actions } from '../../../src/domain/right.ts';
import { may } from '../../../src/rights/match.ts';
import { contoso } from '../../../src/sandbox/world/contoso/ids.ts';
import { newAssignment } from '../../support/resources.ts';
import { errorOf, type Port, type Workbench } from '../workbench.ts';
import { dataOwner, id, made, ownersBench } from './bench.ts';

let bench: Workbench;
let port: Port;
beforeAll(async () => {
  ({ bench, port } = await ownersBench());
});
afterAll(() => bench.close());

describe('an owner', () => {
  test('may do everything, and an absent group says nothing', async () => {
    for (const scope of [`/subscriptions/${id}`, `/subscriptions/${id}/resourceGroups/rg-buildings`]) {
      const entries = (await port.azure.permissions(scope)) ?? [];
      for (const action of Object.values(actions)) expect(may(entries, action)).toBe(true);
    }
    expect(await port.azure.permissions(`/subscriptions/${id}/resourceGroups/rg-nothing`)).toBeUndefined();
  });

  test('gives a role; the same under another name is the one that is there', async () => {
    const instance = await made(bench, port, 'plant-role');
    const wanted = {
      scope: instance.id,
      name: '6f1f8f5e-9d5a-5d0a-8d5f-2f1f7a9a0001',
      roleId: dataOwner,
      principalId: contoso.sean,
      principalType: 'User',
    } as const;
    const { id: first } = await port.azure.create(newAssignment(wanted));
    const given = (await port.azure.roleAssignmentsOf(instance.id, contoso.sean)).find((each) => each.id === first);
    expect(given).toMatchObject({
      name: wanted.name,
      principalId: contoso.sean,
      roleId: dataOwner,
      principalType: 'User',
      conditional: false,
    });
    const again = await port.azure.create(newAssignment({ ...wanted, name: '6f1f8f5e-9d5a-5d0a-8d5f-2f1f7a9a0002' }));
    expect(again).toEqual({ id: first });
    expect(await errorOf(port.azure.create(newAssignment({ ...wanted, principalId: contoso.bea })))).toMatchObject({
      code: 'RoleAssignmentUpdateNotPermitted',
      ending: 'refused',
    });
    const his = await port.azure.roleAssignmentsOf(instance.id, contoso.sean);
    expect(his).toContainEqual(given);
    expect((await port.azure.roleAssignments(instance.id)).length).toBeGreaterThan(his.length);
  });

  test('is let in by the instance once the role has spread, with a new token when asked for', async () => {
    const { id: scope, hostName } = await made(bench, port, 'plant-asked');
    expect(await port.azure.askTwins(id, hostName, false)).toEqual({ is: 'forbidden' });
    await port.azure.create(
      newAssignment({
        scope,
        name: '6f1f8f5e-9d5a-5d0a-8d5f-2f1f7a9a0003',
        roleId: dataOwner,
        principalId: contoso.ana,
        principalType: 'User',
      }),
    );
    port.sent();
    expect(await port.azure.askTwins(id, hostName, false)).toEqual({ is: 'forbidden' });
    expect(port.sent().filter((line) => line.endsWith('/token'))).toEqual([]);
    bench.later(60);
    expect(await port.azure.askTwins(id, hostName, true)).toEqual({ is: 'answered', models: 0 });
    expect(port.sent().filter((line) => line.endsWith('/token'))).toHaveLength(1);
    expect(port.events.filter((event) => event.kind === 'device-code')).toHaveLength(1);
  });
});
