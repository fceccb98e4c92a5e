import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Home, newHome } from '../support/places.ts';
import { enter, keys, leaveAll, questions, sit } from '../support/sitting.ts';

let home: Home;

beforeEach(() => {
  home = newHome();
});

afterEach(() => {
  leaveAll();
  home.remove();
});

test('pressing Enter at every question ends ready, with the three values', async () => {
  const sitting = sit(home, ['--sandbox']);
  await enter(sitting, questions);
  expect(await sitting.ended).toBe(0);
  expect(sitting.text()).toMatch(
    /hostName +localhost:\d+\/digital-twins-\w+\.api\.weu\n +name +digital-twins-\w+\n +resourceGroup +rg-digital-twins\n/,
  );
  expect(home.saved()[0]).toMatchObject({ outcome: 'ready', making: null });
});

test('Esc goes back to the question before, with the earlier answer preselected', async () => {
  const sitting = sit(home, ['--sandbox']);
  await enter(sitting, questions.slice(0, 2));
  await sitting.until('? Region');
  sitting.type('uk');
  await sitting.until('❯ UK South');
  sitting.type(keys.enter);
  await sitting.until('? Name');
  sitting.type(keys.escape);
  await sitting.until('❯ UK South');
  sitting.type(keys.enter);
  await enter(sitting, questions.slice(3));
  expect(await sitting.ended).toBe(0);
  expect(sitting.text()).toContain('--location uksouth');
});

test('a question explains itself at "?"', async () => {
  const sitting = sit(home, ['--sandbox']);
  await enter(sitting, questions.slice(0, 1));
  await sitting.until('? Resource group');
  sitting.type('?');
  await sitting.until('A folder in Azure for things that belong together');
  sitting.type(keys.interrupt);
  expect(await sitting.ended).toBe(130);
});

test('an answer can be changed at the plan', async () => {
  const sitting = sit(home, ['--sandbox']);
  await enter(sitting, questions.slice(0, 5));
  await sitting.until('? Go ahead?');
  sitting.type(keys.down + keys.enter);
  await sitting.until('? Which answer');
  sitting.type('Region');
  await sitting.until('❯ Region');
  sitting.type(keys.enter);
  await sitting.until('? Region');
  sitting.type('japan');
  await sitting.until('❯ Japan East');
  sitting.type(keys.enter);
  await sitting.until('rg-digital-twins, Japan East');
  await enter(sitting, ['? Go ahead?']);
  expect(await sitting.ended).toBe(0);
});

test('a preview changes nothing, and can be carried out', async () => {
  const sitting = sit(home, ['--sandbox', '--dry-run']);
  await enter(sitting, questions.slice(0, 5));
  await sitting.until('? Carry it out now?');
  expect(() => readdirSync(home.setups)).toThrow();
  sitting.type(keys.enter);
  expect(await sitting.ended).toBe(0);
  expect(sitting.text()).toMatch(/Preview: \d+ reads, 0 writes\. Nothing was changed\./);
  expect(sitting.text()).toContain('az dt create --dt-name');
});

test('Ctrl-L draws the question anew on an empty screen, with what was typed', async () => {
  const sitting = sit(home, ['--sandbox']);
  const [first = '', ...rest] = questions;
  await sitting.until(first);
  sitting.type('cont');
  await sitting.until(`${first} cont`);
  const before = sitting.raw().length;
  sitting.type('\f');
  await sitting.untilRaw(before, '\u001B[2J');
  await sitting.until(`${first} cont`);
  sitting.type(keys.enter);
  await enter(sitting, rest);
  expect(await sitting.ended).toBe(0);
});

test('a preview that is carried out ends ready', async () => {
  const sitting = sit(home, ['--sandbox', '--dry-run']);
  await enter(sitting, questions.slice(0, 5));
  await sitting.until('? Carry it out now?');
  sitting.type(keys.down + keys.enter);
  expect(await sitting.ended).toBe(0);
  expect(home.saved()[0]?.outcome).toBe('ready');
});

test.each([
  ['40x15', 40, 15, [], {}],
  ['200x50', 200, 50, [], {}],
  ['80x24 without color', 80, 24, ['--no-color'], { NO_COLOR: '1' }],
])('works in a window of %s', async (_, columns, rows, argv, environment) => {
  const sitting = sit(home, ['--sandbox', ...argv], columns, rows, environment);
  await enter(sitting, questions);
  expect(await sitting.ended).toBe(0);
});

test.each([
  ['NO_COLOR', [], { NO_COLOR: '1' }],
  ['--no-color', ['--no-color'], {}],
  ['NO_COLOR beside FORCE_COLOR', ['--no-color'], { NO_COLOR: '1', FORCE_COLOR: '3' }],
])('C2: with %s nothing is colored, the spinner neither', async (_, argv, environment) => {
  const sitting = sit(home, ['--sandbox', ...argv], 80, 24, environment);
  await enter(sitting, questions);
  expect(await sitting.ended).toBe(0);
  expect(sitting.raw()).toMatch(/[\u280B\u2819\u2839\u2838\u283C\u2834\u2826\u2827\u2807\u280F]/);
  // Bold, dim and their ends are no colors.
  expect(sitting.raw()).not.toMatch(/\u001B\[(?:3[0-9]|4[0-9]|9[0-7]|10[0-7])[;m]/);
});

test.each([
  ['--accessible', ['--accessible'], {}],
  ['ACCESSIBLE', [], { ACCESSIBLE: '1' }],
  ['TERM=dumb', [], { TERM: 'dumb' }],
])('asks in plain lines with %s: nothing is drawn over', async (_, argv, environment) => {
  const sitting = sit(home, ['--sandbox', ...argv], 80, 24, environment);
  for (const question of questions) {
    await sitting.until(question.replace('? ', 'Question: '));
    await sitting.untilEnd('help:');
    // Nothing speaks for one subscription more than for another.
    sitting.type(question.includes('Subscription') ? `1${keys.enter}` : keys.enter);
  }
  expect(await sitting.ended).toBe(0);
  expect(sitting.text()).not.toMatch(/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏❯]/);
  expect(/adt-setup --sandbox --accessible --yes/.test(sitting.text())).toBe(
    argv.some((word: string) => word === '--accessible'),
  );
});

test('a second run says that everything is there, and writes nothing', async () => {
  const first = sit(home, ['--sandbox']);
  await enter(first, questions);
  expect(await first.ended).toBe(0);
  const second = sit(home, ['--sandbox']);
  await second.until('Ready: ');
  await enter(second, ['? There is a set-up already']);
  expect(await second.ended).toBe(0);
  expect(second.text()).toContain('Everything is there already: nothing was changed.');
});
