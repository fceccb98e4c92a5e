import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { contoso } from '../../src/sandbox/world/contoso/ids.ts';
import { type Home, newHome } from '../support/places.ts';
import { enter, keys, leaveAll, sit } from '../support/sitting.ts';
import { runUnattended } from '../support/unattended.ts';

/** Ctrl-U. */
const clearLine = '\u0015';

let home: Home;

beforeEach(() => {
  home = newHome('guest', { deviceApprovalSeconds: 1 });
});

afterEach(() => {
  leaveAll();
  home.remove();
});

test('a guest of two directories chooses one, and gets everything ready', async () => {
  const sitting = sit(home, ['--sandbox=guest']);
  await sitting.until('The sandbox approves it in a moment');
  await sitting.until('? Directory (tenant)');
  await sitting.until(/Contoso +contoso\.com, 1 subscription/);
  await sitting.until(/Fabrikam +fabrikam\.com, 1 subscription/);
  sitting.type(keys.enter);
  await enter(sitting, ['? Resource group', '? Region', '? Name', '? Who may use it', '? Go ahead?']);
  await sitting.until('Same again, no questions:');
  expect(await sitting.ended).toBe(0);
  expect(sitting.text()).toMatch(/Gus Keller \(gus@fabrikam\.com, a guest\) is Azure Digital\s+Twins Data Owner/);
});

test('who may not search the directory is told so, and gives an object id with what it is', async () => {
  const sitting = sit(home, ['--sandbox=guest', '--tenant', 'contoso.com', '--dry-run']);
  await enter(sitting, ['? Resource group', '? Region', '? Name']);
  await sitting.until('? Who may use it');
  sitting.type('bea@contoso.com');
  await sitting.until('Someone else: bea@contoso.com');
  sitting.type(keys.enter);
  await sitting.until('may not look people up');
  sitting.type(clearLine);
  await sitting.until('Someone else  ');
  sitting.type(contoso.bea);
  await sitting.until(`Someone else: ${contoso.bea}`);
  sitting.type(keys.enter);
  await sitting.until('say what this object id is');
  await sitting.until('An application');
  sitting.type(keys.enter);
  await sitting.until('Give the account with the object id');
  sitting.type(keys.enter);
  await sitting.until('Preview:');
  await sitting.until('--assignee-principal-type User');
});

test('unattended, others are refused with what to give instead, and an object id is enough', async () => {
  const refused = await runUnattended(home, ['--sandbox=guest', '--json', '--assignee', 'bea@contoso.com']);
  const { error, requests } = JSON.parse(refused.stdout) as {
    error: { help: string };
    requests: { writes: number };
  };
  expect(refused.code).toBe(2);
  expect(requests.writes).toBe(0);
  expect(error.help).toContain('user:ID');
  expect(error.help).not.toContain('portal.azure.com');
  const ready = await runUnattended(home, ['--sandbox=guest', '--json', '--assignee', `user:${contoso.bea}`]);
  expect(JSON.parse(ready.stdout)).toMatchObject({ outcome: 'ready', role: { principalType: 'User' } });
});
