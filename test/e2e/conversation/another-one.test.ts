import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Home, newHome } from '../../support/places.ts';
import { enter, keys, leaveAll, questions, type Sitting, sit } from '../../support/sitting.ts';

/* "Add another one like this", at the plan of a first set-up. */

let home: Home;

beforeEach(() => {
  home = newHome();
});

afterEach(() => {
  leaveAll();
  home.remove();
});

const { enter: ok, escape, interrupt, up, down } = keys;

/** At the plan, with the choice of another one open. */
async function atChoice(argv: readonly string[] = [], columns = 80, rows = 24): Promise<Sitting> {
  const sitting = sit(home, ['--sandbox', ...argv], columns, rows);
  await enter(sitting, questions.slice(0, 5));
  await sitting.until('? Go ahead?');
  sitting.type(up);
  sitting.type(up);
  await sitting.until('❯ Add another one like this');
  sitting.type(ok);
  await sitting.until('? Another one like this?');
  return sitting;
}

/** What was written down in the folder where it ran. */
function lists(): readonly string[] {
  return readdirSync(home.folder).filter((name) => name.startsWith('list-'));
}

/** Adds one of that name in the same place. */
async function add(sitting: Sitting, name: string): Promise<void> {
  sitting.type(ok);
  await sitting.until('? Name');
  sitting.type(name);
  await sitting.until(`? Name ${name}`);
  sitting.type(ok);
  await sitting.until('No: plan these');
}

describe.each([
  [80, 24],
  [40, 15],
])('in a window of %i columns and %i rows', (columns, rows) => {
  test('two set-ups have one plan, one yes, one sign-in and one record, and the list is an answers file', async () => {
    const sitting = await atChoice([], columns, rows);
    await add(sitting, 'plant-2');
    sitting.type(ok);
    await sitting.until('? Set up all 2 instances?');
    sitting.type(down + ok);
    expect(await sitting.ended).toBe(0);
    expect(sitting.text()).toContain('2 of 2 ready.');
    expect(sitting.text().match(/Signing you in/g)).toHaveLength(1);
    expect(sitting.text().match(/✔ Signed in/g)).toHaveLength(1);
    const [record, ...others] = home.saved();
    expect(others).toEqual([]);
    expect(record?.rows?.map(({ answers, outcome }) => `${answers['name']?.value.slice(0, 6)} ${outcome}`)).toEqual([
      'digita ready',
      'plant- ready',
    ]);
    const [file = ''] = lists();
    const again = sit(home, ['--sandbox', '--answers', join(home.folder, file), '--yes']);
    expect(await again.ended).toBe(0);
    expect(again.text()).toContain('2 of 2 ready.');
    expect(home.saved()).toHaveLength(1);
  });
});

test('"No" to the plan of the list changes nothing, and the line that carries on has the list', async () => {
  const sitting = await atChoice();
  await add(sitting, 'plant-2');
  sitting.type(ok);
  await sitting.until('? Set up all 2 instances?');
  sitting.type(ok);
  expect(await sitting.ended).toBe(0);
  expect(sitting.text()).toContain('Nothing was changed in Azure.');
  expect(sitting.text().replaceAll('\n', '')).toContain(`--answers ${join(home.folder, lists()[0] ?? '?')}`);
});

test('Esc comes back to the plan of the one, which is made alone then', async () => {
  const sitting = await atChoice();
  sitting.type(ok);
  await sitting.until('? Name');
  sitting.type(escape);
  await sitting.until('? Another one like this?');
  sitting.type(escape);
  await sitting.until('? Go ahead?');
  sitting.type(ok);
  expect(await sitting.ended).toBe(0);
  expect(lists()).toEqual([]);
  expect(home.saved().map(({ rows, outcome }) => `${rows?.length} ${outcome}`)).toEqual(['undefined ready']);
});

test('interrupted while the next one is asked for, the first is saved as it was', async () => {
  const sitting = await atChoice();
  sitting.type(ok);
  await sitting.until('? Name');
  sitting.type(interrupt);
  expect(await sitting.ended).toBe(130);
  expect(lists()).toEqual([]);
  expect(home.saved()[0]?.answers['resourceGroup']?.value).toBe('rg-digital-twins');
  const again = sit(home, ['--sandbox']);
  await again.until('Unfinished: digital-twins-');
});

test('a set-up in a file that --state names becomes a list in that file', async () => {
  const file = join(home.folder, 'own.json');
  const sitting = await atChoice(['--state', file]);
  await add(sitting, 'plant-2');
  sitting.type(ok);
  await sitting.until('? Set up all 2 instances?');
  sitting.type(down + ok);
  expect(await sitting.ended).toBe(0);
  expect(sitting.text()).toContain('2 of 2 ready.');
  expect(home.saved()).toEqual([]);
  expect(readdirSync(home.folder)).toContain('own.json');
});
