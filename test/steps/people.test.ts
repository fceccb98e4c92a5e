import { describe, expect, test } from '@jest/globals';
import { makePlan } from '../../src/engine/make-plan.ts';
import { newSession } from '../../src/engine/session.ts';
import type { Principal, RoleAssignment } from '../../src/port/azure.ts';
import { ana, dev, fakeAzure, fakeWorld, instance } from '../support/fake-azure.ts';
import { fakeContext, scripted } from '../support/fake-context.ts';
import { all, assigned, bea, factsIn, gus, line, planned, refused, twin } from '../support/plans.ts';

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
      'Give this person access? Bea Cruz (bea@contoso.com), a person in the directory Contoso',
      'Give this person access? Gus Keller (gus@fabrikam.com, a guest), a person in the directory Contoso: belongs to another organization',
    ]);
    expect(heard.map((each) => each.preselected)).toEqual(['me', 'bea@contoso.com']);
    expect(factsIn(plan).role?.principal.id).toBe(gus.id);
  });

  const builders: Principal = { id: 'cccccccc-0000-4000-8000-000000000009', type: 'Group', name: 'Twin Builders' };

  test.each<[string, Partial<RoleAssignment>, string]>([
    ['from the subscription', { scope: `/subscriptions/${dev.id}` }, 'already, from the subscription Contoso Dev'],
    ['through a group', { principalId: builders.id }, 'already, through the group Twin Builders'],
    [
      'through a group, from the resource group',
      { principalId: builders.id, scope: `/subscriptions/${dev.id}/resourceGroups/rg-factory` },
      'already, through the group Twin Builders, from the resource group',
    ],
    ['through a group without a name', { principalId: twin.id }, 'already, through a group'],
  ])('that is held %s is said, not repeated, also before the instance is there', async (_, more, says) => {
    const held = assigned({ ...bea, id: ana.objectId }, more);
    const azure = fakeAzure(fakeWorld({ people: [builders] }), { roleAssignmentsOf: () => Promise.resolve([held]) });
    const plan = await makePlan(fakeContext(azure, { answers: all }), newSession());
    const role = line(plan, 'role');
    expect(role?.status).toBe('reused');
    expect(role?.says.endsWith(says)).toBe(true);
  });

  test.each([
    ['bea@contoso.com', 'Bea Cruz (bea@contoso.com)'],
    [bea.id, 'Bea Cruz (bea@contoso.com)'],
    ['me', 'Ana Lima (you)'],
  ])('given to %s is said by name', async (assignee, label) => {
    const context = fakeContext(fakeAzure(fakeWorld({ people: [bea] })), { answers: { ...all, assignee } });
    await makePlan(context, newSession());
    expect(context.events).toContainEqual(expect.objectContaining({ kind: 'answered', value: assignee, label }));
  });

  test('of a group says who gets in before it is granted', async () => {
    const { prompter, confirmed } = scripted({ assignee: [builders.id] });
    const context = fakeContext(fakeAzure(fakeWorld({ people: [builders] })), { prompter, answers: all });
    const plan = await makePlan(context, newSession());
    expect(confirmed).toEqual([
      'Give this group access? the group Twin Builders, a group in the directory Contoso: everybody in the group, now and later',
    ]);
    expect(line(plan, 'role')?.says).toContain('(everybody in the group, now and later)');
  });

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
        says: `the group with the object id ${bea.id} becomes Azure Digital Twins Data Owner of it (the directory won't tell who that is; everybody in the group, now and later)`,
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

  test('that is there already is found, not repeated', async () => {
    const world = { instances: [instance('factory-twins')], assignments: [assigned({ ...bea, id: ana.objectId })] };
    expect(line(await planned(world), 'role')).toMatchObject({
      status: 'reused',
      says: expect.stringContaining('already'),
    });
  });

  const reading = 'd57506d4-4c8d-48b1-8587-93c323f6a5a3';

  test.each<[string, Partial<RoleAssignment>[], string]>([
    ['there', [{}], 'Data Owner already, which includes reading'],
    [
      'through a group, from the subscription',
      [{ principalId: builders.id, scope: `/subscriptions/${dev.id}` }],
      'Data Owner already, through the group Twin Builders, from the subscription Contoso Dev, which includes reading',
    ],
    ['beside the role itself', [{}, { roleId: reading }], 'Data Reader already'],
  ])('to read is there for a Data Owner, %s', async (_, held, says) => {
    const world = fakeWorld({ people: [builders], instances: [instance('factory-twins')] });
    const own = held.map((more) => assigned({ ...bea, id: ana.objectId }, more));
    const azure = fakeAzure(world, { roleAssignmentsOf: () => Promise.resolve(own) });
    const plan = await makePlan(fakeContext(azure, { answers: { ...all, role: 'reader' } }), newSession());
    const role = line(plan, 'role');
    expect(role?.status).toBe('reused');
    expect(role?.says.endsWith(says)).toBe(true);
    expect(factsIn(plan).role?.role.id).toBe(own.at(-1)?.roleId);
  });

  test.each([
    ['a Data Owner under a condition is no reader', 'reader', { conditional: true }],
    ['a Data Reader is no owner', 'owner', { roleId: reading }],
  ])('%s', async (_, role, more) => {
    const assignments = [assigned({ ...bea, id: ana.objectId }, more)];
    const plan = await planned({ instances: [instance('factory-twins')], assignments }, { role });
    expect(line(plan, 'role')?.status).toBe('planned');
  });

  test.each([
    ['with a condition', { conditional: true }],
    ['of another role', { roleId: 'd57506d4-4c8d-48b1-8587-93c323f6a5a3' }],
  ])('%s does not count', async (_, more) => {
    const world = {
      instances: [instance('factory-twins')],
      assignments: [assigned({ ...bea, id: ana.objectId }, more)],
    };
    expect(line(await planned(world), 'role')?.status).toBe('planned');
  });
});
