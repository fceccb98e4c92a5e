import { afterEach, expect, test } from '@jest/globals';
import { newHome } from '../support/places.ts';
import { enter, leaveAll, questions, sit } from '../support/sitting.ts';

/* The waits that Azure asks for are real ones, so this takes a while, beside the others. */

afterEach(leaveAll);

test('throttled: every wait is said with its length, and nothing is lost', async () => {
  const home = newHome('throttled');
  const sitting = sit(home, ['--sandbox=throttled']);
  await enter(sitting, questions);
  await sitting.until('The sandbox asks for fewer requests (429). Trying again in 0:02');
  expect(await sitting.ended).toBe(0);
  expect(home.saved()[0]?.outcome).toBe('ready');
  home.remove();
});
