import { describe, expect, test } from '@jest/globals';
import { distinct } from '../../src/cli/other-options.ts';
import type { Asked, Reply } from '../../src/engine/context.ts';
import { ListError } from '../../src/wizard/several/list-error.ts';
import { listText, type RowValues } from '../../src/wizard/several/list-text.ts';
import type { View, WizardPrompter } from '../../src/wizard/view.ts';
import { wizard } from '../../src/wizard/wizard.ts';
import { steps } from '../../steps/index.ts';
import { group } from '../support/contoso.ts';
import { fakeAzure } from '../support/fake-azure.ts';
import { fakeContext, type Heard, scripted } from '../support/fake-context.ts';
import { type FakeWorld, fakeWorld } from '../support/fake-world.ts';
import { silentView } from '../support/silent-view.ts';
import { given, valuesOf } from './given.ts';

/* "Add another one like this": the plan of one set-up becomes that of a list. */

const questions = distinct(steps.flatMap((step) => step.questions));
const first = { resourceGroup: 'rg-new', name: 'one-twins', location: 'westeurope', assignee: 'me', identity: 'none' };
const back = (): Reply => ({ is: 'back' });

/** What came of a sitting. */
interface Sat {
  /** The list that was written down. */
  readonly rows: readonly RowValues[] | undefined;
  readonly heard: readonly Heard[];
  /** The menus, each with what it offered. */
  readonly menus: readonly string[];
  readonly said: readonly string[];
  /** What the single set-up still remembers when the list is written down. */
  readonly remembered: readonly string[];
}

/** What somebody chooses and answers on the way. */
interface Choices {
  readonly choose: readonly string[];
  readonly answer?: Readonly<Record<string, readonly (string | ((asked: Asked) => Reply))[]>>;
}

/** Someone chooses from the menus and answers; the way ends with the list, or where the plan is left. */
async function sat(
  { choose, answer = {} }: Choices,
  { world = {}, isWritable = true }: { readonly world?: Partial<FakeWorld>; readonly isWritable?: boolean } = {},
): Promise<Sat> {
  const { prompter, heard } = scripted(answer);
  const left = [...choose];
  const menus: string[] = [];
  const choosing = {
    ...prompter,
    choose: ({ message, choices }: { message: string; choices: readonly { value: string }[] }) => {
      menus.push(`${message} ${choices.map(({ value }) => value).join(' ')}`);
      return Promise.resolve(left.shift() ?? 'stop');
    },
  };
  const made = fakeWorld({ groups: [], ...world });
  const context = fakeContext(fakeAzure(made), { answers: first, prompter: choosing });
  let rows: readonly RowValues[] | undefined;
  const view = silentView({
    prompter: choosing,
    saveList: (list) => {
      rows = list;
      return isWritable ? 'list.json' : undefined;
    },
  });
  const order = { preview: false, review: true, yes: false, beginForReal: () => undefined };
  try {
    await wizard(context, view, order);
  } catch (error) {
    if (!(error instanceof ListError)) throw error;
    expect(error.file).toBe('list.json');
  }
  expect(made.writes).toEqual([]);
  const remembered = Object.keys(context.memory.record().answers);
  return { rows, heard, menus, said: view.said, remembered };
}

/** What was asked, without the first plan, for which everything was given. */
const asked = ({ heard }: Sat): readonly string[] => heard.map(({ key }) => key);

