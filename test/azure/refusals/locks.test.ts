import { describe, expect, test } from '@jest/globals';
import { translate } from '../../../src/azure/refusals/translate.ts';
import { about, answerOf, errorOf } from './bench.ts';
import type { Case } from './case.ts';

const lockedGroup = '/subscriptions/s/resourceGroups/rg-plant';
const lockedTwins = `${lockedGroup}/providers/Microsoft.DigitalTwins/digitalTwinsInstances/plant-twins`;

describe('a lock asks the question that leads away from it', () => {
  test.each([
    ['an instance', [lockedTwins], 'name', 'or use an instance without one'],
    ['a group', [lockedGroup], 'group', 'or use a new instance in a resource group without one'],
    [
      'a group and what is in it',
      [lockedTwins, lockedGroup],
      'group',
      'or use a new instance in a resource group without one',
    ],
    [
      'the subscription too',
      [lockedGroup, '/subscriptions/s', lockedTwins],
      'subscription',
      'or use a new instance in a subscription without one',
    ],
  ])('on %s', (_, scopes, question, help) => {
    const named = scopes.map((scope) => `'${scope}'`).join(', ');
    const says = `The scope '${lockedTwins}' cannot perform write operation because following scope(s) are locked: ${named}. Please remove the lock and try again.`;
    const one: Case = { code: 'ScopeLocked', status: 409, says, ending: 'refused', tells: /lock/ };
    const error = Object.assign(new Error('refused'), { response: answerOf(one) });
    const granting = translate(error, { ...about, doing: 'give the role', roleId: 'r' }, 'arm');
    expect(granting).toMatchObject({
      ending: 'refused',
      again: 'answer',
      cures: [question],
      suggestion: expect.stringContaining(help),
    });
    expect(errorOf(one).suggestion).not.toContain('a new instance in');
  });
});
