import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { contoso } from '../../../src/sandbox/world/contoso/ids.ts';
import { newAssignment, newGroup, newInstance, newRegistration } from '../../support/resources.ts';
import { errorOf, type Workbench } from '../workbench.ts';
import { dataOwner, id, ownersBench, wantedInstance } from './bench.ts';

let bench: Workbench;
beforeAll(async () => {
  ({ bench } = await ownersBench());
});
afterAll(() => bench.close());

describe('an owner', () => {
  test('previews: reads are counted, writes refused and not sent', async () => {
    const preview = await bench.signedIn({ allowWrites: false });
    const reads = preview.azure.requests.reads;
    await preview.azure.nameAvailability(id, 'westeurope', 'plant-preview');
    await preview.azure.principals(id, contoso.carla);
    preview.sent();
    for (const write of [
      () => preview.azure.create(newRegistration(id)),
      () => preview.azure.create(newGroup(id, 'rg-preview', 'westeurope', {})),
      () =>
        preview.azure.create(newInstance({ ...wantedInstance, resourceGroup: 'rg-buildings', name: 'plant-preview' })),
      () =>
        preview.azure.create(
          newAssignment({
            scope: `/subscriptions/${id}`,
            name: '6f1f8f5e-9d5a-5d0a-8d5f-2f1f7a9a0004',
            roleId: dataOwner,
            principalId: contoso.bea,
          }),
        ),
    ]) {
      expect(await errorOf(write())).toMatchObject({ code: 'preview-refused-a-write' });
    }
    expect(preview.sent()).toEqual([]);
    expect(preview.azure.requests).toEqual({ reads: reads + 2, writes: 0 });
  });
});