describe('another one like this', () => {
  test('in the same place: only its name is asked, and all other answers are alike', async () => {
    const sitting = await sat({ choose: ['others', 'same', 'done'], answer: { name: ['two-twins'] } });
    expect(asked(sitting)).toEqual(['name']);
    expect(sitting.rows).toHaveLength(2);
    const [one, two] = sitting.rows ?? [];
    expect(one).toMatchObject(first);
    expect(two).toEqual({ ...one, name: 'two-twins' });
  });

  test('elsewhere: its group and its region are asked as well, with those of the one before to begin with', async () => {
    const answer = { resourceGroup: ['rg-other'], location: ['eastus'], name: ['two-twins'] };
    const sitting = await sat({ choose: ['others', 'elsewhere', 'done'], answer });
    expect(asked(sitting)).toEqual(['resourceGroup', 'location', 'name']);
    expect(sitting.heard.map(({ preselected }) => preselected).slice(0, 2)).toEqual(['rg-new', 'westeurope']);
    expect(sitting.rows?.[1]).toEqual({
      ...sitting.rows?.[0],
      resourceGroup: 'rg-other',
      location: 'eastus',
      name: 'two-twins',
    });
  });

  test('a third one is like the second', async () => {
    const answer = { resourceGroup: ['rg-other'], name: ['two-twins', 'three-twins'] };
    const { rows } = await sat({ choose: ['others', 'elsewhere', 'same', 'done'], answer });
    expect(rows?.map(({ name, resourceGroup }) => `${name} ${resourceGroup}`)).toEqual([
      'one-twins rg-new',
      'two-twins rg-other',
      'three-twins rg-other',
    ]);
  });

  test('a name that the list has is asked again, with the reason', async () => {
    const sitting = await sat({ choose: ['others', 'same', 'done'], answer: { name: ['One-Twins', 'two-twins'] } });
    expect(asked(sitting)).toEqual(['name', 'name']);
    expect(sitting.heard[1]?.note).toBe('The list has "one-twins" already: each instance has a name of its own.');
    expect(sitting.rows?.map(({ name }) => name)).toEqual(['one-twins', 'two-twins']);
  });

  test('Esc at its first question comes back to the choice, and to the plan of the one', async () => {
    const sitting = await sat({ choose: ['others', 'same', 'done', 'stop'], answer: { name: [back] } });
    expect(sitting.rows).toBeUndefined();
    expect(sitting.menus.map((menu) => menu.split('?')[0])).toEqual([
      'Go ahead',
      'Another one like this',
      'Another one like this',
      'Go ahead',
    ]);
    expect(sitting.remembered).toEqual(expect.arrayContaining(Object.keys(first)));
  });

  test('Esc at a later question comes back to the one before', async () => {
    const answer = { name: [back, 'two-twins'] };
    expect(asked(await sat({ choose: ['others', 'elsewhere', 'done'], answer }))).toEqual([
      'resourceGroup',
      'location',
      'name',
      'location',
      'name',
    ]);
  });

  test('the last one can be left out again, and that is said', async () => {
    const sitting = await sat({
      choose: ['others', 'same', 'less', 'same', 'done'],
      answer: { name: ['two-twins', 'three-twins'] },
    });
    expect(sitting.rows?.map(({ name }) => name)).toEqual(['one-twins', 'three-twins']);
    expect(sitting.said).toContain('two-twins is left out.');
    expect(sitting.menus.filter((menu) => menu.includes('less'))).toHaveLength(2);
  });

  test('the single set-up is remembered no more once the list is written down', async () => {
    const sitting = await sat({ choose: ['others', 'same', 'done'], answer: { name: ['two-twins'] } });
    expect(sitting.remembered).toEqual([]);
  });

  test('a list that can be written nowhere leaves the plan as it was', async () => {
    const sitting = await sat(
      { choose: ['others', 'same', 'done', 'stop'], answer: { name: ['two-twins'] } },
      { isWritable: false },
    );
    expect(sitting.menus.at(-1)).toMatch(/^Go ahead/);
    expect(sitting.remembered).toEqual(expect.arrayContaining(Object.keys(first)));
  });
});

describe('is not offered', () => {
  /** What the plan's choices are, for a set-up that was begun or not. */
  async function offered(saveList: View['saveList'], begun = false): Promise<readonly string[]> {
    const menus: string[] = [];
    const prompter: WizardPrompter = {
      ...scripted().prompter,
      choose: ({ choices }) => {
        menus.push(...choices.map(({ value }) => value));
        return Promise.resolve('stop');
      },
    };
    const context = fakeContext(fakeAzure(fakeWorld({ groups: [] })), { answers: first, prompter });
    if (begun) context.memory.making('resource-group', { ...group('rg-old'), kind: 'group', tags: {} }, 0);
    const order = { preview: false, review: true, yes: false, beginForReal: () => undefined };
    await wizard(context, silentView({ prompter, saveList }), order);
    return menus;
  }

  test('where the set-up can be no part of a list', async () => {
    expect(await offered(() => 'list.json')).toEqual(['go', 'change', 'commands', 'save', 'others', 'stop']);
    expect(await offered(undefined)).toEqual(['go', 'change', 'commands', 'save', 'stop']);
  });

  test('where something of it is begun already', async () => {
    expect(await offered(() => 'list.json', true)).toEqual(['go', 'change', 'commands', 'save', 'stop']);
  });

  test('where rights are missing', async () => {
    const { menus } = await sat({ choose: ['stop'] }, { world: { entries: [] } });
    expect(menus).toHaveLength(1);
    expect(menus[0]).not.toContain('others');
  });
});

describe('the list that is written down', () => {
  const rows = [
    { name: 'one-twins', location: 'westeurope', tags: '{"team":"a \\"b\\""}', role: 'owner' },
    { name: 'two-twins', location: 'northeurope', tags: '{"team":"a \\"b\\""}', role: 'owner' },
  ];

  test('has what all have alike once, and is an answers file with instances', () => {
    expect(JSON.parse(listText(rows, questions))).toEqual({
      tags: { team: 'a "b"' },
      role: 'owner',
      instances: [
        { location: 'westeurope', name: 'one-twins' },
        { location: 'northeurope', name: 'two-twins' },
      ],
    });
  });

  test.each<[string, readonly RowValues[]]>([
    ['rows that differ', rows],
    ['rows of which one lacks an answer', [{ name: 'one-twins', role: 'owner' }, { name: 'two-twins' }]],
    [
      'no tags',
      [
        { name: 'one-twins', tags: 'none' },
        { name: 'two-twins', tags: 'none' },
      ],
    ],
  ])('is read as it was meant: %s', (_, values) => {
    const list = given('list.json', listText(values, questions));
    expect(list.faults).toEqual([]);
    expect(valuesOf(list)).toEqual(values.map((row, at) => ({ number: at + 1, ...row })));
  });
});
