import { describe, expect, test } from '@jest/globals';
import type { Asked } from '../../../src/engine/context.ts';
import { makePlan } from '../../../src/engine/make-plan.ts';
import { newSession } from '../../../src/engine/session.ts';
import type { WizardPrompter } from '../../../src/wizard/view.ts';
import { wizard } from '../../../src/wizard/wizard.ts';
import { spoiltHint } from '../../../steps/instance/states.ts';
import { dev, instance } from '../../support/contoso.ts';
import { fakeAzure } from '../../support/fake-azure.ts';
import { fakeContext, scripted } from '../../support/fake-context.ts';
import { fakeWorld } from '../../support/fake-world.ts';
import { refusalsIn, view } from './sitting.ts';

describe('an instance whose creation failed', () => {
  const broken = (group: string) => {
    const { hostName: _, ...failed } = instance('plant-f', group, { provisioningState: 'Failed' });
    return failed;
  };

  test('in the group is shown, and cannot be chosen', async () => {
    const { prompter } = scripted({ name: ['plant-g'] });
    const seen: Asked[] = [];
    const asking: WizardPrompter = {
      ...prompter,
      ask: (asked) => {
        seen.push(asked);
        return prompter.ask(asked);
      },
      choose: ({ preselected }) => Promise.resolve(preselected),
    };
    const context = fakeContext(fakeAzure(fakeWorld({ instances: [broken('rg-factory'), instance('plant-g')] })), {
      prompter: asking,
      answers: { resourceGroup: 'rg-factory' },
    });
    await makePlan(context, newSession());
    const question = seen.find((each) => each.choices.some((one) => one.value === 'plant-f'));
    expect(question?.choices[0]?.disabled).toMatch(/its creation failed/);
    expect(question?.preselected).not.toBe('plant-f');
  });

  test('elsewhere is never offered in place of its name, and the command that deletes it is given', async () => {
    const { prompter, heard } = scripted({ name: ['plant-f'] });
    const context = fakeContext(fakeAzure(fakeWorld({ instances: [broken('rg-old')] })), {
      prompter,
      answers: { resourceGroup: 'rg-factory' },
    });
    await makePlan(context, newSession());
    const [, second] = heard.filter((each) => each.key === 'name');
    expect(second?.note).toContain(`az dt delete --dt-name plant-f --resource-group rg-old --subscription ${dev.id}`);
    expect(second?.choices).not.toContain('plant-f');
  });

  test('one that was there before, and a change of it failed: nobody is told to delete what it may hold', async () => {
    const changed = instance('plant-f', 'rg-factory', { provisioningState: 'Failed' });
    const answers = { resourceGroup: 'rg-factory', name: 'plant-f' };
    const planned = makePlan(fakeContext(fakeAzure(fakeWorld({ instances: [changed] })), { answers }), newSession());
    await expect(planned).rejects.toMatchObject({
      code: 'provisioning-failed',
      message: expect.stringContaining('could not finish creating or changing "plant-f" (Failed)'),
      suggestion: expect.stringMatching(
        /^Choose another name, or see .* Only if nothing that it holds is needed, delete/,
      ),
    });
    expect(spoiltHint(changed)).toBe('Azure says Failed: its creation failed, or a change of it');
  });

  test('during the run gives its reason, and the name is asked again', async () => {
    const world = fakeWorld({ groups: [] });
    const azure = fakeAzure(world, { creationFailure: () => Promise.resolve('NoRoom: Everything is full.') });
    const breaking = fakeAzure(world, {
      creationFailure: azure.creationFailure,
      async createInstance(wanted) {
        await azure.createInstance(wanted);
        if (world.instances.length > 1) return;
        world.instances = world.instances.map((each) => ({ ...each, provisioningState: 'Failed' }));
      },
    });
    const { prompter, heard } = scripted();
    const chooser: WizardPrompter = { ...prompter, choose: ({ preselected }) => Promise.resolve(preselected) };
    const context = fakeContext(breaking, { prompter: prompter });
    const { outcome } = await wizard(context, view(chooser), {
      preview: false,
      review: true,
      yes: true,
      beginForReal: () => undefined,
    });
    expect(outcome).toBe('ready');
    expect(heard.filter((each) => each.key === 'name')).toHaveLength(2);
    expect(refusalsIn(context)).toEqual([expect.stringContaining('Azure said: "NoRoom: Everything is full."')]);
    expect(world.instances.map((each) => each.provisioningState)).toEqual(['Failed', 'Succeeded']);
  });
});
