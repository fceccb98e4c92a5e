import { describe, expect, test } from '@jest/globals';
import { checkMayWrite, type Place, waitForAccess } from '../../src/first-steps/access.ts';
import type { Azure, TwinsAnswer } from '../../src/port/azure.ts';
import { assignment, dataOwner } from '../steps/proof/carrying.ts';
import { ana, instance } from '../support/contoso.ts';
import { fakeAzure } from '../support/fake-azure.ts';
import { fakeWorld } from '../support/fake-world.ts';
import { fakeTwins, workOn } from './fake-twins.ts';

const reader = 'd57506d4-4c8d-48b1-8587-93c323f6a5a3';
const owner = '8e3af657-a8ff-443c-a75c-2fe8c4bcb635';

function placeOf(roles: readonly string[], answers: readonly TwinsAnswer[], change: Partial<Azure> = {}): Place {
  const left = [...answers];
  const azure = fakeAzure(fakeWorld({ assignments: roles.map(assignment) }), {
    askTwins: () => Promise.resolve((left.length > 1 ? left.shift() : left[0]) ?? { is: 'forbidden' }),
    ...change,
  });
  return { azure, account: ana, subscriptionId: 's', instance: instance('factory-twins'), hostName: 'h' };
}

async function waited(place: Place, longest = 600): Promise<number> {
  const work = workOn(fakeTwins());
  await waitForAccess(place, { clock: work.clock, signal: work.signal, longest, waiting: () => undefined });
  return work.waited();
}

const no: TwinsAnswer = { is: 'forbidden' };
const yes: TwinsAnswer = { is: 'answered', models: 0 };

describe('access to the data', () => {
  test('a role that has not spread is waited for', async () => {
    expect(await waited(placeOf([dataOwner], [no, no, no, yes]))).toBe(15);
  });

  test.each<[string, readonly string[], Partial<Azure>]>([
    ['no role at all', [], {}],
    ['a role for the resource, not for its data', [owner], {}],
  ])('%s is not waited for: it says who is signed in and what is missing', async (_, roles, change) => {
    const refused = waited(placeOf(roles, [no], change));
    await expect(refused).rejects.toMatchObject({ ending: 'handover', code: 'no-data-role' });
    await expect(refused).rejects.toThrow(
      `signed in as ${ana.displayName} (${ana.username}, object id ${ana.objectId})`,
    );
  });

  test('roles that can not be read may be there: it waits, and says so at the end', async () => {
    const place = placeOf([], [no], { roleAssignmentsOf: () => Promise.reject(new Error('unexpected')) });
    await expect(waited(place)).rejects.toThrow('unexpected');
    const closed = placeOf([dataOwner], [no]);
    await expect(waited(closed, 60)).rejects.toMatchObject({ ending: 'forNow', code: 'role-not-effective' });
  });

  test.each<[TwinsAnswer, object]>([
    [{ is: 'unknown-host' }, { ending: 'refused', code: 'sub-domain-not-found' }],
    [{ is: 'no-such-host' }, { ending: 'forNow', code: 'no-such-host' }],
  ])('%j ends with its own words', async (answer, expected) => {
    await expect(waited(placeOf([dataOwner], [answer]))).rejects.toMatchObject(expected);
  });

  test('to read is not to write', async () => {
    await expect(checkMayWrite(placeOf([reader], [yes]))).rejects.toMatchObject({ code: 'no-data-role' });
    await checkMayWrite(placeOf([dataOwner], [yes]));
  });
});
