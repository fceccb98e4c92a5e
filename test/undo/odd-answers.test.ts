import { describe, expect, test } from '@jest/globals';
import { type Ending, SetupError } from '../../src/errors.ts';
import { type FakeAzure, fakeAzure } from '../support/fake-azure.ts';
import type { FakeWorld } from '../support/fake-world.ts';
import { readyWorld, rg, role, twins } from '../support/ready.ts';
import { tried } from '../support/taking-back.ts';

/* What Azure answers to a deletion is no proof: the thing itself tells. */

type Remove = FakeAzure['remove'];

function failure(ending: Ending, code: string, httpStatus?: number): SetupError {
  return new SetupError({ ending, code, message: `It said ${code}.`, suggestion: 'x', httpStatus });
}

/** Removes as the world does, except where `odd` does it. */
function removing(world: FakeWorld, odd: Remove): { readonly azure: FakeAzure; readonly sent: string[] } {
  const sent: string[] = [];
  const remove: Remove = async (kind, id) => {
    sent.push(kind);
    await odd(kind, id);
  };
  return { azure: fakeAzure(world, { remove }), sent };
}

const plain = (world: FakeWorld): Remove => fakeAzure(world).remove;

describe('all of these end as done, each deletion sent once', () => {
  test.each<[string, Partial<FakeWorld>, (world: FakeWorld) => Remove]>([
    ['Azure takes its time', { slowDeletion: 30 }, plain],
    [
      'the answer is lost after it took effect',
      { slowDeletion: 2 },
      (world) => async (kind, id) => {
        await plain(world)(kind, id);
        throw failure('forNow', 'ECONNRESET');
      },
    ],
    [
      'it answers 500 late, while the thing is in state Deleting',
      { slowDeletion: 9 },
      (world) => async (kind, id) => {
        await plain(world)(kind, id);
        throw failure('forNow', 'InternalServerError', 500);
      },
    ],
    [
      'it refuses with 403 what is gone',
      {},
      (world) => async (kind, id) => {
        await plain(world)(kind, id);
        world.instances = world.instances.filter((each) => each.id !== id);
        world.groups = world.groups.filter((each) => each.id !== id);
        throw failure('handover', 'AuthorizationFailed', 403);
      },
    ],
    [
      'it refuses with 409 what is being deleted',
      { slowDeletion: 4 },
      (world) => async (kind, id) => {
        await plain(world)(kind, id);
        if (kind !== 'assignment') throw failure('refused', 'Conflict', 409);
      },
    ],
  ])('%s', async (_, change, odd) => {
    const world = readyWorld(change);
    const { azure, sent } = removing(world, odd(world));
    const { ended, error, fates } = await tried(azure);
    expect(error).toBeUndefined();
    expect(ended?.outcome).toBe('undone');
    expect(sent).toEqual(['assignment', 'instance', 'group']);
    expect(fates).toMatchObject({ assignment: 'removed', instance: 'removed', group: 'removed' });
  });
});

test('an outage passes: the same deletion is sent again', async () => {
  const world = readyWorld();
  let failures = 2;
  const { azure, sent } = removing(world, async (kind, id) => {
    failures -= 1;
    if (failures >= 0) throw failure('forNow', 'ServiceUnavailable', 503);
    await plain(world)(kind, id);
  });
  expect((await tried(azure)).ended?.outcome).toBe('undone');
  expect(sent).toEqual(['assignment', 'assignment', 'assignment', 'instance', 'group']);
});

test('Azure confirms, and the instance still answers: 75, it stays in the record, and the next undo tries again', async () => {
  const world = readyWorld();
  const { azure, sent } = removing(world, async (kind, id) => {
    if (kind === 'assignment') await plain(world)(kind, id);
  });
  const first = await tried(azure);
  expect(sent).toEqual(['assignment', 'instance']);
  expect(first.ended).toMatchObject({ outcome: 'waiting', waitsFor: expect.stringContaining('it is still there') });
  expect(first.fates['instance']).toBe('open');
  expect(first.record.made.map(({ kind }) => kind)).toContain('instance');
  const second = await tried(fakeAzure(world), {}, first.record);
  expect(second.ended?.outcome).toBe('undone');
});

