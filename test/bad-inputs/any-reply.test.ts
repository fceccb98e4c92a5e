import { expect, test } from '@jest/globals';
import { replies } from '../torture/mistakes/replies.ts';

test('no answer to any request is a defect of adt-setup', async () => {
  expect((await replies(1, 60)).violations).toEqual([]);
});
