import { expect, test } from '@jest/globals';
import { mistakes } from '../torture/mistakes/mistakes.ts';
import { replies } from '../torture/mistakes/replies.ts';

test('no environment, command line, answers or state file is a defect of adt-setup', async () => {
  expect((await mistakes(1, 120)).violations).toEqual([]);
});

test('no answer to any request is one', async () => {
  expect((await replies(1, 60)).violations).toEqual([]);
});