test('a deletion that Azure begins and takes back is told as that, for now', async () => {
  const world = readyWorld();
  const { azure } = removing(world, (kind, id) => {
    const state = { provisioningState: 'Deleting' };
    if (kind === 'assignment') return plain(world)(kind, id);
    world.instances = world.instances.map((each) => ({ ...each, ...state }));
    return Promise.resolve();
  });
  let looks = 0;
  const instance: FakeAzure['instance'] = (...where) => {
    looks += 1;
    if (looks > 12) world.instances = [twins];
    return fakeAzure(world).instance(...where);
  };
  const { error } = await tried({ ...azure, instance });
  expect(error).toMatchObject({ ending: 'forNow', code: 'deletion-rolled-back', step: 'instance' });
});

describe('a refusal as locked where no lock is left', () => {
  const locked = failure('refused', 'ScopeLocked', 409);

  test('is waited out', async () => {
    const world = readyWorld();
    let refusals = 4;
    const { azure } = removing(world, async (kind, id) => {
      if (kind === 'instance' && refusals > 0) {
        refusals -= 1;
        throw locked;
      }
      await plain(world)(kind, id);
    });
    const { ended, waited } = await tried(azure);
    expect(ended?.outcome).toBe('undone');
    expect(waited).toBeLessThan(60);
  });

  test('for about a minute, then 75', async () => {
    const { azure, sent } = removing(readyWorld(), () => Promise.reject(locked));
    const { error, waited } = await tried(azure);
    expect(error).toMatchObject({ ending: 'forNow', code: 'lock-lingers' });
    expect(waited).toBeGreaterThanOrEqual(60);
    expect(waited).toBeLessThan(90);
    expect(new Set(sent)).toEqual(new Set(['assignment']));
  });

  test('any other conflict is not waited for', async () => {
    const { azure, sent } = removing(readyWorld(), () => Promise.reject(failure('refused', 'Conflict', 409)));
    const { error, waited } = await tried(azure);
    expect(error).toMatchObject({ ending: 'refused', code: 'Conflict', step: 'role' });
    expect(sent).toHaveLength(1);
    expect(waited).toBe(0);
  });
});

describe("the group's list still shows the instance that is gone", () => {
  test('it is waited until it no longer does', async () => {
    const world = readyWorld({ listLag: 12 });
    const { ended, waited } = await tried(fakeAzure(world));
    expect(ended?.outcome).toBe('undone');
    expect(world.groups).toEqual([]);
    expect(waited).toBeGreaterThan(0);
  });

  test('at the limit the group is kept, 75, and the next undo takes it', async () => {
    const world = readyWorld({ listLag: 100_000 });
    const first = await tried(fakeAzure(world));
    expect(first.ended).toMatchObject({ outcome: 'waiting', waitsFor: expect.stringContaining('factory-twins') });
    expect(first.waited).toBeGreaterThanOrEqual(300);
    expect(first.fates['group']).toBe('open');
    expect(world.groups).toEqual([rg]);
    world.listLag = 0;
    expect((await tried(fakeAzure(world), {}, first.record)).ended?.outcome).toBe('undone');
    expect(world.groups).toEqual([]);
  });
});

describe('the assignment is refused with 403', () => {
  const refused = { roleAssignment: () => Promise.reject(failure('handover', 'AuthorizationFailed', 403)) };

  test('its instance is gone: it is, too', async () => {
    const world = readyWorld({ instances: [], assignments: [] });
    const { ended, fates } = await tried(fakeAzure(world, refused));
    expect(ended?.outcome).toBe('undone');
    expect(fates['assignment']).toBe('gone');
  });

  test('its instance is there: it is not known, and nothing is removed', async () => {
    const world = readyWorld();
    const { error } = await tried(fakeAzure(world, refused));
    expect(error).toMatchObject({ code: 'AuthorizationFailed', step: 'role' });
    expect(world.deleted).not.toContain(role.id);
    expect(world.writes).toEqual([]);
  });
});

test('an instance that is being created or changed is waited for', async () => {
  const world = readyWorld({ instances: [{ ...twins, provisioningState: 'Updating' }] });
  let looks = 0;
  const instance: FakeAzure['instance'] = (...where) => {
    looks += 1;
    if (looks === 8) world.instances = [twins];
    if (looks < 8) expect(world.writes.join()).not.toContain('instance');
    return fakeAzure(world).instance(...where);
  };
  expect((await tried(fakeAzure(world, { instance }))).ended?.outcome).toBe('undone');
});
