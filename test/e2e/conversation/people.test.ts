import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { contoso } from '../../../src/sandbox/world/contoso/ids.ts';
import { roleIds } from '../../../src/sandbox/world/roles.ts';
import { type Home, newHome } from '../../support/places.ts';
import { enter, keys, leaveAll, sit } from '../../support/sitting.ts';
import { runUnattended } from '../../support/unattended.ts';

/* Who gets access: found in the directory, shown, and chosen when there are several. */

let home: Home;

beforeEach(() => {
  home = newHome();
});

afterEach(() => {
  leaveAll();
  home.remove();
});

/** Another person of the same name comes into the directory. */
async function namesake(id: string, displayName: string): Promise<void> {
  await runUnattended(home, ['--sandbox', '--dry-run', '--json']);
  const file = join(home.world, 'worlds', 'owner', 'world.json');
  const world = JSON.parse(readFileSync(file, 'utf8')) as { directory: Record<string, { displayName: string }> };
  const prompter = world.directory[id];
  if (prompter === undefined) throw new TypeError(`nobody has the id ${id}`);
  prompter.displayName = displayName;
  writeFileSync(file, JSON.stringify(world));
}

test('two of one name: the person chooses by e-mail address, and agrees before anything is granted', async () => {
  await namesake(contoso.dina, 'Bea Cruz');
  const sitting = sit(home, ['--sandbox']);
  await enter(sitting, ['? Subscription', '? Resource group', '? Region', '? Name']);
  await sitting.until('? Who may use it');
  sitting.type('Bea Cruz');
  await sitting.until('Bea Cruz (bea@contoso.com)');
  await sitting.until('Bea Cruz (dina@contoso.com)');
  sitting.type(' dina@');
  await sitting.until('❯ Bea Cruz (dina@contoso.com)');
  sitting.type(keys.enter);
  await sitting.until('Give Bea Cruz (dina@contoso.com) access?');
  sitting.type(keys.enter);
  await enter(sitting, ['? Go ahead?']);
  expect(await sitting.ended).toBe(0);
  expect(sitting.text()).toMatch(/Bea Cruz \(dina@contoso\.com\) is Azure Digital Twins Data\s+Owner/);
  const world = readFileSync(join(home.world, 'worlds', 'owner', 'world.json'), 'utf8');
  const { assignments } = JSON.parse(world) as { assignments: Record<string, { principalId: string; scope: string }> };
  const given = Object.values(assignments).filter(({ scope }) => scope.includes('/rg-digital-twins/'));
  expect(given.map(({ principalId }) => principalId)).toEqual([contoso.dina]);
});

test('Data Reader for me: it is given, and the call to the instance proves it', async () => {
  const { code, stdout } = await runUnattended(home, ['--sandbox', '--json', '--assignee', 'me', '--role', 'reader']);
  expect(code).toBe(0);
  const document = JSON.parse(stdout) as { steps: { id: string; status: string; summary: string }[] };
  expect(document).toMatchObject({
    outcome: 'ready',
    role: { name: 'Azure Digital Twins Data Reader', principalId: contoso.ana, definitionId: roleIds.twinsDataReader },
  });
  expect(document.steps.at(-1)).toMatchObject({
    id: 'verify',
    status: 'done',
    summary: 'the instance answered your call',
  });
});
