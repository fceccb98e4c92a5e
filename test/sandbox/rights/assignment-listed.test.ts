import { describe, expect, test } from '@jest/globals';
import { contoso } from '../../../src/sandbox/world/contoso/ids.ts';
import { dev, grant, instance, roleOwner, v } from '../addresses.ts';
import { bench, withInstance } from '../bench.ts';
import { at, group, name2 } from './assignments.ts';

describe('a role assignment', () => {
  test('comes back with createdBy filled in and slightly later times (recorded exchange: roleAssignments.create)', async () => {
    const made = bench();
    const put = await made.ask('PUT', at(group), { body: grant(contoso.sean) });
    const get = await made.ask('GET', at(group));
    expect([put.body.properties.createdBy, get.body.properties.createdBy]).toEqual([null, contoso.ana]);
    const later = Date.parse(get.body.properties.createdOn) - Date.parse(put.body.properties.createdOn);
    expect(later).toBeGreaterThanOrEqual(1000);
    expect(later).toBeLessThanOrEqual(5000);
    expect(get.body.properties.roleDefinitionId).toBe(
      `${dev}/providers/Microsoft.Authorization/roleDefinitions/${roleOwner}`,
    );
  });

  test('is listed where it holds: at the scope, inherited, and below unless atScope(); assignedTo() looks through groups', async () => {
    const made = await withInstance();
    await made.ask('PUT', at(instance('Twins-One')), { body: grant(contoso.twinBuilders, roleOwner, 'Group') });
    const scopes = async (scope: string, filter: string) =>
      (
        await made.ask(
          'GET',
          `${scope}/providers/Microsoft.Authorization/roleAssignments?$filter=${filter}&${v.authorization}`,
        )
      ).body.value.map((each) => each.properties);
    const here = await scopes(instance('Twins-One'), 'atScope()');
    expect(here.map((each) => each.scope)).toEqual(expect.arrayContaining(['/', dev, instance('Twins-One')]));
    expect((await scopes(group, 'atScope()')).map((each) => each.scope)).not.toContain(instance('Twins-One'));
    expect((await scopes(group, '')).map((each) => each.scope)).toContain(instance('Twins-One'));
    expect(await scopes(instance('Twins-One'), `atScope() and assignedTo('${contoso.sean}')`)).toEqual([
      expect.objectContaining({ principalId: contoso.twinBuilders }),
    ]);
    expect(await scopes(instance('Twins-One'), `principalId eq '${contoso.sean}'`)).toEqual([]);
  });

  test("is deleted with its body, and 204 when it isn't there; an instance takes its own along", async () => {
    const made = await withInstance();
    await made.ask('PUT', at(instance('Twins-One')), { body: grant(contoso.sean) });
    await made.ask('PUT', at(group, name2), { body: grant(contoso.sean) });
    await made.ask('DELETE', `${instance('Twins-One')}?${v.twins}`);
    made.pass(60);
    await made.ask('PUT', `${instance('Twins-One')}?${v.twins}`, { body: { location: 'westeurope' } });
    expect((await made.ask('GET', at(instance('Twins-One')))).status).toBe(404);
    expect(await made.ask('DELETE', at(group, name2))).toMatchObject({ status: 200, body: { name: name2 } });
    expect((await made.ask('DELETE', at(group, name2))).status).toBe(204);
  });

  test('is one of 4,000 at most in a subscription (error RoleAssignmentLimitExceeded)', async () => {
    const made = bench({ settings: { assignmentsPerSubscription: 8 } });
    expect((await made.ask('PUT', at(group), { body: grant(contoso.sean) })).status).toBe(201);
    expect((await made.ask('PUT', at(group, name2), { body: grant(contoso.bea) })).body.error.code).toBe(
      'RoleAssignmentLimitExceeded',
    );
  });
});
