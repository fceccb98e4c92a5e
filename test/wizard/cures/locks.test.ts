import { expect, test } from '@jest/globals';
import type { Reply } from '../../../src/engine/context.ts';
import { SetupError } from '../../../src/errors.ts';
import type { WizardPrompter } from '../../../src/wizard/view.ts';
import { wizard } from '../../../src/wizard/wizard.ts';
import { group, instance } from '../../support/contoso.ts';
import { type FakeAzure, fakeAzure } from '../../support/fake-azure.ts';
import { fakeContext, scripted } from '../../support/fake-context.ts';
import { fakeWorld } from '../../support/fake-world.ts';
import { all } from '../../support/plans.ts';
import { refusalsIn, refusedOnce, view } from './sitting.ts';

const locked = { ending: 'refused', code: 'ScopeLocked', again: 'answer' } as const;

test('a group that is locked meanwhile is asked again', async () => {
  const { outcome, heard, refusals } = await refusedOnce(
    { ...locked, cures: ['group'] },
    { resourceGroup: ['rg-one', 'rg-two'] },
  );
  expect(heard.filter((each) => each.key === 'resourceGroup')).toHaveLength(2);
  expect(refusals).toEqual(['Instance: Azure says no. (ScopeLocked)']);
  expect(outcome).toBe('ready');
});

test.each([
  ['resourceGroup', { resourceGroup: ['rg-other'], name: ['other-twins'] }, 'rg-other'],
  ['name', { name: [(): Reply => ({ is: 'otherwise' }), 'other-twins'] }, 'rg-factory'],
])('a lock on an instance that is there is got out of with a new one, by another %s', async (key, script, place) => {
  const world = fakeWorld({ instances: [instance('factory-twins')], groups: [group('rg-factory'), group('rg-other')] });
  const azure = fakeAzure(world);
  const assignRole: FakeAzure['assignRole'] = (wanted) =>
    wanted.scope.endsWith('/factory-twins')
      ? Promise.reject(
          new SetupError({
            ...locked,
            cures: [key === 'name' ? 'name' : 'group'],
            message: 'Locked.',
            suggestion: 'Use another.',
          }),
        )
      : azure.assignRole(wanted);
  const { prompter, heard } = scripted(script);
  const chooser: WizardPrompter = { ...prompter, choose: ({ preselected }) => Promise.resolve(preselected) };
  const context = fakeContext(fakeAzure(world, { assignRole }), {
    prompter: prompter,
    answers: { ...all, assignee: 'me' },
  });
  const order = { preview: false, review: true, yes: true, beginForReal: () => undefined };
  const { outcome, report } = await wizard(context, view(chooser), order);
  expect(heard[0]).toMatchObject({ key });
  expect(refusalsIn(context)).toEqual(['Access: Locked. (ScopeLocked)']);
  expect(outcome).toBe('ready');
  expect(report).toMatchObject({ name: 'other-twins', resourceGroup: place });
});
