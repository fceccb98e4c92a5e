import { describe, expect, test } from '@jest/globals';
import { makePlan } from '../../src/engine/make-plan.ts';
import { newSession } from '../../src/engine/session.ts';
import { ana, contributor, dev, instance, reader } from '../support/contoso.ts';
import { fakeAzure } from '../support/fake-azure.ts';
import { fakeContext } from '../support/fake-context.ts';
import { fakeWorld } from '../support/fake-world.ts';
import { all, assigned, bea, factsIn, line, planned, refused } from '../support/plans.ts';

describe('rights', () => {
  test.each([
    ['an account that may do all', undefined, 'reused', 'you may do all of this'],
    ['a Contributor', [contributor], 'reused', 'you may create all of this, but not grant access'],
    ['a Reader', [reader], 'blocked', 'you may not create the instance or grant access'],
  ])('of %s', async (_, entries, status, says) => {
    const plan = await planned(entries === undefined ? {} : { entries });
    expect(line(plan, 'permissions')).toMatchObject({ status, says });
  });

  test('that can not be read are said to be unknown, and do not stop anybody', async () => {
    const azure = fakeAzure(fakeWorld(), { permissions: () => Promise.resolve(undefined) });
    const plan = await makePlan(fakeContext(azure, { answers: all }), newSession());
    expect(line(plan, 'permissions')).toMatchObject({ status: 'reused', evidence: 'unknown' });
    expect(plan.blocked.size).toBe(0);
  });

  test('the hand-over names what is missing, exactly, and who can help', async () => {
    const owner = { ...assigned(bea), roleId: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635' };
    const plan = await planned({ entries: [reader], people: [bea], assignments: [owner] });
    const [packet] = plan.handOvers;
    expect(packet?.why).toContain('Microsoft.DigitalTwins/digitalTwinsInstances/write');
    expect(packet?.people).toEqual(['Bea Cruz (Owner)']);
  });
});

describe('proof', () => {
  const granted = { instances: [instance('factory-twins')], assignments: [assigned({ ...bea, id: ana.objectId })] };

  test('is a call that the instance answered', async () => {
    expect(line(await planned(granted), 'verify')).toMatchObject({
      status: 'reused',
      says: 'the instance answered your call',
    });
  });

  test("of somebody else's access is that the assignment is listed", async () => {
    const world = { ...granted, people: [bea], assignments: [assigned(bea)] };
    const plan = await planned(world, { assignee: 'bea@contoso.com' });
    expect(factsIn(plan).verify).toEqual({ called: false });
  });

  test('with a token of another tenant says so, and which tenant is right', async () => {
    const details = await refused({ ...granted, twins: { is: 'unknown-host' } });
    expect(details).toMatchObject({ code: 'sub-domain-not-found' });
    expect(details.suggestion).toContain(dev.tenantId);
  });
});
