import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Home, newHome } from '../../support/places.ts';
import { enter, keys, leaveAll, questions, type Sitting, sit } from '../../support/sitting.ts';

let home: Home;

beforeEach(() => {
  home = newHome();
});

afterEach(() => {
  leaveAll();
  home.remove();
});

describe.each(questions.map((question, at) => [question, at] as const))('Ctrl-C at "%s"', (question, at) => {
  test('ends with 130 and how to carry on; the next run asks from there', async () => {
    const first = sit(home, ['--sandbox']);
    await enter(first, questions.slice(0, at));
    await first.until(question);
    first.type(keys.interrupt);
    expect(await first.ended).toBe(130);
    expect(first.text()).toContain('To carry on:\n  adt-setup --sandbox');
    expect(first.text()).not.toMatch(/ at .*\(.*:\d+:\d+\)/);

    const second = sit(home, ['--sandbox']);
    // Nothing answered yet is no set-up.
    if (at > 0) await second.until('Unfinished: ');
    await enter(second, at > 0 ? ['? What now', ...questions.slice(at)] : questions);
    expect(await second.ended).toBe(0);
    for (const earlier of questions.slice(0, at)) expect(second.text()).not.toContain(earlier);
  });
});

test('killed while the instance is being created, it carries on: nothing asked, nothing made twice', async () => {
  home.remove();
  home = newHome('owner', { creationSeconds: 2 });
  const first = sit(home, ['--sandbox']);
  await enter(first, questions);
  await first.until('(Provisioning)');
  first.kill('SIGKILL');
  await first.ended;

  const log = join(home.folder, 'traffic.ndjson');
  const second = sit(home, ['--sandbox', '--log', log]);
  await second.until('"create the instance"');
  await enter(second, ['? What now']);
  expect(await second.ended).toBe(0);
  for (const question of questions) expect(second.text()).not.toContain(question);
  const writes = readFileSync(log, 'utf8')
    .split('\n')
    .filter((line) => line.includes('"method":"PUT"'));
  expect(writes).toHaveLength(1);
  expect(writes[0]).toContain('roleAssignments');
  expect(home.saved()).toHaveLength(1);
});

test.each([
  ['Ctrl-C', (sitting: Sitting) => sitting.type(keys.interrupt), 130],
  ['SIGTERM', (sitting: Sitting) => sitting.kill('SIGTERM'), 143],
  ['SIGHUP', (sitting: Sitting) => sitting.kill('SIGHUP'), 129],
])('%s while the instance is being created says that it goes on in Azure', async (_, stop, code) => {
  home.remove();
  home = newHome('owner', { creationSeconds: 60 });
  const sitting = sit(home, ['--sandbox']);
  await enter(sitting, questions);
  await sitting.until('(Provisioning)');
  await sitting.until('Safe to close: it goes on in Azure');
  stop(sitting);
  expect(await sitting.ended).toBe(code);
  expect(sitting.text()).toContain('What was begun goes on in Azure.');
  expect(sitting.text()).toContain('To carry on:\n  adt-setup --sandbox');
  expect(home.saved()[0]?.making).toMatchObject({ step: 'instance' });
});

test.each([
  ['P02: the end of the input (Ctrl-D)', (sitting: Sitting) => sitting.type(keys.end), 130],
  ['SIGTERM', (sitting: Sitting) => sitting.kill('SIGTERM'), 143],
  ['P03: SIGHUP', (sitting: Sitting) => sitting.kill('SIGHUP'), 129],
])('%s at a question ends at once, with what is saved', async (_, stop, code) => {
  const sitting = sit(home, ['--sandbox']);
  await enter(sitting, questions.slice(0, 1));
  await sitting.until('? Resource group');
  stop(sitting);
  expect(await sitting.ended).toBe(code);
  expect(sitting.text()).toContain('To carry on:\n  adt-setup --sandbox');
});

test('Ctrl-C before the unfinished one is chosen says how to carry on, and leaves it as it is', async () => {
  const first = sit(home, ['--sandbox']);
  await enter(first, questions.slice(0, 2));
  await first.until('? Region');
  first.type(keys.interrupt);
  await first.ended;
  const saved = home.saved();
  const second = sit(home, ['--sandbox']);
  await second.until('? What now');
  second.type(keys.interrupt);
  expect(await second.ended).toBe(130);
  expect(second.text()).toContain('Interrupted. ');
  expect(second.text()).toContain('To carry on:\n  adt-setup --sandbox');
  expect(home.saved()).toEqual(saved);
});

test('starting over keeps the unfinished one aside', async () => {
  const first = sit(home, ['--sandbox']);
  await enter(first, questions.slice(0, 2));
  await first.until('? Region');
  first.type(keys.interrupt);
  await first.ended;
  const second = sit(home, ['--sandbox']);
  await second.until('? What now');
  second.type('over');
  await second.until('❯ Start over');
  second.type(keys.enter);
  await enter(second, questions);
  expect(await second.ended).toBe(0);
  expect(readdirSync(home.setups).filter((name) => name.endsWith('Z.bak'))).toHaveLength(1);
  expect(home.saved()).toHaveLength(1);
});
