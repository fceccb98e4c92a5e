import { describe, expect, test } from '@jest/globals';
import { makePlan } from '../../../src/engine/make-plan.ts';
import { newSession } from '../../../src/engine/session.ts';
import { ana, instance } from '../../support/contoso.ts';
import { fakeAzure } from '../../support/fake-azure.ts';
import { fakeContext, scripted } from '../../support/fake-context.ts';
import { fakeWorld } from '../../support/fake-world.ts';
import { all, assigned, bea, factsIn, gus, line, planned, refused, twin } from '../../support/plans.ts';

describe('access', () => {
  test('is granted to me without asking the directory about names', async () => {
    const plan = await planned({}, { assignee: 'me' });
    expect(factsIn(plan).role).toMatchObject({ mine: true, principal: { id: ana.objectId } });
  });

  test.each([
    ['a user principal name', 'bea@contoso.com', bea],
    ["a guest's e-mail", 'gus@fabrikam.com', gus],
    ['an object id', bea.id, bea],
  ])('is granted to %s', async (_, assignee, who) => {
    const plan = await planned({ people: [bea, gus] }, { assignee });
    expect(factsIn(plan).role).toMatchObject({ mine: false, principal: { id: who.id } });
    expect(line(plan, 'role')?.says).toContain(who.name);
  });

  test('of somebody else ends with who alone can make the first call', async () => {
    const world = { people: [bea], instances: [instance('factory-twins')] };
    const answers = { assignee: bea.id };
    expect(line(await planned(world, answers), 'verify')?.says).toBe(
      'the role will be saved; only Bea Cruz (bea@contoso.com) can make the first call',
    );
    expect(line(await planned({ ...world, assignments: [assigned(bea)] }, answers), 'verify')).toMatchObject({
      status: 'reused',
      says: 'the role is saved; only Bea Cruz (bea@contoso.com) can make the first call',
    });
  });

  test('of somebody whom the directory does not know is refused with where to find the object id', async () => {
    const details = await refused({}, { assignee: 'nobody@contoso.com' });
    expect(details).toMatchObject({ code: 'no-such-principal', ending: 'usage' });
    expect(details.suggestion).toContain('https://portal.example/#users');
  });

  test('of somebody whom two may be is refused with both ids', async () => {
    const details = await refused({ people: [bea, twin] }, { assignee: 'bea@contoso.com' });
    expect(details).toMatchObject({ code: 'ambiguous-principal', ending: 'usage' });
    expect(details.suggestion).toContain(bea.id);
    expect(details.suggestion).toContain(twin.id);
  });

  test('of somebody just typed is shown and confirmed; "no" asks again', async () => {
    const { prompter, heard, confirmed } = scripted({
      assignee: ['bea@contoso.com', 'gus@fabrikam.com'],
      confirm: ['no'],
    });
    const context = fakeContext(fakeAzure(fakeWorld({ people: [bea, gus] })), { prompter, answers: all });
    const plan = await makePlan(context, newSession());
    expect(confirmed).toEqual([
      'Give Bea Cruz (bea@contoso.com) access? Bea Cruz (bea@contoso.com), a person in the directory Contoso, object id cccccccc-0000-4000-8000-000000000001',
      'Give Gus Keller (gus@fabrikam.com, a guest) access? Gus Keller (gus@fabrikam.com, a guest), a person in the directory Contoso, object id cccccccc-0000-4000-8000-000000000002: belongs to another organization',
    ]);
    expect(heard.map((each) => each.preselected)).toEqual(['me', 'bea@contoso.com']);
    expect(factsIn(plan).role?.principal.id).toBe(gus.id);
  });
});
