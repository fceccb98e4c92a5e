import { describe, expect, test } from '@jest/globals';
import { makePlan } from '../../../src/engine/make-plan.ts';
import { newSession } from '../../../src/engine/session.ts';
import { ana } from '../../support/contoso.ts';
import { fakeAzure } from '../../support/fake-azure.ts';
import { fakeContext, scripted } from '../../support/fake-context.ts';
import { fakeWorld } from '../../support/fake-world.ts';
import { all, bea, factsIn, line, refused } from '../../support/plans.ts';

describe('access', () => {
  describe('where the directory may not be searched', () => {
    const closed = { principals: (_: string, id: string) => Promise.resolve([{ id, name: id }]) };

    test('a person is asked what an object id is', async () => {
      const { prompter, heard, confirmed } = scripted({ assignee: [bea.id, `group:${bea.id}`] });
      const context = fakeContext(fakeAzure(fakeWorld(), closed), { prompter, answers: all });
      const plan = await makePlan(context, newSession());
      expect(heard[1]).toMatchObject({
        key: 'assignee',
        choices: [`user:${bea.id}`, `group:${bea.id}`, `app:${bea.id}`],
      });
      expect(factsIn(plan).role?.principal).toMatchObject({ id: bea.id, type: 'Group' });
      expect(line(plan, 'role')).toMatchObject({
        says: `the group with the object id ${bea.id} becomes Azure Digital Twins Data Owner of it (the directory won't tell who that is; everyone in the group, now and later)`,
        evidence: 'assumed',
      });
      expect(confirmed).toEqual([expect.stringContaining("the directory won't tell who that is")]);
    });

    test.each([
      [`app:${bea.id}`, 'ServicePrincipal'],
      [bea.id, undefined],
    ])('unattended, %s is taken as it is', async (assignee, type) => {
      const plan = await makePlan(
        fakeContext(fakeAzure(fakeWorld(), closed), { answers: { ...all, assignee } }),
        newSession(),
      );
      expect(factsIn(plan).role?.principal).toMatchObject({ id: bea.id });
      expect(factsIn(plan).role?.principal.type).toBe(type);
      expect(line(plan, 'role')).toMatchObject({
        says: expect.stringContaining("won't tell who that is"),
        evidence: 'assumed',
      });
    });

    test('my own object id is me all the same', async () => {
      const answers = { ...all, assignee: ana.objectId };
      const plan = await makePlan(fakeContext(fakeAzure(fakeWorld(), closed), { answers }), newSession());
      expect(factsIn(plan).role).toMatchObject({ mine: true, principal: { name: 'Ana Lima' } });
      expect(line(plan, 'role')?.evidence).toBe('checked');
    });
  });

  test('of an object id that is something else than was said is refused', async () => {
    expect(await refused({ people: [bea] }, { assignee: `group:${bea.id}` })).toMatchObject({
      code: 'other-principal-type',
      ending: 'usage',
    });
  });
});
