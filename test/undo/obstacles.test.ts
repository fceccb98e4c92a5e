import { describe, expect, test } from '@jest/globals';
import { SetupError } from '../../src/errors.ts';
import type { DenyAssignment } from '../../src/port/access-control.ts';
import type { PermissionEntry, Resident } from '../../src/port/azure.ts';
import type { Lock } from '../../src/port/place-rules.ts';
import { everyone } from '../../src/rights/verdict.ts';

import { contributor, dev, everything, group, instance, reader } from '../support/contoso.ts';
import { type FakeAzure, fakeAzure } from '../support/fake-azure.ts';
import type { FakeWorld } from '../support/fake-world.ts';
import { assignment, later, madeOf, readyRecord, readyWorld, rg, role, twins } from '../support/ready.ts';
import { type Tried, tried } from '../support/taking-back.ts';

/* What stands in the way of an undo, and what stays for it: looked at before the first deletion. */

const lab: Resident = {
  id: `${rg.id}/providers/Microsoft.Storage/storageAccounts/lab7`,
  name: 'lab7',
  type: 'Microsoft.Storage/storageAccounts',
};
const subscription = `/subscriptions/${dev.id}`;

interface Seen extends Tried {
  readonly world: FakeWorld;
  /** The error in one line. */
  readonly said: string;
}

async function undo(
  change: Partial<FakeWorld>,
  verbs: (world: FakeWorld) => Partial<FakeAzure> = () => ({}),
  record = readyRecord(),
): Promise<Seen> {
  const world = readyWorld(change);
  const result = await tried(fakeAzure(world, verbs(world)), {}, record);
  const { error } = result;
  const said = error instanceof SetupError ? `${error.ending} ${error.code}: ${error.message} ${error.suggestion}` : '';
  return { ...result, world, said };
}

const lockAt = (scope: string, more: Partial<Lock> = {}): Lock => ({
  name: 'keep',
  level: 'CanNotDelete',
  scope,
  ...more,
});

describe('locks', () => {
  test.each([
    ['the subscription', subscription],
    ['the group', rg.id],
    ['the group, its id in another case', rg.id.toUpperCase()],
    ['the instance', twins.id],
    ['something within the instance', `${twins.id}/privateEndpointConnections/pe`],
  ])('on %s: 4 before the first deletion', async (_, scope) => {
    const { world, said, fates } = await undo({ locks: [lockAt(scope)] });
    expect(said).toMatch(/^refused ScopeLocked: A lock protects it against deletion: "keep" \(CanNotDelete\) on /);
    expect(said).toContain('Nothing was removed.');
    expect(world.writes).toEqual([]);
    expect(fates).toEqual({});
  });

  test('each is named with its level and its note, and none is taken away', async () => {
    const locks = [lockAt(rg.id, { level: 'ReadOnly', notes: 'until the audit' }), lockAt(subscription)];
    const { said, world } = await undo({ locks });
    expect(said).toContain('Locks protect it');
    expect(said).toContain('"keep" (ReadOnly, "until the audit") on the resource group rg-factory');
    expect(said).toContain('"keep" (CanNotDelete) on the subscription Contoso Dev');
    expect(said).toContain('adt-setup takes no locks away');
    expect(world.locks).toHaveLength(2);
  });

  test.each([
    ['on another group', { locks: [lockAt(group('rg-web').id)] }, ['assignment', 'instance', 'group']],
    ['on what keeps the group', { locks: [lockAt(lab.id)], residents: [lab] }, ['assignment', 'instance']],
  ])('%s stop nothing', async (_, change, removed) => {
    const { ended, fates } = await undo(change);
    expect(ended?.outcome).toBe('undone');
    expect(Object.keys(fates).filter((kind) => fates[kind] === 'removed')).toEqual(removed);
  });

  test('that can not be read are told of, and it goes on', async () => {
    const { ended } = await undo({ locks: undefined });
    expect(ended?.outcome).toBe('undone');
    expect(ended?.plan.notes).toEqual(['Locks could not be read: one may stop it midway.']);
  });

  test('one that comes midway stops it, with a true account of what is gone', async () => {
    const { said, fates, record, world } = await undo({}, (here) => ({
      remove: async (kind, id) => {
        if (kind === 'assignment') return await fakeAzure(here).remove(kind, id);
        here.locks = [lockAt(rg.id)];
        throw new SetupError({ ending: 'refused', code: 'ScopeLocked', message: 'Locked.', suggestion: 'x' });
      },
    }));
    expect(said).toMatch(/^refused ScopeLocked: .*"keep".* Removed before: /);
    expect(said).toContain(role.name);
    expect(fates).toEqual({ assignment: 'removed', instance: 'failed' });
    expect(record.made.map(({ kind }) => kind)).toEqual(['registration', 'group', 'instance']);
    expect(world.deleted).toEqual([role.id]);
  });
});

