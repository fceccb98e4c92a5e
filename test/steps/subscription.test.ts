import { describe, expect, test } from '@jest/globals';
import { makePlan } from '../../src/engine/make-plan.ts';
import { newSession } from '../../src/engine/session.ts';
import { dev, registered } from '../support/contoso.ts';
import { fakeAzure } from '../support/fake-azure.ts';
import { fakeContext, scripted } from '../support/fake-context.ts';
import { fakeWorld } from '../support/fake-world.ts';
import { factsIn, planned, refused } from '../support/plans.ts';

const prod = { ...dev, id: 'bbbbbbbb-0000-4000-8000-000000000002', name: 'Contoso Production' };
const trial = { ...dev, id: 'bbbbbbbb-0000-4000-8000-000000000003', name: 'Contoso Trial', state: 'Disabled' };

describe('subscription', () => {
  test('is not asked when only one is enabled, but said', async () => {
    const { prompter, heard } = scripted();
    const context = fakeContext(fakeAzure(fakeWorld({ subscriptions: [trial, dev] })), { prompter });
    await makePlan(context, newSession());
    expect(heard.map((each) => each.key)).not.toContain('subscription');
    expect(context.events).toContainEqual(
      expect.objectContaining({ kind: 'answered', label: 'Contoso Dev', why: 'the only one that is enabled' }),
    );
  });

  test.each([
    ['its id', prod.id.toUpperCase()],
    ['its name', 'contoso production'],
  ])('is found by %s', async (_, subscription) => {
    expect(factsIn(await planned({ subscriptions: [dev, prod] }, { subscription })).subscription?.id).toBe(prod.id);
  });

  test.each([
    [
      'a name that two have: both ids are shown',
      [dev, { ...prod, name: dev.name }],
      dev.name,
      'ambiguous-subscription',
      prod.id,
      'usage',
    ],
    [
      'a name that none has: near ones are shown',
      [dev, prod],
      'Contoso',
      'no-such-subscription',
      'Contoso Production',
      'usage',
    ],
    ['a disabled one', [dev, trial], trial.name, 'subscription-not-enabled', 'Choose another one', 'refused'],
    ['P18: no subscription at all', [], '', 'no-subscription', '--tenant', 'refused'],
    ['several, and none of them enabled', [trial], '', 'no-subscription', '--tenant', 'refused'],
  ])('refuses %s', async (_, subscriptions, answer, code, help, ending) => {
    const details = await refused({ subscriptions }, answer === '' ? {} : { subscription: answer });
    expect(details).toMatchObject({ code, ending });
    expect(details.suggestion).toContain(help);
  });
});

describe('service', () => {
  test('that no region offers is refused before anything is asked', async () => {
    expect(await refused({ provider: { ...registered, regions: [] } })).toMatchObject({ code: 'service-not-offered' });
  });

  test('that is being registered is only waited for', async () => {
    const plan = await planned({ provider: { ...registered, registrationState: 'registering' } });
    const outcome = plan.outcomes.get('provider');
    expect(outcome).toMatchObject({ kind: 'change', change: { makes: undefined } });
  });
});
