import { expect, test } from '@jest/globals';
import type { Azure } from '../../src/azure.ts';
import { SetupError, type Trouble } from '../../src/errors.ts';
import type { Person } from '../../src/terminal/ask.ts';
import { type Front, wizard } from '../../src/wizard/wizard.ts';
import { type FakeWorld, fakeAzure, fakeWorld } from '../support/fake-azure.ts';
import { fakeDesk, type Heard, type Script, scripted } from '../support/fake-desk.ts';
import { silentFront } from '../support/silent-front.ts';

/** Somebody who approves every plan; the plans are counted. */
function front(interview: Person): Front & { readonly shown: string[] } {
  const shown: string[] = [];
  const showPlan: Front['showPlan'] = (plan) =>
    shown.push(plan.lines.find((line) => line.id === 'instance')?.says ?? '');
  return { ...silentFront({ person: interview, showPlan }), shown };
}

interface Sitting {
  readonly outcome: string;
  readonly heard: readonly Heard[];
  readonly shown: readonly string[];
  readonly world: FakeWorld;
}

/** The whole wizard in a new group, with an Azure that refuses the first creation. */
async function refusedOnce(trouble: Omit<Trouble, 'message' | 'help'>, script: Script = {}): Promise<Sitting> {
  const world = fakeWorld({ groups: [] });
  const azure = fakeAzure(world);
  let tries = 0;
  const createInstance: Azure['createInstance'] = async (wanted) => {
    tries += 1;
    if (tries === 1) throw new SetupError({ ...trouble, message: 'Azure says no.', help: 'Choose something else.' });
    await azure.createInstance(wanted);
  };
  const { interview, heard } = scripted(script);
  const person: Person = { ...interview, choose: ({ preselected }) => Promise.resolve(preselected) };
  const desk = fakeDesk(fakeAzure(world, { createInstance }), { interview: person });
  const seen = front(person);
  const order = { preview: false, review: true, beginForReal: () => undefined };
  const { outcome } = await wizard(desk, seen, order);
  return { outcome, heard, shown: seen.shown, world };
}

test.each([
  ['RequestDisallowedByAzure', 'location', 'eastus'],
  ['QuotaExceeded', 'location', 'eastus'],
  ['AlreadyExists', 'name', /^digital-twins-\w+$/],
])(
  'after %s the %s is asked again with the reason, Enter does not repeat it, and the new plan is seen',
  async (code, key, next) => {
    const { outcome, heard, shown, world } = await refusedOnce({
      ending: 'refused',
      code,
      again: 'answer',
      questions: [key],
    });
    const [first, second] = heard.filter((each) => each.key === key);
    expect(second?.note).toBe('Azure says no. Choose something else.');
    expect(second?.preselected).not.toBe(first?.preselected);
    expect(second?.preselected).toEqual(typeof next === 'string' ? next : expect.stringMatching(next));
    expect(outcome).toBe('ready');
    expect(shown).toHaveLength(2);
    expect(world.writes.map((each) => each.split(' ')[0])).toEqual(['group', 'instance', 'role']);
  },
);

test('tags that a policy demands only when it refuses are asked for', async () => {
  const trouble = {
    ending: 'refused',
    code: 'RequestDisallowedByPolicy',
    again: 'answer',
    questions: ['tags'],
  } as const;
  const { outcome, heard, world } = await refusedOnce(trouble, { tags: ['costCenter=7'] });
  expect(heard.filter((each) => each.key === 'tags')).toHaveLength(1);
  expect(outcome).toBe('ready');
  expect(world.instances[0]?.tags).toMatchObject({ costCenter: '7' });
});

test('a group that is locked meanwhile is asked again', async () => {
  const trouble = { ending: 'refused', code: 'ScopeLocked', again: 'answer', questions: ['resourceGroup'] } as const;
  const { outcome, heard } = await refusedOnce(trouble, { resourceGroup: ['rg-one', 'rg-two'] });
  expect(heard.filter((each) => each.key === 'resourceGroup').map((each) => each.note)).toEqual([
    undefined,
    expect.any(String),
  ]);
  expect(outcome).toBe('ready');
});

test('what no answer cures ends it', async () => {
  await expect(refusedOnce({ ending: 'handover', code: 'AuthorizationFailed' })).rejects.toMatchObject({
    step: 'instance',
  });
});