describe('rights', () => {
  test('who may not take roles away leaves the role, which goes with the instance', async () => {
    const { ended, fates, world, record } = await undo({ entries: [contributor] });
    expect(ended?.outcome).toBe('undone');
    expect(world.writes).toEqual(['remove instance factory-twins', 'remove group rg-factory']);
    expect(ended?.plan.entries[0]?.removal).toMatchObject({
      kind: 'stays',
      why: 'you may not take it away, but it has no effect without the instance',
    });
    expect(fates).toMatchObject({ assignment: 'gone', instance: 'removed', group: 'removed' });
    expect(record.made.map(({ kind }) => kind)).toEqual(['registration']);
  });

  test('who may only read hands over: nothing is removed, and the record stays open', async () => {
    const { ended, world, record } = await undo({ entries: [reader] });
    expect(ended?.outcome).toBe('handover');
    expect(ended?.plan.missing.map(({ entry, action }) => `${entry.thing.kind} ${action}`)).toEqual([
      'instance Microsoft.DigitalTwins/digitalTwinsInstances/delete',
      'group Microsoft.Resources/subscriptions/resourceGroups/delete',
    ]);
    expect(world.writes).toEqual([]);
    expect(record.made).toHaveLength(4);
    expect(record.outcome).not.toBe('undone');
  });

  test('who may delete all but the group does the rest, and hands that over', async () => {
    const most: PermissionEntry = {
      actions: ['*'],
      notActions: ['Microsoft.Resources/subscriptions/resourceGroups/delete'],
    };
    const { ended, world } = await undo({ entries: [most] });
    expect(ended?.outcome).toBe('handover');
    expect(ended?.plan.missing.map(({ entry }) => entry.thing.kind)).toEqual(['group']);
    expect(world.writes).toEqual([`remove assignment ${role.name}`, 'remove instance factory-twins']);
  });

  test('without the right to delete the instance its role stays, so that it can be used', async () => {
    const most: PermissionEntry = {
      actions: ['*'],
      notActions: ['Microsoft.DigitalTwins/digitalTwinsInstances/delete'],
    };
    const { ended, world, fates } = await undo({ entries: [most] });
    expect(ended?.outcome).toBe('handover');
    expect(fates['assignment']).toBe('kept: the instance is still there');
    expect(world.deleted).toEqual([]);
  });

  test('a role on an instance that stays goes along with nothing: it is handed over', async () => {
    const { ended } = await undo({ entries: [contributor] }, undefined, readyRecord({ made: [madeOf('assignment')] }));
    expect(ended?.outcome).toBe('handover');
    expect(ended?.plan.missing.map(({ entry }) => entry.thing.kind)).toEqual(['assignment']);
  });

  test('rights that can not be read stop nothing', async () => {
    expect((await undo({ entries: undefined })).ended?.outcome).toBe('undone');
  });

  test('a deny assignment is named, not a missing role: 4, and nothing removed', async () => {
    const stack: DenyAssignment = {
      name: 'Deny assignment of stack plant',
      scope: rg.id,
      entries: [{ actions: ['*/delete'], notActions: [] }],
      principals: [everyone],
      excluded: [],
      onlyItsScope: false,
      conditional: false,
    };
    const { said, world } = await undo({ denials: [stack], entries: [everything] });
    expect(said).toMatch(/^refused DenyAssignmentAuthorizationFailed: /);
    expect(said).toContain('Deny assignment of stack plant');
    expect(said).toContain('Nothing was removed.');
    expect(world.writes).toEqual([]);
  });
});

