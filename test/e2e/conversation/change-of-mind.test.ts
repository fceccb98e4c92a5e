import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Home, newHome } from '../../support/places.ts';
import { enter, keys, leaveAll, questions, type Sitting, sit } from '../../support/sitting.ts';

/* What somebody types, and what the screen shows then: an answer is only ever lost for another that was confirmed. */

let home: Home;

beforeEach(() => {
  home = newHome();
});

afterEach(() => {
  leaveAll();
  home.remove();
});

/** What is waited for on the screen, and what is typed then. */
type Turn = readonly [screen: string, keys: string];

async function play(sitting: Sitting, turns: readonly Turn[]): Promise<void> {
  for (const [screen, typed] of turns) {
    await sitting.until(screen);
    sitting.type(typed);
  }
}

const { enter: ok, escape, interrupt, down } = keys;
const change: readonly Turn[] = [['? Go ahead?', down + ok]];
const which = (title: string): readonly Turn[] => [
  ['? Which answer', title],
  [`❯ ${title}`, ok],
];

/** The line of an answer, as it stands on the screen: each stands there once. */
function linesOf(sitting: Sitting, title: string): readonly string[] {
  return sitting
    .text()
    .split('\n')
    .filter((line) => line.startsWith(`✔ ${title}`));
}

describe.each<[string, readonly Turn[], string]>([
  [
    'Esc at the question gives the old answer back',
    [...change, ...which('Resource group'), ['❯ Create a new one: rg-digital-twins', escape], ['? Go ahead?', ok]],
    'rg-digital-twins',
  ],
  [
    'Esc at "Which answer" comes back to the plan',
    [...change, ['? Which answer', escape], ['? Go ahead?', ok]],
    'rg-digital-twins',
  ],
  [
    'the same value changes nothing after it',
    [...change, ...which('Resource group'), ['❯ Create a new one: rg-digital-twins', ok], ['? Go ahead?', ok]],
    'rg-digital-twins',
  ],
  [
    'typed halfway, then Esc: the old answer',
    [...change, ...which('Resource group'), ['? Resource group', 'rg-io'], ['❯ rg-iot', escape], ['? Go ahead?', ok]],
    'rg-digital-twins',
  ],
  [
    'another value takes the place of the first',
    [
      ...change,
      ...which('Resource group'),
      ['? Resource group', 'rg-io'],
      ['❯ rg-iot', ok],
      ['? Name (digital-twins-', ok],
      ['? Go ahead?', ok],
    ],
    'rg-iot',
  ],
])('after "Change an answer", %s', (_, turns, group) => {
  test('and the plan is carried out with it', async () => {
    const sitting = sit(home, ['--sandbox']);
    await enter(sitting, questions.slice(0, 5));
    await play(sitting, turns);
    expect(await sitting.ended).toBe(0);
    expect(home.saved()[0]?.answers['resourceGroup']?.value).toBe(group);
    for (const title of ['Subscription', 'Who may use it']) expect(linesOf(sitting, title)).toHaveLength(1);
    expect(sitting.text()).not.toContain('3 of 8');
  });
});

test('Esc takes the line of the answer away, so that no two contradict each other', async () => {
  const sitting = sit(home, ['--sandbox']);
  await enter(sitting, questions.slice(0, 2));
  await play(sitting, [
    ['? Region', 'uk'],
    ['❯ UK South', ok],
    ['? Name', escape],
    ['❯ UK South', 'north eu'],
    ['❯ North Europe', ok],
    ['? Name', interrupt],
  ]);
  expect(await sitting.ended).toBe(130);
  expect(linesOf(sitting, 'Region')).toEqual(['✔ Region          North Europe']);
});

test('Ctrl-C in the middle of a change keeps everything, the old answer too', async () => {
  const first = sit(home, ['--sandbox']);
  await enter(first, questions.slice(0, 5));
  await play(first, [...change, ...which('Region'), ['? Region', 'uk'], ['❯ UK South', interrupt]]);
  expect(await first.ended).toBe(130);
  const second = sit(home, ['--sandbox']);
  await play(second, [
    ['? What now', ok],
    ['? Go ahead?', ok],
  ]);
  expect(await second.ended).toBe(0);
  expect(second.text()).not.toContain('? Region');
  expect(home.saved()[0]?.answers['location']?.value).toBe('westeurope');
});

test('an answer that a flag gave survives Esc, and is preselected', async () => {
  const sitting = sit(home, ['--sandbox', '--location', 'uksouth']);
  await enter(sitting, [...questions.slice(0, 2), ...questions.slice(3, 5)]);
  await play(sitting, [...change, ...which('Region'), ['❯ UK South', escape], ['? Go ahead?', ok]]);
  expect(await sitting.ended).toBe(0);
  expect(sitting.text()).toContain('--location uksouth');
});

test('after "Carry on", Esc still goes back to what was answered before', async () => {
  const first = sit(home, ['--sandbox']);
  await enter(first, questions.slice(0, 2));
  await play(first, [['? Region', interrupt]]);
  expect(await first.ended).toBe(130);
  const second = sit(home, ['--sandbox']);
  await play(second, [
    ['? What now', ok],
    ['? Region', escape],
    ['? Resource group', escape],
    ['❯ Contoso Dev', interrupt],
  ]);
  expect(await second.ended).toBe(130);
  expect(home.saved()[0]?.answers).toMatchObject({
    subscription: { from: 'prompt' },
    resourceGroup: { value: 'rg-digital-twins' },
  });
});

test('a value that is refused is said under its own step, with near misses, and sticks to no later run', async () => {
  const first = sit(home, ['--sandbox', '--subscription', 'Contoso Deb', '--location', 'westeuropa']);
  await first.until('Contoso Deb');
  await first.until('Contoso Dev');
  first.type(ok);
  await enter(first, ['? Resource group']);
  await first.until('"westeuropa"');
  await first.until('westeurope');
  first.type(interrupt);
  expect(await first.ended).toBe(130);
  expect(JSON.stringify(home.saved()[0]?.answers)).not.toMatch(/Deb|westeuropa/);
  const second = sit(home, ['--sandbox']);
  await play(second, [
    ['? What now', ok],
    ['? Region', interrupt],
  ]);
  expect(await second.ended).toBe(130);
  expect(second.text()).not.toMatch(/Deb|westeuropa/);
});

test('a finished set-up stays within reach beside an unfinished one, and an exact name finds its own', async () => {
  const first = sit(home, ['--sandbox', '--name', 'plant-1']);
  await enter(first, [...questions.slice(0, 3), ...questions.slice(4)]);
  expect(await first.ended).toBe(0);
  const second = sit(home, ['--sandbox', '--name', 'plant-2']);
  await play(second, [
    ['? Subscription', ok],
    ['? Resource group', interrupt],
  ]);
  expect(await second.ended).toBe(130);
  const third = sit(home, ['--sandbox']);
  await third.until('plant-2');
  await third.until('plant-1');
  third.type(interrupt);
  expect(await third.ended).toBe(130);
  const exact = sit(home, ['--sandbox', '--name', 'plant-1']);
  await play(exact, [
    ['Ready: plant-1, since', ''],
    ['❯ Check it again', ok],
  ]);
  expect(await exact.ended).toBe(0);
  expect(exact.text()).not.toContain('plant-2');
});
