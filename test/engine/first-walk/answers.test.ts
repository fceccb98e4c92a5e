import { describe, expect, test } from '@jest/globals';
import { apply } from '../../../src/engine/apply.ts';
import { NeedsAnswersError, OtherPlanError } from '../../../src/engine/flow.ts';
import { makePlan } from '../../../src/engine/make-plan.ts';
import { newSession } from '../../../src/engine/session.ts';
import { SetupError } from '../../../src/errors.ts';
import { group, registered } from '../../support/contoso.ts';
import { fakeAzure } from '../../support/fake-azure.ts';
import { fakeCloud, fakeContext, scripted } from '../../support/fake-context.ts';
import { fakeWorld } from '../../support/fake-world.ts';
import { all } from '../walking.ts';

describe('the first walk', () => {
  test('offers three free names instead of a taken one, with the reason', async () => {
    const { prompter, heard } = scripted({
      name: ['contoso', (asked) => ({ is: 'answer', value: asked.choices[1]?.value ?? '' })],
    });
    await makePlan(
      fakeContext(fakeAzure(fakeWorld({ taken: ['contoso'] })), { prompter, answers: { resourceGroup: 'rg-factory' } }),
      newSession(),
    );
    const second = heard.filter((each) => each.key === 'name')[1];
    expect(second?.choices).toHaveLength(3);
    expect(second?.note).toContain('taken in West Europe');
  });

  test('names all missing answers at once, with the live choices that are known', async () => {
    const answers = { name: 'factory-twins' };
    const failure = makePlan(fakeContext(fakeAzure(fakeWorld()), { answers }), newSession());
    await expect(failure).rejects.toBeInstanceOf(NeedsAnswersError);
    const { questions } = (await failure.catch((error: unknown) => error)) as NeedsAnswersError;
    expect(questions.map((each) => `${each.asked.question.key} ${each.when ?? ''}`)).toEqual([
      'resourceGroup ',
      'location the resource group is new',
    ]);
    expect(questions[0]?.asked.choices.map((each) => each.value)).toContain('rg-factory');
  });

  test('takes every recommendation where that is safe: in a sandbox', async () => {
    const plan = await makePlan(
      fakeContext(fakeAzure(fakeWorld({ groups: [] })), { cloud: { ...fakeCloud, practice: true } }),
      newSession(),
    );
    expect(plan.report.resourceGroup).toBe('rg-digital-twins');
  });

  test('a made-up name that turns out to be taken, when it can be looked up at last, is replaced by another', async () => {
    const world = fakeWorld({ groups: [], provider: { ...registered, registrationState: 'NotRegistered' } });
    const context = fakeContext(fakeAzure(world), { cloud: { ...fakeCloud, practice: true } });
    const session = newSession();
    const plan = await makePlan(context, session);
    const first = plan.report.name ?? '';
    world.taken.push(first);
    await expect(apply(context, session, plan)).rejects.toThrow(OtherPlanError);
    expect(world.instances).toEqual([]);
    const done = await apply(context, session, await makePlan(context, session));
    expect(done.outcome).toBe('ready');
    expect(done.report.name).not.toBe(first);
  });

  test('nobody is asked while an approved plan is carried out: what has changed since is a refusal', async () => {
    const world = fakeWorld();
    const { prompter, heard } = scripted();
    const context = fakeContext(fakeAzure(world), {
      prompter,
      answers: { ...all, location: 'westeurope', assignee: 'me' },
    });
    const session = newSession();
    const plan = await makePlan(context, session);
    world.taken.push(all.name);
    await expect(apply(context, session, plan)).rejects.toMatchObject({ step: 'instance' });
    expect(heard).toEqual([]);
    expect(world.writes).toEqual([]);
  });

  test('an unattended answer that cannot be used ends with the reason', async () => {
    const answers = { ...all, name: 'contoso' };
    const error = await makePlan(
      fakeContext(fakeAzure(fakeWorld({ taken: ['contoso'] })), { answers }),
      newSession(),
    ).catch((each: unknown) => each);
    expect(error).toBeInstanceOf(SetupError);
    expect(error).toMatchObject({ code: 'NameUnavailable', ending: 'refused' });
  });

  test('a refusal that another answer cures asks that question again', async () => {
    const { prompter, heard } = scripted({ resourceGroup: ['rg-old', 'rg-factory'] });
    const world = fakeWorld({
      groups: [group('rg-factory'), group('rg-old', 'westeurope', { managedBy: '/x' })],
    });
    await makePlan(fakeContext(fakeAzure(world), { prompter }), newSession());
    expect(heard.filter((each) => each.key === 'resourceGroup')[1]?.note).toContain('managed by another application');
  });
});
