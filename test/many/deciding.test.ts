import { describe, expect, test } from '@jest/globals';
import { SetupError } from '../../src/errors.ts';
import { type Decision, decide } from '../../src/many/decide.ts';
import { type ListPlan, planList } from '../../src/many/plan-list.ts';
import { isGood, type OpenRow } from '../../src/many/planned-row.ts';
import { errorOf, jsonOfList, type RowResult, worstOf } from '../../src/many/result.ts';
import { progressOf } from '../../src/wizard/progress.ts';
import { exitCodeOf, type Result } from '../../src/wizard/result.ts';
import type { WizardPrompter } from '../../src/wizard/view.ts';
import { steps } from '../../steps/index.ts';
import { fakeAzure } from '../support/fake-azure.ts';
import { fakeContext, scripted } from '../support/fake-context.ts';
import { fakeWorld } from '../support/fake-world.ts';

/** A plan of two rows; `taken`: the name of the second can't be had. */
async function planOfTwo(taken: boolean): Promise<ListPlan> {
  const azure = fakeAzure(fakeWorld({ groups: [], taken: taken ? ['two-twins'] : [] }));
  const rows = ['one-twins', 'two-twins'].map((name, at): OpenRow => {
    const context = fakeContext(azure, { answers: { name, location: 'westeurope', resourceGroup: 'rg-new' } });
    return { row: { number: at + 1, name, answers: {} }, memory: context.memory, progress: progressOf(steps), context };
  });
  return await planList(rows, () => undefined);
}

interface Given {
  readonly yes?: true;
  readonly planId?: string;
  readonly practice?: true;
  readonly preview?: true;
  /** What a person chooses; nobody is there without it. */
  readonly says?: 'yes' | 'no';
}

/** What is decided, and what was asked; the code of a refusal. */
async function decided(plan: ListPlan, { yes, planId, practice, preview, says }: Given): Promise<string> {
  const asked: string[] = [];
  const prompter: WizardPrompter | undefined = says && {
    ...scripted().prompter,
    choose: ({ message }) => {
      asked.push(message);
      return Promise.resolve(says);
    },
  };
  const given = { yes: yes === true, planId, practice: practice === true, canAsk: prompter !== undefined };
  let begun = '';
  const beginForReal = (): Promise<void> => {
    begun = ' for real';
    return Promise.resolve();
  };
  const what = {
    prompter,
    given,
    preview: preview === true,
    engine: 'walk' as const,
    say: () => undefined,
    beginForReal,
  };
  const answer: Decision | string = await decide(plan, what).catch((error: unknown) => (error as SetupError).code);
  const is =
    typeof answer === 'string' ? answer : answer.is === 'go' ? `go${answer.isNew ? '' : ' as before'}` : answer.is;
  return [is + begun, ...asked].join(', ');
}

/** Lets an account approve the plan, as it is kept with each row. */
function approve({ rows, id = '' }: ListPlan, objectId?: string): void {
  for (const { plan, memory } of rows.filter(isGood)) {
    const { value } = plan;
    if (value === undefined) throw new Error('no plan');
    memory.approved(id, { ...value, account: { ...value.account, ...(objectId && { objectId }) } }, 0);
  }
}

