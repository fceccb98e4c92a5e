import { expect, test } from '@jest/globals';
import { mistakes } from '../torture/mistakes/mistakes.ts';

test('no environment, command line, answers or state file is a defect of adt-setup', async () => {
  expect((await mistakes(1, 120)).violations).toEqual([]);
});
