import { describe, expect, test } from '@jest/globals';
import { ana, dev, instance } from '../../support/contoso.ts';
import type { FakeWorld } from '../../support/fake-world.ts';
import { assigned, bea } from '../../support/plans.ts';
import { line, newGroup, planned, refused, shown } from './planning.ts';

describe('a lock', () => {
  const on = (scope: string, level: 'ReadOnly' | 'CanNotDelete' = 'ReadOnly'): Partial<FakeWorld> => ({
    locks: [{ name: 'do-not-touch', level, scope }],
  });
  const subscription = `/subscriptions/${dev.id}`;
  const factory = `${subscription}/resourcegroups/RG-Factory`;

  test('that is read-only greys its group, and refuses it by the name of the lock', async () => {
    expect(await shown(on(factory), newGroup, 'resourceGroup')).toEqual([]);
    expect(await shown(on(factory), {}, 'resourceGroup')).toContain("rg-factory: read-only lock: can't be used");
    const details = await refused(on(factory));
    expect(details).toMatchObject({ code: 'read-only-lock', ending: 'refused', cures: ['group'] });
    expect(details.message).toContain('"do-not-touch"');
  });

  test('that is read-only on the subscription refuses before anything is asked', async () => {
    const details = await refused(on(subscription), {});
    expect(details).toMatchObject({ code: 'read-only-lock', ending: 'refused', cures: ['subscription'] });
    expect(details.message).toContain('"do-not-touch"');
  });

  const there = { instances: [instance('factory-twins')] };
  const inIt = `${factory}/providers/Microsoft.DigitalTwins/digitalTwinsInstances/factory-twins`;

  test.each([subscription, factory, inIt])(
    'does not matter to an instance that is used already (%s)',
    async (scope) => {
      const assignments = [assigned({ ...bea, id: ana.objectId })];
      const plan = await planned({ ...on(scope), ...there, assignments });
      expect(plan.lines.map((each) => each.status)).toEqual(plan.lines.map(() => 'reused'));
    },
  );

  test.each([
    [subscription, 'the subscription Contoso Dev'],
    [factory, 'the resource group RG-Factory'],
    [inIt, 'the instance factory-twins'],
  ])('leaves it in doubt whether access can be given to an instance that is there (%s)', async (scope, where) => {
    expect(line(await planned({ ...on(scope), ...there }), 'role')).toMatchObject({
      status: 'planned',
      evidence: 'assumed',
      says: `Ana Lima (ana@contoso.com) becomes Azure Digital Twins Data Owner of it, unless the read-only lock "do-not-touch" on ${where} stops it`,
    });
    expect(line(await planned({ ...on(scope, 'CanNotDelete'), ...there }), 'role')?.evidence).toBe('checked');
  });

  test.each([
    ['against deletion', on(factory, 'CanNotDelete')],
    ['on something else', on(`${subscription}/resourceGroups/rg-other`)],
  ])('%s is no obstacle', async (_, world) => {
    expect(line(await planned(world), 'resource-group')?.status).toBe('reused');
  });

  test('that can not be read is said to be unchecked', async () => {
    expect(line(await planned({ locks: undefined }), 'resource-group')).toMatchObject({ evidence: 'unknown' });
  });
});