describe('what is done with the plan of a list', () => {
  test.each<[string, Given, string]>([
    ['nobody can be asked', {}, 'needs-approval'],
    ['--yes', { yes: true }, 'go'],
    ['practice, where nobody can be asked', { practice: true }, 'go'],
    ['a person says yes', { says: 'yes' }, 'go, Set up all 2 instances?'],
    ['a person says no', { says: 'no' }, 'left, Set up all 2 instances?'],
    ['--plan of another plan', { planId: '0123456789abcdef' }, 'plan-changed'],
    ['a preview where nobody can be asked', { preview: true, practice: true }, 'planned'],
    [
      'a preview, and a person who wants it done',
      { preview: true, says: 'yes' },
      'go for real, Set up all 2 instances?',
    ],
    ['a preview, and a person who does not', { preview: true, says: 'no' }, 'planned, Set up all 2 instances?'],
  ])('%s', async (_, given, decision) => {
    expect(await decided(await planOfTwo(false), given)).toBe(decision);
  });

  test('--plan of this plan agrees to it', async () => {
    const plan = await planOfTwo(false);
    expect(await decided(plan, { planId: plan.id ?? '' })).toBe('go');
  });

  test.each<[string, Given, string]>([
    ['nobody can be asked', { practice: true }, 'planned'],
    ['--plan alone', { planId: 'this' }, 'planned'],
    ['--yes', { yes: true }, 'go'],
    ['a person says yes', { says: 'yes' }, 'go, Set up the other 1 of 2 instances?'],
    ['a person says no', { says: 'no' }, 'left, Set up the other 1 of 2 instances?'],
  ])('where a row has a fault, and %s', async (_, given, decision) => {
    const plan = await planOfTwo(true);
    const planId = given.planId === undefined ? {} : { planId: plan.id ?? '' };
    expect(await decided(plan, { ...given, ...planId })).toBe(decision);
  });

  test('what the same account approved before is carried on unasked; another account is asked, or refused', async () => {
    const plan = await planOfTwo(false);
    approve(plan);
    expect(await decided(plan, {})).toBe('go as before');
    expect(await decided(plan, { says: 'no' })).toBe('go as before');
    expect(await decided(plan, { planId: plan.id ?? '' })).toBe('go');
    approve(plan, 'cccccccc-0000-4000-8000-00000000000c');
    expect(await decided(plan, { yes: true })).toBe('not-approved');
    expect(await decided(plan, { says: 'yes' })).toBe('go, Set up all 2 instances?');
  });

  test('a row that was added to what was approved wants a yes of its own', async () => {
    const plan = await planOfTwo(false);
    approve({ ...plan, rows: plan.rows.slice(0, 1) });
    expect(await decided(plan, {})).toBe('not-approved');
    expect(await decided(plan, { yes: true })).toBe('go');
  });
});

describe('how a list ends', () => {
  const row = (outcome: Result['outcome'], ending?: SetupError['ending']): RowResult => ({
    outcome,
    lines: [],
    report: {},
    requests: { reads: 0, writes: 0 },
    stateFile: 'x.json',
    row: 1,
    name: 'one-twins',
    ...(ending && { error: new SetupError({ ending, code: ending, message: 'It failed.', suggestion: 'Help.' }) }),
  });

  test.each<[string, readonly RowResult[], number]>([
    ['ready', [row('ready'), row('ready')], 0],
    ['planned', [row('ready'), row('planned')], 0],
    ['waiting', [row('planned'), row('waiting')], 75],
    ['handover', [row('handover'), row('waiting')], 3],
    ['needs-answers', [row('handover'), row('needs-answers')], 2],
    ['failed', [row('failed', 'refused'), row('needs-answers')], 4],
    ['failed', [row('failed', 'forNow'), row('failed', 'usage')], 2],
    ['failed', [row('failed', 'refused'), row('failed', 'signIn')], 5],
    ['interrupted', [row('failed', 'refused'), row('interrupted')], 130],
  ])('as the worst of its rows: %s', (outcome, rows, code) => {
    for (const all of [rows, [...rows].reverse()]) {
      const worst = worstOf(all);
      expect(worst?.outcome).toBe(outcome);
      if (worst !== undefined) expect(exitCodeOf(worst)).toBe(code);
    }
  });

  test('its document has a row for each, and what all share once', () => {
    const rows = [row('ready'), row('failed', 'refused')];
    const more = { isSaidByRows: true, isCarriedOut: true, deployments: [], says: [] };
    const list = { ...row('failed'), error: errorOf(rows), instances: rows, ...more };
    const document = jsonOfList(list) as Record<string, unknown> & { instances: readonly Record<string, unknown>[] };
    expect(document).toMatchObject({ schema: 1, outcome: 'failed', stateFile: 'x.json', deployment: null });
    expect(document.instances.map((each) => [each['row'], each['name'], each['outcome']])).toEqual([
      [1, 'one-twins', 'ready'],
      [1, 'one-twins', 'failed'],
    ]);
    for (const key of ['schema', 'stateFile', 'requests']) expect(document.instances[0]).not.toHaveProperty(key);
    expect(errorOf(rows)?.message).toBe('1 of 2 rows failed, row 1 (one-twins): It failed.');
  });
});
