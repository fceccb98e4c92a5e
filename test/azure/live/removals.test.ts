import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { resourceGroupId } from '../../../src/domain/group.ts';
import type { Removable } from '../../../src/domain/right.ts';
import { contoso } from '../../../src/sandbox/world/contoso/ids.ts';
import { newAssignment } from '../../support/resources.ts';
import type { Port, Workbench } from '../workbench.ts';
import { dataOwner, id, made, ownersBench } from './bench.ts';

let bench: Workbench;
let port: Port;
beforeAll(async () => {
  ({ bench, port } = await ownersBench());
});
afterAll(() => bench.close());

describe('what was made', () => {
  const group = resourceGroupId(id, 'rg-plant-gone');
  let instance: { readonly id: string; readonly hostName: string };
  let assignment: string;
  beforeAll(async () => {
    instance = await made(bench, port, 'plant-gone');
    const wanted = { scope: instance.id, roleId: dataOwner, principalId: contoso.ana, principalType: 'User' } as const;
    ({ id: assignment } = await port.azure.create(newAssignment(wanted)));
    bench.later(60);
  });

  test('tells when it was born, the group in its list only', async () => {
    const found = [
      await port.azure.find({ kind: 'group', id: group }),
      await port.azure.find({ kind: 'instance', id: instance.id }),
      await port.azure.find({ kind: 'assignment', id: assignment }),
    ];
    for (const each of found) expect(Date.parse(each?.born ?? '')).toBeGreaterThan(Date.now() - 120_000);
  });

  test('holds what can be counted: nothing yet; and is all that is in its group', async () => {
    expect(await port.azure.holdings(id, instance.hostName, [])).toEqual({
      models: 0,
      twins: 0,
      relationships: 0,
      eventRoutes: 0,
    });
    expect(await port.azure.endpoints(instance.id)).toBe(0);
    expect(await port.azure.groupContents(id, 'rg-plant-gone')).toEqual([
      { id: instance.id, name: 'plant-gone', type: 'Microsoft.DigitalTwins/digitalTwinsInstances' },
    ]);
  });

  test('is taken away by its exact id, and says itself when it is gone; doing it twice is no error', async () => {
    port.sent();
    for (let times = 0; times < 2; times += 1) await port.azure.remove('assignment', assignment);
    expect(await port.azure.roleAssignment(assignment)).toBeUndefined();
    await port.azure.remove('instance', instance.id);
    expect(await port.azure.instance(id, 'rg-plant-gone', 'plant-gone')).toMatchObject({
      provisioningState: 'Deleting',
    });
    bench.later(60);
    expect(await port.azure.instance(id, 'rg-plant-gone', 'plant-gone')).toBeUndefined();
    expect(await port.azure.roleAssignment(assignment)).toBeUndefined();
    await port.azure.remove('group', group);
    expect(await port.azure.resourceGroup(id, 'rg-plant-gone')).toMatchObject({ provisioningState: 'Deleting' });
    bench.later(60);
    expect(await port.azure.resourceGroup(id, 'rg-plant-gone')).toBeUndefined();
    await port.azure.remove('group', group);
    await port.azure.remove('instance', instance.id);
    expect(await port.azure.groupContents(id, 'rg-plant-gone')).toBeUndefined();
    const deletions = port.sent().filter((line) => line.startsWith('DELETE'));
    expect(deletions).toEqual(
      [assignment, assignment, instance.id, group, group, instance.id].map((each) => `DELETE ${each}`),
    );
  });
});

test.each<readonly [Removable, string]>([
  ['group', `/subscriptions/${id}`],
  ['group', `/subscriptions/${id}/resourceGroups/rg-web/providers/Microsoft.DigitalTwins/digitalTwinsInstances/x`],
  ['group', `/subscriptions/${id}/resourceGroups/`],
  ['group', `/subscriptions/${id}/resourceGroups/rg-web?x=/resourceGroups/y`],
  ['instance', resourceGroupId(id, 'rg-web')],
  ['instance', `${resourceGroupId(id, 'rg-web')}/providers/Microsoft.Storage/storageAccounts/lab7`],
  ['assignment', `/subscriptions/${id}/providers/Microsoft.Authorization/roleAssignments/a`],
  ['assignment', `${resourceGroupId(id, 'rg-web')}/providers/Microsoft.DigitalTwins/digitalTwinsInstances/x`],
])('no request deletes a %s by %s', async (kind, wrong) => {
  port.sent();
  await expect(port.azure.remove(kind, wrong)).rejects.toThrow(TypeError);
  expect(port.sent()).toEqual([]);
});
