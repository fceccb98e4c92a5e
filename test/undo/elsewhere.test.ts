import { describe, expect, test } from '@jest/globals';
import type { Entered } from '../../src/saved/enter.ts';
import { subscriptionOf } from '../../src/undo/where.ts';
import { ana, dev } from '../support/contoso.ts';
import { fakeAzure } from '../support/fake-azure.ts';
import { readyRecord, readyWorld, rg, role, twins } from '../support/ready.ts';
import { tried } from '../support/taking-back.ts';

/* Another account, another directory, another computer. */

const account: Entered['account'] = { name: ana.username, objectId: ana.objectId, tenantId: ana.tenantId };
const moved = { ...dev, tenantId: 'dddddddd-0000-4000-8000-000000000009' };

describe('undo begins only where it is certain whose the subscription is', () => {
  test('the account sees it in the directory of the record, in whatever case that is written', () => {
    const record = readyRecord({ tenant: ana.tenantId.toUpperCase() });
    expect(subscriptionOf({ account, subscription: dev }, record)).toEqual({ id: dev.id, name: dev.name });
  });

  test.each<[string, Entered['subscription'], string]>([
    ['the account does not see it', undefined, dev.id],
    ['it has moved to another directory', moved, moved.tenantId],
  ])('%s: nothing is removed, and it says so', (_, subscription, named) => {
    const begin = (): unknown => subscriptionOf({ account, subscription }, readyRecord());
    expect(begin).toThrow(named);
    expect(begin).toThrow('Nothing was removed.');
  });
});

test('two computers with the same record at once: both end well, and nothing goes but what was made', async () => {
  const world = readyWorld({ slowDeletion: 4, listLag: 3 });
  const both = await Promise.all([tried(fakeAzure(world)), tried(fakeAzure(world))]);
  expect(both.map(({ ended, error }) => ended?.outcome ?? error)).toEqual(['undone', 'undone']);
  expect([...new Set(world.deleted)].sort()).toEqual([rg.id, twins.id, role.id].sort());
});
