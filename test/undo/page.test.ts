import { describe, expect, test } from '@jest/globals';
import { SetupError } from '../../src/errors.ts';
import type { Resident } from '../../src/port/azure.ts';
import { styleOf } from '../../src/terminal/style.ts';
import { letterFor } from '../../src/undo/letter.ts';
import { undoEnding, undoPage } from '../../src/undo/page.ts';
import type { UndoPlan } from '../../src/undo/plan.ts';
import { rowsOf, type UndoResult, undoDocument, undoExitCode } from '../../src/undo/result.ts';
import { dev, reader } from '../support/contoso.ts';
import { fakeAzure } from '../support/fake-azure.ts';
import type { FakeWorld } from '../support/fake-world.ts';
import { readyWorld, rg, twins } from '../support/ready.ts';
import { tried } from '../support/taking-back.ts';

const style = styleOf({ color: false, words: false });

async function planOf(world: Partial<FakeWorld> = {}): Promise<UndoPlan> {
  const { ended } = await tried(fakeAzure(readyWorld(world)), { preview: true });
  if (ended === undefined) throw new Error('there is no plan');
  return ended.plan;
}

function resultOf(plan: UndoPlan | undefined, change: Partial<UndoResult>): UndoResult {
  const requests = { reads: 9, writes: 0 };
  return {
    outcome: 'planned',
    name: 'factory-twins',
    plan,
    fates: new Map(),
    requests,
    stateFile: 's.json',
    ...change,
  };
}

/** What stands under each head of the page. */
function listsOf(plan: UndoPlan): Readonly<Record<string, readonly string[]>> {
  const lists: Record<string, string[]> = {};
  let list: string[] = [];
  for (const line of undoPage(plan, 'factory-twins', style, 79)) {
    expect(line.length).toBeLessThanOrEqual(79);
    if (/^ {2}\S/.test(line)) lists[line.trim()] = list = [];
    else if (line.trim() !== '') list.push(line.trim().replaceAll(/\s+/g, ' '));
  }
  return lists;
}

const lab: Resident = { id: `${rg.id}/providers/x/y/lab7`, name: 'lab7', type: 'Microsoft.Storage/storageAccounts' };

describe('the plan is two lists, each line with its reason', () => {
  test('what goes, the newest first, and what stays', async () => {
    expect(listsOf(await planOf())).toEqual({
      'Will be removed': [
        "1 Access Ana Lima's Data Owner made by this set-up",
        '2 Instance factory-twins made by this set-up',
        '3 Resource group rg-factory made by this set-up',
      ],
      Stays: ['Service switched on: other instances may use it'],
    });
  });

  test.each<[string, Partial<FakeWorld>, string, RegExp]>([
    ['foreign content', { residents: [lab] }, 'Stays', /rg-factory: also holds: storage account lab7$/],
    ['what is gone', { instances: [], assignments: [] }, 'Gone already', /^Instance factory-twins not there any more$/],
    ['what may not be removed', { entries: [reader] }, 'For somebody else to remove', /factory-twins: you may not:/],
  ])('%s', async (_, world, head, line) => {
    expect(listsOf(await planOf(world))[head]).toEqual(expect.arrayContaining([expect.stringMatching(line)]));
  });

  test('what is lost with the instance stands under it', async () => {
    const plan = await planOf({ holdings: { models: 1, twins: 340, relationships: 0, eventRoutes: 0 } });
    const lists = listsOf(plan);
    expect(lists['Will be removed']?.[2]).toBe("with 1 model, 340 twins: they can't be brought back");
  });

  test('the same in the document, with reasons', async () => {
    const document = undoDocument(resultOf(await planOf({ residents: [lab] }), {}));
    expect(document).toMatchObject({
      schema: 1,
      outcome: 'planned',
      planId: expect.stringMatching(/^[0-9a-f]{16}$/),
      resources: [
        { kind: 'assignment', action: 'remove', status: 'planned', reason: 'made by this set-up' },
        { kind: 'instance', action: 'remove', status: 'planned', reason: 'made by this set-up' },
        { kind: 'group', action: 'keep', status: 'kept', reason: 'also holds: storage account lab7' },
        { kind: 'registration', action: 'keep', status: 'kept', reason: 'other instances may use it' },
      ],
      data: { models: 0, otherAssignments: 0 },
      requests: { reads: 9, writes: 0 },
    });
  });
});

const around = {
  command: 'adt-setup undo',
  again: ['adt-setup', '--yes'],
  unasked: 'CI is set',
  helpers: ['Bea Cruz'],
  inEnv: [],
};

test.each<[UndoResult['outcome'], Partial<UndoResult>, number, string]>([
  ['undone', { hostName: twins.hostName }, 0, 'The same can be set up again at once:\nadt-setup --yes'],
  ['planned', {}, 0, 'Preview: 9 reads, 0 writes. Nothing was removed.'],
  ['left', {}, 0, 'Nothing was removed.'],
  ['needs-approval', {}, 2, 'adt-setup undo --yes --name factory-twins'],
  [
    'interrupted',
    { signal: 'SIGHUP' },
    129,
    'Nothing was removed. The set-up is saved in s.json\nTo carry on:\n  adt-setup undo',
  ],
  ['waiting', { waitsFor: 'Instance: it is still there' }, 75, 'Run it again in a while:\n  adt-setup undo'],
  ['handover', { handOverFile: 'undo.md' }, 3, 'Written to undo.md. Send it to Bea Cruz.'],
  [
    'failed',
    { error: new SetupError({ ending: 'refused', code: 'ScopeLocked', message: 'Locked.', suggestion: 'Ask.' }) },
    4,
    'Locked.',
  ],
])('an ending as %s says what to do next', async (outcome, change, code, words) => {
  const result = resultOf(await planOf(), { outcome, ...change });
  expect(undoExitCode(result)).toBe(code);
  const lines = undoEnding(result, style, 79, around);
  expect(lines.length).toBeLessThan(24);
  expect(lines.join('\n')).toContain(words);
});

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s has its own exit code', (signal, code) => {
  expect(undoExitCode(resultOf(undefined, { outcome: 'interrupted', signal }))).toBe(code);
});

test('an ending halfway counts what is gone', async () => {
  const plan = await planOf();
  const [first] = plan.entries;
  const fates = new Map([[first?.thing.id ?? '', { status: 'removed', reason: 'x' } as const]]);
  const result = resultOf(plan, { outcome: 'interrupted', fates });
  expect(undoEnding(result, style, 79, around).join(' ')).toMatch(/^Interrupted\. 1 of 3 things is gone\. How far/);
  expect(rowsOf(result).map(({ status }) => status)).toEqual(['removed', 'open', 'open', 'kept']);
});

test('the hand-over: what, why, the commands, and how it goes on', async () => {
  const azure = fakeAzure(readyWorld({ entries: [reader] }));
  const { missing } = await planOf({ entries: [reader] });
  const { text } = await letterFor(azure, missing, {
    name: 'ana@contoso.com',
    subscription: dev,
    command: 'adt-setup undo',
  });
  expect(text).toContain(`az dt delete --dt-name factory-twins --resource-group rg-factory --subscription ${dev.id}`);
  expect(text).toContain('az group delete --name rg-factory');
  expect(text).toContain('needs Microsoft.DigitalTwins/digitalTwinsInstances/delete');
  expect(text).toContain('runs `adt-setup undo` again');
});
