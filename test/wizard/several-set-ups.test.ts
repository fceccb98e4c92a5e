import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Answer } from '../../src/engine/context.ts';
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

describe('of several, with somebody at the terminal', () => {
  const at = (hour: number): string => new Date(2026, 0, 1, hour).toISOString();
  /** Somebody who chooses these, one menu after the other. */
  const choosing = (...values: readonly string[]): { prompter: WizardPrompter; seen: string[][] } => {
    const left = [...values];
    const seen: string[][] = [];
    const prompter: WizardPrompter = {
      ...chooser('').prompter,
      choose({ message, choices }) {
        seen.push([message, ...choices.map(({ label, hint }) => (hint === undefined ? label : `${label}: ${hint}`))]);
        const next = left.shift() ?? '';
        return Promise.resolve(choices.find(({ value, label }) => [value, label].includes(next))?.value ?? next);
      },
    };
    return { prompter, seen };
  };

  test('they are a list, the newest first, ready ones too', async () => {
    save('done', { outcome: 'ready', updatedAt: at(18) });
    save('open', { updatedAt: at(19), done: ['login'] });
    save('older', { updatedAt: at(9) });
    const { prompter, seen } = choosing('leave');
    expect(await chooseSetup(wanted(), prompter, nothing)).toBeUndefined();
    expect(seen[0]).toEqual([
      'Which set-up',
      'open: unfinished, yesterday 19:00, 1 of 8 steps done',
      'done: ready since yesterday 18:00',
      'older: unfinished, yesterday 09:00, no question answered yet, nothing created yet',
      'Set up another one',
      'Leave',
    ]);
  });

  test('a finished one is reached beside an unfinished one', async () => {
    const file = save('done', { outcome: 'ready', updatedAt: at(18) });
    save('open', { updatedAt: at(19) });
    expect(await chooseSetup(wanted(), choosing('done').prompter, nothing)).toMatchObject({ file, isNew: false });
  });

  test('an unfinished one is carried on, or reviewed, as the only one is', async () => {
    save('done', { outcome: 'ready', updatedAt: at(18) });
    const file = save('open', { updatedAt: at(19) });
    const { prompter, seen } = choosing('open', 'review');
    expect(await chooseSetup(wanted(), prompter, nothing)).toMatchObject({ file, isNew: false, review: true });
    expect(seen[1]?.slice(1)).toContain('Carry on');
  });

  test('two of one name are told apart by their groups', async () => {
    save('one', { answers: answers({ name: 'twins', resourceGroup: 'rg-a' }) });
    save('two', { answers: answers({ name: 'twins', resourceGroup: 'rg-b' }) });
    const { prompter, seen } = choosing('leave');
    await chooseSetup(wanted(), prompter, nothing);
    expect(seen[0]?.join(' ')).toMatch(/twins in rg-[ab].*twins in rg-[ab]/);
  });
});

describe('an exact name finds its own', () => {
  test.each([
    ['a finished one beside an unfinished one without a name', { name: 'DONE' }],
    ['by the group', { resourceGroup: 'rg' }],
  ])('%s', async (_, given) => {
    const file = save('done', { outcome: 'ready', updatedAt: '2026-01-01T00:00:00Z' });
    save('open', { answers: answers({ location: 'eastus' }) });
    const found = await chooseSetup(wanted({ answers: answers(given) }), undefined, nothing);
    expect(found).toMatchObject({ file, isNew: false });
    const { prompter, menus } = chooser('carry-on');
    expect(await chooseSetup(wanted({ answers: answers(given) }), prompter, nothing)).toMatchObject({ file });
    expect(menus).toEqual([['carry-on', 'new', 'leave']]);
  });

  test('and a name that nobody has begins another one, also beside several that have none yet', async () => {
    save('one', { answers: answers({ location: 'eastus' }) });
    save('two', { answers: answers({ location: 'westeurope' }) });
    const found = await chooseSetup(wanted({ answers: answers({ name: 'new' }) }), undefined, nothing);
    expect(found).toMatchObject({ isNew: true, setAside: undefined });
  });
});

test('what nobody has answered is no set-up', async () => {
  save('empty', { answers: { auth: { value: 'cli', from: 'recommended' } }, done: ['login'] });
  const { prompter, menus } = chooser('leave');
  expect(await chooseSetup(wanted(), prompter, nothing)).toMatchObject({ isNew: true });
  expect(menus).toEqual([]);
});
