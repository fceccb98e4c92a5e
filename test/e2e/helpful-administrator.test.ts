import { afterEach, expect, test } from '@jest/globals';
import { type Home, newHome } from '../support/places.ts';
import { endOf, rowsOf } from '../support/playing.ts';
import { enter, keys, leaveAll, questions, sit } from '../support/sitting.ts';
import { runUnattended } from '../support/unattended.ts';

let home: Home;

afterEach(() => {
  leaveAll();
  home.remove();
});

test('contributor: whoever waits in the terminal is helped, and ends ready', async () => {
  home = newHome('contributor', { helpfulAdministratorSeconds: 6 });
  const sitting = sit(home, ['--sandbox=contributor']);
  await enter(sitting, [...questions.slice(0, 5), '? What now']);
  await sitting.until('Leave, and carry on later');
  sitting.type(keys.enter);
  await sitting.until('waiting for help');
  expect(await sitting.ended).toBe(0);
  expect(home.saved()[0]).toMatchObject({ outcome: 'ready' });
  expect(rowsOf(endOf(sitting.text()), 80) + 1).toBeLessThanOrEqual(24);
});

test('reader: whoever runs it again and again is helped, first to create and then to use', async () => {
  home = newHome('reader', { helpfulAdministratorSeconds: 4 });
  const runs: { code: number | null; outcome: string; writes: number }[] = [];
  let said = '';
  while (runs.length < 60 && runs.at(-1)?.code !== 0) {
    const { code, stdout, stderr } = await runUnattended(home, ['--sandbox=reader', '--json']);
    const { outcome, requests } = JSON.parse(stdout) as { outcome: string; requests: { writes: number } };
    runs.push({ code, outcome, writes: requests.writes });
    said = stderr;
  }
  expect(rowsOf(endOf(said), 80) + 1).toBeLessThanOrEqual(24);
  expect(runs[0]).toEqual({ code: 3, outcome: 'handover', writes: 0 });
  expect(runs.at(-1)).toMatchObject({ code: 0, outcome: 'ready' });
  // The service, the group and the instance: each was made once, and no role was given by the reader.
  expect(runs.map(({ writes }) => writes).reduce((sum, each) => sum + each)).toBe(3);
});
