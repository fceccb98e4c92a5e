import { describe, expect, test } from '@jest/globals';
import { makePlan } from '../../../src/engine/make-plan.ts';
import { newSession } from '../../../src/engine/session.ts';
import { registered } from '../../support/contoso.ts';
import { fakeAzure } from '../../support/fake-azure.ts';
import { fakeContext, scripted } from '../../support/fake-context.ts';
import { fakeWorld } from '../../support/fake-world.ts';
import { all } from '../walking.ts';

describe('the first walk', () => {
  test('asks every question, changes nothing, and plans every step', async () => {
    const world = fakeWorld({ provider: { ...registered, registrationState: 'NotRegistered' } });
    const { prompter, heard } = scripted();
    const plan = await makePlan(fakeContext(fakeAzure(world), { prompter }), newSession());
    expect(heard.map((each) => each.key)).toEqual(['resourceGroup', 'location', 'name', 'assignee']);
    expect(plan.lines.map((line) => `${line.id} ${line.status}`)).toEqual([
      'login reused',
      'subscription reused',
      'provider planned',
      'resource-group planned',
      'instance planned',
      'permissions reused',
      'role planned',
      'verify planned',
    ]);
    expect(world.writes).toEqual([]);
  });

  test('says that a name could not be checked before the service is switched on', async () => {
    const world = fakeWorld({ provider: { ...registered, registrationState: 'NotRegistered' } });
    const plan = await makePlan(
      fakeContext(fakeAzure(world), { answers: { ...all, location: 'westeurope' } }),
      newSession(),
    );
    expect(plan.lines.find((line) => line.id === 'instance')?.evidence).toBe('unknown');
  });

  test('asks nothing that is answered', async () => {
    const { prompter, heard } = scripted();
    const answers = { ...all, location: 'eastus', assignee: 'me' };
    await makePlan(fakeContext(fakeAzure(fakeWorld()), { prompter, answers }), newSession());
    expect(heard).toEqual([]);
  });

  test('goes back to the question before, with the earlier answer preselected', async () => {
    const { prompter, heard } = scripted({
      resourceGroup: ['rg-new', 'rg-other'],
      location: ['eastus', 'eastus'],
      name: ['BACK', 'BACK', 'my-own-name'],
    });
    const context = fakeContext(fakeAzure(fakeWorld()), { prompter });
    await makePlan(context, newSession());
    expect(heard.map((each) => `${each.key} ${each.preselected ?? ''}`)).toEqual([
      'resourceGroup rg-digital-twins',
      'location westeurope',
      expect.stringMatching(/^name new-twins-/),
      'location eastus',
      expect.stringMatching(/^name new-twins-/),
      'location eastus',
      expect.stringMatching(/^name new-twins-/),
      'assignee me',
    ]);
    expect(context.memory.answer('name')?.value).toBe('my-own-name');
  });

  test('invents the same name whenever the same set-up runs', async () => {
    const invented = async (): Promise<string | undefined> => {
      const { prompter, heard } = scripted();
      await makePlan(fakeContext(fakeAzure(fakeWorld()), { prompter }), newSession());
      return heard.find((each) => each.key === 'name')?.preselected;
    };
    expect(await invented()).toMatch(/^digital-twins-\w+$/);
    expect(await invented()).toBe(await invented());
  });

  test('going back past a question that depends on another one asks both again', async () => {
    const { prompter, heard } = scripted({ resourceGroup: ['rg-one', 'rg-two'], location: ['BACK', 'eastus'] });
    await makePlan(fakeContext(fakeAzure(fakeWorld()), { prompter }), newSession());
    expect(heard.slice(0, 4).map((each) => each.key)).toEqual([
      'resourceGroup',
      'location',
      'resourceGroup',
      'location',
    ]);
    expect(heard[2]?.preselected).toBe('rg-one');
  });
});
