import { expect, test } from '@jest/globals';
import { guidIn } from '../../src/domain/names.ts';

const id = 'b3a1c9d4-6e2f-4f58-8b07-1c5d9e4a7f36';

test.each([
  id,
  id.toUpperCase(),
  `{${id}}`,
  `"${id}"`,
  `'{${id}}'`,
  `(${id})`,
  id.replaceAll('-', ''),
  ` ${id}\r\n`,
  `{${id.replaceAll('-', '').toUpperCase()}}`,
])('%j is an id', (text) => {
  expect(guidIn(text)).toBe(id);
});

test.each(['', 'Contoso Dev', id.slice(1), `${id}0`, `x${id}`, `${id} ${id}`, 'g3a1c9d4-6e2f-4f58-8b07-1c5d9e4a7f36'])(
  '%j is none',
  (text) => {
    expect(guidIn(text)).toBeUndefined();
  },
);
