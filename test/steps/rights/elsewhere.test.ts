import { describe, expect, test } from '@jest/globals';
import { apply } from '../../../src/engine/apply.ts';
import { makePlan } from '../../../src/engine/make-plan.ts';
import { newSession } from '../../../src/engine/session.ts';
import { dev, instance } from '../../support/contoso.ts';
import { fakeAzure } from '../../support/fake-azure.ts';
import { fakeContext, scripted } from '../../support/fake-context.ts';
import { fakeWorld } from '../../support/fake-world.ts';
import { all, line, planned } from './planning.ts';

const fabrikam = 'e81f6a20-94bd-4c3b-8f05-d27a6c19e3b8';
const theirs = { ...dev, tenantId: fabrikam, delegatedTo: dev.tenantId };

describe('R7: a subscription of another directory', () => {
  test('is said to be one in the plan, and access is handed over before anything is made', async () => {
    const plan = await planned({ subscriptions: [theirs], groups: [] });
    expect(line(plan, 'subscription')?.says).toContain(`of another directory (${fabrikam})`);
    expect(line(plan, 'role')?.says).toContain("can't be given from here");
    expect(plan.resources.map(({ kind }) => kind)).toEqual(['group', 'instance']);
    expect([...plan.blocked]).toEqual(['role']);
    const [access] = plan.handOvers;
    expect(access?.what).toContain(
      `Give somebody of the directory ${fabrikam} the role "Azure Digital Twins Data Owner"`,
    );
    expect(access?.ways[0]?.az[0]).toEqual(expect.arrayContaining(['OBJECT-ID', instance('factory-twins').id]));
    expect(access?.ways[0]?.bicep).toEqual([]);
  });

  test('nobody is asked who gets access, and no role is sent', async () => {
    const world = fakeWorld({ subscriptions: [theirs], groups: [] });
    const { prompter, heard } = scripted();
    const context = fakeContext(fakeAzure(world), { answers: all, prompter });
    const session = newSession();
    const plan = await makePlan(context, session);
    expect(heard.map(({ key }) => key)).not.toContain('assignee');
    expect((await apply(context, session, plan)).outcome).toBe('handover');
    expect(world.writes.map((each) => each.split(' ')[0])).toEqual(['group', 'instance']);
  });

  test('is told apart in the question', async () => {
    const world = fakeWorld({ subscriptions: [dev, { ...theirs, id: 'aaaaaaaa-0000-4000-8000-000000000001' }] });
    let hints: readonly (string | undefined)[] = [];
    const { prompter } = scripted({
      subscription: [
        (asked) => {
          hints = asked.choices.map(({ hint }) => hint);
          return { is: 'answer', value: dev.id };
        },
      ],
    });
    await makePlan(fakeContext(fakeAzure(world), { answers: all, prompter }), newSession());
    expect(hints).toEqual([dev.id, 'aaaaaaaa-0000-4000-8000-000000000001, of another directory (Azure Lighthouse)']);
  });

  test('the role that was asked for is the one that is handed over', async () => {
    const plan = await planned({ subscriptions: [theirs] }, { role: 'reader' });
    expect(plan.handOvers[0]?.what).toContain('Azure Digital Twins Data Reader');
  });
});
