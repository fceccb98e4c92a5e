import { expect, test } from '@jest/globals';
import { usageError } from '../../src/errors.ts';
import { withoutRecord } from '../../src/undo/no-record.ts';

const none = usageError('no-setup', 'No set-up is saved.', 'Run adt-setup first.');

test('without a record nothing is removed by its mark: how to look at what bears it is said, and a person decides', () => {
  expect(withoutRecord(none, false)).toMatchObject({
    code: 'no-setup',
    suggestion: expect.stringMatching(
      /^Run adt-setup first\. Without a record undo removes nothing\. .* az resource list --tag adt-setup /,
    ),
  });
});

test.each<[string, unknown, boolean]>([
  ['in practice', none, true],
  ['another refusal', usageError('several-setups', 'Several.', 'Say which.'), false],
  ['anything else', new TypeError('x'), false],
])('%s it stays as it is', (_, error, practice) => {
  expect(withoutRecord(error, practice)).toBe(error);
});
