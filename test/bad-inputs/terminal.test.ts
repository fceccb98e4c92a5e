import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Home, newHome } from '../support/places.ts';
import { enter, keys, leaveAll, questions, type Sitting, sitInShell } from '../support/sitting.ts';

const onPosix = process.platform === 'win32' ? test.skip : test;
let home: Home;

beforeEach(() => {
  home = newHome();
});

afterEach(() => {
  leaveAll();
  home.remove();
});

/** A shell that starts the program with these words after its name, and then says its exit code. */
function start(words: string, environment: Readonly<Record<string, string>> = {}): Sitting {
  const sitting = sitInShell(home, environment);
  sitting.type(`adt_setup ${words}; echo "it ended with $?"\r`);
  return sitting;
}

onPosix('P05: Ctrl-Z at a question, then fg: the question is there again, and answers', async () => {
  const sitting = sitInShell(home);
  sitting.type('adt_setup --sandbox\r');
  await enter(sitting, questions.slice(0, 2));
  await sitting.until('? Region');
  sitting.type('japan');
  await sitting.until('❯ Japan East');
  sitting.type('\u001A');
  await sitting.until('Stopped');
  sitting.type('fg\r');
  await sitting.untilEnd('? = what is this');
  sitting.type(keys.enter);
  await enter(sitting, questions.slice(3));
  await sitting.until('--location japaneast');
});

onPosix('P05: the same at a question in plain lines, with what was typed before', async () => {
  const sitting = sitInShell(home, { TERM: 'dumb' });
  sitting.type('adt_setup --sandbox\r');
  await sitting.until('Question: Subscription');
  await sitting.untilEnd('? = help:');
  sitting.type(`1${keys.enter}`);
  await sitting.until('Question: Resource group');
  await sitting.untilEnd('? = help:');
  sitting.type('rg-some');
  await sitting.untilEnd('rg-some');
  sitting.type('\u001A');
  await sitting.until('Stopped');
  sitting.type('fg\r');
  await sitting.untilEnd('? = help: rg-some');
  sitting.type(`where${keys.enter}`);
  await sitting.until('Question: Region');
  expect(home.saved()[0]?.answers).toMatchObject({ resourceGroup: { value: 'rg-somewhere' } });
  await sitting.untilEnd('? = help:');
  sitting.type(keys.interrupt);
  await sitting.until('To carry on');
});

onPosix('P09: what is typed before the first question does not answer it', async () => {
  home.remove();
  home = newHome('owner', { deviceApprovalSeconds: 1 });
  const sitting = start('--sandbox');
  await sitting.until('and type the code');
  sitting.type(`typed ahead${keys.enter}${keys.enter}`);
  await enter(sitting, questions);
  await sitting.until('it ended with 0');
  expect(sitting.text()).not.toContain('typed ahead');
});

onPosix(
  'P17: standard output is a file: questions are asked all the same, and there is nothing but words in it',
  async () => {
    const sitting = start('--sandbox > words.txt');
    await enter(sitting, questions);
    await sitting.until('it ended with 0');
    const words = readFileSync(join(home.folder, 'words.txt'), 'utf8');
    expect(words).toBe(stripVTControlCharacters(words));
    expect(words).toMatch(/hostName +localhost/);
    expect(words).not.toContain('? Region');
  },
);

onPosix('P24: "Stop" at the plan: nothing is sent, the answers are kept, and it is said', async () => {
  const sitting = start('--sandbox --log log.ndjson');
  await enter(sitting, questions.slice(0, 5));
  await sitting.until('? Go ahead?');
  sitting.type('stop');
  await sitting.until('❯ Stop');
  sitting.type(keys.enter);
  await sitting.until('it ended with 0');
  expect(sitting.text()).toMatch(/nothing was changed/i);
  expect(Object.keys(home.saved()[0]?.answers ?? {})).toContain('name');
  const log = readFileSync(join(home.folder, 'log.ndjson'), 'utf8');
  expect(log).not.toMatch(/"method":"(PUT|PATCH|DELETE)"/);
});

onPosix.each([
  ['COLUMNS=0 LINES=-1', { COLUMNS: '0', LINES: '-1' }],
  ['TERM is not set', { TERM: '' }],
])('E20: %s', async (_, environment) => {
  const sitting = start('--sandbox --yes', environment);
  await sitting.until('it ended with 0');
  expect(sitting.text()).toMatch(/hostName +localhost/);
});

onPosix('E13: a TMPDIR that does not exist is no matter, and nothing is put into one that does', async () => {
  const sitting = start('--sandbox --yes', { TMPDIR: '/nowhere/at/all' });
  await sitting.until('it ended with 0');
  expect(existsSync('/nowhere')).toBe(false);
  const other = newHome();
  const second = sitInShell(home, { TMPDIR: other.folder });
  const before = readdirSync(other.folder);
  second.type('adt_setup --sandbox --yes --fresh; echo "it ended with $?"\r');
  await second.until('it ended with 0');
  expect(readdirSync(other.folder)).toEqual(before);
  other.remove();
});

onPosix('E05: AZURE_LOG_LEVEL=verbose shows no token', async () => {
  const sitting = start('--sandbox --yes --json > words.json 2> errors.txt', { AZURE_LOG_LEVEL: 'verbose' });
  await sitting.until('it ended with 0');
  const words = readFileSync(join(home.folder, 'words.json'), 'utf8');
  expect(JSON.parse(words)).toMatchObject({ outcome: 'ready' });
  expect(words + readFileSync(join(home.folder, 'errors.txt'), 'utf8')).not.toMatch(/eyJ[\w-]+\.[\w-]+\./);
});