describe('what stays', () => {
  const byOthers = assignment(rg.id, 'on-group');
  test.each<[string, Partial<FakeWorld>, string]>([
    ['a group that holds something else', { residents: [lab] }, 'also holds: storage account lab7'],
    [
      'a group with more than a line has room for',
      { residents: [1, 2, 3, 4, 5].map((at) => ({ ...lab, id: `${lab.id}${at}` })) },
      'and 2 more',
    ],
    [
      'a group with another instance',
      { instances: [twins, instance('other', 'rg-factory')] },
      'also holds: digital twins instance other',
    ],
    [
      'a group to which others have access',
      { assignments: [role, byOthers] },
      'others were given access to it (1 role)',
    ],
    ['a group whose contents can not be listed', { isListed: false }, "what else is in it can't be seen"],
    [
      'a group that another application manages',
      { groups: [{ ...rg, managedBy: 'aks' }] },
      'another application manages it by now (aks)',
    ],
    [
      'a group that was made anew',
      { births: new Map([[rg.id.toLowerCase(), later]]) },
      `another one of that name, made on ${later}`,
    ],
    [
      'a group of which Azure does not tell when it was made',
      { births: new Map() },
      "Azure doesn't tell when it was made",
    ],
  ])('%s: the role and the instance go', async (_, change, why) => {
    const { ended, fates, world } = await undo(change);
    expect(ended?.outcome).toBe('undone');
    expect(fates['group']).toContain('kept: ');
    expect(fates['group']).toContain(why);
    expect(fates).toMatchObject({ assignment: 'removed', instance: 'removed' });
    expect(world.groups).toHaveLength(1);
  });

  test('an instance that a colleague made anew, with our tag: it and its group stay', async () => {
    const { ended, fates, world } = await undo({ instances: [{ ...twins, createdTime: later }], assignments: [] });
    expect(ended?.outcome).toBe('undone');
    expect(fates).toMatchObject({
      instance: `kept: another one of that name, made on ${later}, not by this set-up`,
      group: 'kept: also holds: digital twins instance factory-twins',
    });
    expect(world.writes).toEqual([]);
  });

  test('what was found, whatever it is called and tagged', async () => {
    const { ended, world } = await undo({}, undefined, readyRecord({ made: [madeOf('assignment')] }));
    expect(ended?.plan.found.map(({ kind }) => kind)).toEqual(['registration', 'group', 'instance']);
    expect(world.deleted).toEqual([role.id]);
  });

  test('what the same person has from above; the reason says that access remains', async () => {
    const above = assignment(rg.id, 'above', { principalId: role.principalId });
    const { ended, world } = await undo({ assignments: [role, above] });
    expect(ended?.plan.entries[0]?.removal).toMatchObject({
      why: 'made by this set-up; access remains through the resource group rg-factory',
    });
    expect(world.deleted).not.toContain(above.id);
  });

  test('a group of which it can not be seen who has access to it', async () => {
    const closed = new SetupError({ ending: 'handover', code: 'x', message: 'x', suggestion: 'x', httpStatus: 403 });
    const { fates } = await undo({}, (here) => ({
      roleAssignments: (scope) => (scope === rg.id ? Promise.reject(closed) : fakeAzure(here).roleAssignments(scope)),
    }));
    expect(fates['group']).toBe("kept: who else has access to it can't be seen");
  });

  test('a storage account that comes while the list of the group is waited for', async () => {
    let lists = 0;
    const { fates, world } = await undo({ listLag: 9 }, (here) => {
      const azure = fakeAzure(here);
      const groupContents: FakeAzure['groupContents'] = (...where) => {
        lists += 1;
        if (lists === 8) here.residents = [lab];
        return azure.groupContents(...where);
      };
      return { ...azure, groupContents };
    });
    expect(lists).toBeGreaterThan(7);
    expect(fates['group']).toBe('kept: also holds: storage account lab7');
    expect(world.deleted).not.toContain(rg.id);
  });

  test('a storage account that comes while undo waits is seen by the last look', async () => {
    const { fates, world } = await undo({}, (here) => ({
      remove: async (kind, id) => {
        if (kind === 'instance') here.residents = [lab];
        await fakeAzure(here).remove(kind, id);
      },
    }));
    expect(fates['group']).toBe('kept: also holds: storage account lab7');
    expect(world.deleted).not.toContain(rg.id);
  });
});

test.each([
  ['all of it', { groups: [], instances: [], assignments: [] }, 0],
  ['the instance', { instances: [], assignments: [] }, 1],
  ['the role', { assignments: [] }, 2],
])('%s is gone already: that counts as done, and the rest goes', async (_, change, writes) => {
  const { ended, world, record } = await undo(change);
  expect(ended?.outcome).toBe('undone');
  expect(world.writes).toHaveLength(writes);
  expect(record).toMatchObject({ outcome: 'undone', made: [{ kind: 'registration' }] });
});
