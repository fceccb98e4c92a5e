import { describe, expect, test } from '@jest/globals';
import { type Ending, SetupError } from '../../src/errors.ts';
import { whyNotEnough } from '../../src/rights/own-roles.ts';
import { unlessClosed } from '../../src/rights/unless-closed.ts';
import { whoCan } from '../../src/rights/who-can.ts';
import { fakeAzure } from '../support/fake-azure.ts';
import { fakeWorld } from '../support/fake-world.ts';

const refusal = (ending: Ending): SetupError => new SetupError({ ending, code: 'x', message: 'No.', suggestion: '' });
const failing = (error: Error) => {
  const no = (): Promise<never> => Promise.reject(error);
  return fakeAzure(fakeWorld(), { roleAssignments: no, roleAssignmentsOf: no, customRoles: no, principalsById: no });
};

describe('what an account may not know is left open, an outage is not', () => {
  test('by itself', async () => {
    expect(await unlessClosed(Promise.resolve(7))).toBe(7);
    expect(await unlessClosed(Promise.reject(refusal('handover')))).toBeUndefined();
    await expect(unlessClosed(Promise.reject(refusal('forNow')))).rejects.toThrow('No.');
    await expect(unlessClosed(Promise.reject(new Error('interrupted')))).rejects.toThrow('interrupted');
  });

  test('where it is asked who can help, and why the own roles are not enough', async () => {
    const closed = failing(refusal('handover'));
    expect(await whoCan(closed, 's', '/subscriptions/s', 'me', [['x']])).toEqual([]);
    expect(await whyNotEnough(closed, '/subscriptions/s', 'me')).toBe('');
    const away = failing(refusal('forNow'));
    await expect(whoCan(away, 's', '/subscriptions/s', 'me', [['x']])).rejects.toThrow('No.');
    await expect(whyNotEnough(away, '/subscriptions/s', 'me')).rejects.toThrow('No.');
  });
});
