import { describe, expect, test } from '@jest/globals';
import { makePlan } from '../../../src/engine/make-plan.ts';
import { newSession } from '../../../src/engine/session.ts';
import type { Principal } from '../../../src/port/azure.ts';
import { wizard } from '../../../src/wizard/wizard.ts';
import { ana, group } from '../../support/contoso.ts';
import { fakeAzure } from '../../support/fake-azure.ts';
import { fakeContext, scripted } from '../../support/fake-context.ts';
import { fakeWorld } from '../../support/fake-world.ts';
import { all, bea, line, planned, refused } from '../../support/plans.ts';
import { silentView } from '../../support/silent-view.ts';
import { builders } from './principals.ts';

const app: Principal = { id: 'cccccccc-0000-4000-8000-00000000000f', type: 'ServicePrincipal', name: 'factory-team' };

/* Anybody in a directory may give an application any name: a name alone grants nothing where nobody looks. */

describe('unattended', () => {
  test.each([
    ['an application', app, 'factory-team', `app:${app.id}`],
    ['a person', bea, 'Bea Cruz', `user:${bea.id}`],
    ['a group', builders, 'Twin Builders', `group:Twin Builders, or its object id: group:${builders.id}`],
  ])('the name of %s is refused, with what to write instead', async (_, who, assignee, instead) => {
    const { ending, code, suggestion } = await refused({ people: [who] }, { assignee });
    expect({ ending, code }).toEqual({ ending: 'usage', code: 'name-alone' });
    expect(suggestion).toContain(instead);
  });

  test('a group by its name is found, and an application of that name is not', async () => {
    const namesake = { ...app, name: builders.name };
    const plan = await planned({ people: [builders, namesake] }, { assignee: 'group:Twin Builders' });
    expect(plan.report.role?.principalId).toBe(builders.id);
    expect(await refused({ people: [namesake] }, { assignee: 'group:Twin Builders' })).toMatchObject({
      code: 'no-such-principal',
    });
  });

  test.each(['bea@contoso.com', bea.id, `user:${bea.id}`, 'me'])('%s is somebody', async (assignee) => {
    expect((await planned({ people: [bea] }, { assignee })).report.role?.principalType).toBe('User');
  });
});

test('a name that a flag gives is confirmed in a terminal, with its object id', async () => {
  const { prompter, confirmed } = scripted();
  const answers = { ...all, assignee: 'factory-team' };
  await makePlan(fakeContext(fakeAzure(fakeWorld({ people: [app] })), { prompter, answers }), newSession());
  expect(confirmed).toEqual([
    expect.stringMatching(new RegExp(`^Give the application .* access\\?.*object id ${app.id}`)),
  ]);
});

test.each([
  ['a disabled account', { ...bea, disabled: true }, 'the account is disabled: nobody can sign in with it'],
  [
    'letters that look like others',
    { ...bea, name: 'B\u0435a Cruz' },
    '"\u0435" is a Cyrillic letter that looks like others',
  ],
  ['Greek ones', { ...bea, name: 'Αna Lima' }, 'is a Greek letter that looks like others'],
])('%s: it is said before it is granted', async (_, who, words) => {
  const plan = await planned({ people: [who] }, { assignee: who.id });
  expect(line(plan, 'role')?.says).toContain(words);
});

test('a name wholly in another script is as good as any', async () => {
  const plan = await planned({ people: [{ ...bea, name: 'Беа Круз' }] }, { assignee: bea.id });
  expect(line(plan, 'role')?.says).not.toContain('looks like');
});

describe('what is approved', () => {
  test('is an object id: "me" means the same account when another one carries on', async () => {
    const herself: Principal = { id: ana.objectId, type: 'User', name: 'Ana Lima' };
    const world = fakeWorld({ groups: [group('rg-factory')], people: [bea, herself] });
    const context = fakeContext(fakeAzure(world), { answers: { ...all, assignee: 'me' } });
    const order = { preview: false, review: false, yes: true, beginForReal: () => undefined };
    expect((await wizard(context, silentView(), order)).outcome).toBe('ready');
    expect(context.memory.answer('assignee')).toEqual({ value: `user:${ana.objectId}`, from: 'flag' });
    const asBea = fakeAzure(world, { me: () => Promise.resolve(bea) });
    const plan = await makePlan({ ...context, azure: asBea }, newSession());
    expect(plan.report.role?.principalId).toBe(ana.objectId);
  });
});
