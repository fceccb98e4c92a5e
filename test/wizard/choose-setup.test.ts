import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Answer } from '../../src/engine/context.ts';
import { SetupError } from '../../src/errors.ts';
import { newRecord } from '../../src/state/memory.ts';
import { writeState } from '../../src/state/save.ts';
import type { SetupRecord } from '../../src/state/set-up-record.ts';
import { chooseSetup } from '../../src/wizard/saved/choose-setup.ts';
import type { WizardPrompter } from '../../src/wizard/view.ts';
import { steps } from '../../steps/index.ts';

const now = new Date('2026-01-02T12:00:00Z');
let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'adt-setup-choose-'));
});

afterEach(() => rmSync(directory, { recursive: true, force: true }));

const answers = (values: Readonly<Record<string, string>>): Readonly<Record<string, Answer>> =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { value, from: 'flag' }]));

function save(name: string, change: Partial<SetupRecord> = {}): string {
  const file = join(directory, `${name}.json`);
  writeState(file, {
    ...newRecord('AzureCloud', now),
    id: name,
    answers: answers({ name, resourceGroup: 'rg' }),
    ...change,
  });
  return file;
}

const wanted = (change: Partial<Parameters<typeof chooseSetup>[0]> = {}): Parameters<typeof chooseSetup>[0] => ({
  cloud: 'AzureCloud',
  steps,
  stateFile: undefined,
  directory,
  answers: {},
  fresh: false,
  now,
  ...change,
});

/** Somebody who chooses this from every menu. */
function chooser(choice: string): { prompter: WizardPrompter; menus: string[][] } {
  const menus: string[][] = [];
  const prompter: WizardPrompter = {
    ask: () => Promise.reject(new Error('not asked')),
    confirm: () => Promise.resolve('yes'),
    choose(menu) {
      menus.push(menu.choices.map((each) => each.value));
      return Promise.resolve(choice);
    },
  };
  return { prompter, menus };
}

const nothing = (): void => undefined;

describe('unattended', () => {
  test('with nothing saved begins a new one', async () => {
    expect(await chooseSetup(wanted(), undefined, nothing)).toMatchObject({ isNew: true });
  });

  test('carries the unfinished one on, before any finished one', async () => {
    save('done', { outcome: 'ready', updatedAt: '2026-01-02T11:59:00Z' });
    const file = save('open', { updatedAt: '2026-01-01T00:00:00Z' });
    expect(await chooseSetup(wanted(), undefined, nothing)).toMatchObject({ file, isNew: false });
  });

  test('checks the finished one again when the answers agree', async () => {
    const file = save('done', { outcome: 'ready' });
    expect(await chooseSetup(wanted({ answers: answers({ name: 'DONE' }) }), undefined, nothing)).toMatchObject({
      file,
    });
  });

  test('begins another beside it when the answers name another', async () => {
    save('done', { outcome: 'ready' });
    expect(await chooseSetup(wanted({ answers: answers({ name: 'other' }) }), undefined, nothing)).toMatchObject({
      isNew: true,
      setAside: undefined,
    });
  });

  test('does not guess among several unfinished ones', async () => {
    save('one');
    save('two');
    await expect(chooseSetup(wanted(), undefined, nothing)).rejects.toThrow(
      /2 unfinished set-ups are saved: (one, two|two, one)/,
    );
    expect(await chooseSetup(wanted({ answers: answers({ name: 'two' }) }), undefined, nothing)).toMatchObject({
      isNew: false,
    });
  });

  test('--fresh begins anew and keeps the unfinished one aside', async () => {
    const file = save('open');
    expect(await chooseSetup(wanted({ fresh: true }), undefined, nothing)).toMatchObject({
      isNew: true,
      setAside: file,
    });
  });
});

describe('the file of --state', () => {
  test('that is not there is where the new one is saved', async () => {
    const stateFile = join(directory, 'mine.json');
    expect(await chooseSetup(wanted({ stateFile }), undefined, nothing)).toMatchObject({
      isNew: true,
      file: stateFile,
    });
  });

  test('of another cloud is refused', async () => {
    const stateFile = save('x', { cloud: 'sandbox' });
    await expect(chooseSetup(wanted({ stateFile }), undefined, nothing)).rejects.toThrow(/set-up of the sandbox/);
  });

  test('of another instance that was made already is refused, with 4', async () => {
    const stateFile = save('x', {
      made: [{ step: 'instance', id: '/i', kind: 'instance', sent: null, at: now.toISOString(), born: null }],
    });
    const error = await chooseSetup(wanted({ stateFile, answers: answers({ name: 'y' }) }), undefined, nothing).catch(
      (each: unknown) => each,
    );
    expect(error).toBeInstanceOf(SetupError);
    expect(error as SetupError).toMatchObject({ ending: 'refused', code: 'other-setup' });
  });

  test('that has made nothing yet takes the new answers', async () => {
    const stateFile = save('x');
    expect(await chooseSetup(wanted({ stateFile, answers: answers({ name: 'y' }) }), undefined, nothing)).toMatchObject(
      { isNew: false },
    );
  });
});

describe('with somebody at the terminal', () => {
  test('an unfinished one is described, and can be carried on, reviewed, left, or kept aside', async () => {
    save('open', {
      updatedAt: new Date(2026, 0, 1, 18, 4).toISOString(),
      done: ['login', 'subscription'],
      making: { step: 'instance', id: '/i', kind: 'instance', sent: null, direction: 'make', since: now.toISOString() },
    });
    const { prompter, menus } = chooser('carry-on');
    const said: string[] = [];
    await chooseSetup(wanted(), prompter, (text) => said.push(text));
    expect(said[0]).toBe(
      'Unfinished: open, yesterday 18:04, 2 of 8 steps done. The last thing sent was "create the instance".',
    );
    expect(menus[0]).toEqual(['carry-on', 'review', 'new', 'leave']);
  });

  test.each([
    ['carry-on', { isNew: false, review: false }],
    ['review', { isNew: false, review: true }],
    ['new', { isNew: true, setAside: expect.stringContaining('open.json') }],
  ])('"%s" does what it says', async (choice, expected) => {
    save('open');
    expect(await chooseSetup(wanted(), chooser(choice).prompter, nothing)).toMatchObject(expected);
  });

  test('"leave" leaves', async () => {
    save('open');
    expect(await chooseSetup(wanted(), chooser('leave').prompter, nothing)).toBeUndefined();
  });
});

test('unattended, an unfinished set-up of the same name in another group is another one', async () => {
  save('x', { answers: answers({ name: 'x', resourceGroup: 'rg-one' }) });
  const given = answers({ name: 'x', resourceGroup: 'rg-two' });
  expect(await chooseSetup(wanted({ answers: given }), undefined, nothing)).toMatchObject({ isNew: true });
  const same = answers({ name: 'X', resourceGroup: 'RG-ONE' });
  expect(await chooseSetup(wanted({ answers: same }), undefined, nothing)).toMatchObject({ isNew: false });
});

test.each([
  ['a step', { done: ['time-travel'] }],
  [
    'a kind of resource',
    {
      made: [
        { step: 'instance', id: '/i', kind: 'wormhole' as 'other', sent: null, at: now.toISOString(), born: null },
      ],
    },
  ],
])('one with %s that this version does not know is of a newer version, and left as it is', async (_, change) => {
  const file = save('x', change);
  const before = readFileSync(file, 'utf8');
  await expect(chooseSetup(wanted(), undefined, nothing)).rejects.toMatchObject({
    code: 'newer-state',
    ending: 'usage',
  });
  expect(readFileSync(file, 'utf8')).toBe(before);
});
