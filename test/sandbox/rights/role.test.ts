import { describe, expect, test } from '@jest/globals';
import { contoso } from '../../../src/sandbox/world/contoso/ids.ts';
import { roleIds } from '../../../src/sandbox/world/roles.ts';
import { assignment, dev, grant, instance, v } from '../addresses.ts';
import { bench, registered, withInstance } from '../bench.ts';
import { at, group, name1 } from './assignments.ts';

describe('a role', () => {
  test('counts on the data plane only after it has spread, with 403 and no body before (recorded: data plane without role)', async () => {
    const made = await withInstance({ settings: { roleSpreadSeconds: 40 } });
    const models = () => made.ask('GET', `/Twins-One.api.weu/models?${v.data}`);
    expect(await models()).toMatchObject({ status: 403, headers: { 'content-length': '0' }, body: undefined });
    await made.ask('PUT', at(instance('Twins-One')), { body: grant(contoso.ana) });
    made.pass(39);
    expect((await models()).status).toBe(403);
    made.pass(1);
    expect(await models()).toMatchObject({ status: 200, body: { value: [], nextLink: null } });
  });

  test('counts through groups, for reading only when it only reads, and never without public access', async () => {
    const made = await withInstance();
    await made.ask('PUT', at(group), { body: grant(contoso.twinBuilders, roleIds.twinsDataReader, 'Group') });
    made.pass(60);
    const ask = (method: string, as: string) =>
      made.ask(method, `/Twins-One.api.weu/models?${v.data}`, { as, ...(method === 'POST' ? { body: [] } : {}) });
    expect((await ask('GET', contoso.sean)).status).toBe(200);
    expect((await ask('POST', contoso.sean)).status).toBe(403);
    expect((await ask('GET', contoso.dina)).status).toBe(403);
    await made.ask('PATCH', `${instance('Twins-One')}?${v.twins}`, {
      body: { properties: { publicNetworkAccess: 'Disabled' } },
    });
    expect((await ask('GET', contoso.sean)).status).toBe(403);
  });

  test("wants the twins' audience", async () => {
    const made = await withInstance();
    expect(
      (await made.ask('GET', `/Twins-One.api.weu/models?${v.data}`, { audience: 'https://management.azure.com' }))
        .status,
    ).toBe(401);
    expect((await made.ask('GET', `/Twins-One.api.weu/models?${v.data}`, { as: null })).status).toBe(401);
  });

  test('is lacking: the text names client, action and scope (recorded exchange: AuthorizationFailed 403)', async () => {
    const made = await registered();
    const answer = await made.ask('PUT', `${instance('abc')}?${v.twins}`, {
      as: contoso.pipeline,
      body: { location: 'westeurope' },
    });
    expect(answer.body.error).toEqual({
      code: 'AuthorizationFailed',
      message: `The client '${contoso.pipelineApp}' with object id '${contoso.pipeline}' does not have authorization to perform action 'Microsoft.DigitalTwins/digitalTwinsInstances/write' over scope '${instance('abc')}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
    });
  });

  test('reaches down to what is inside, not across to what only begins with the same letters', async () => {
    const made = bench({ settings: { roleSpreadSeconds: 0 } });
    const at = (name: string) => `${dev}/resourceGroups/${name}`;
    await made.ask('PUT', `${assignment(at('rg-factory'), name1)}?${v.authorization}`, {
      body: grant(contoso.dina, roleIds.reader),
    });
    expect((await made.ask('GET', `${at('rg-factory')}?${v.resources}`, { as: contoso.dina })).status).toBe(200);
    expect((await made.ask('GET', `${at('rg-factory-apac')}?${v.resources}`, { as: contoso.dina })).status).toBe(403);
  });

  test('is lacking in what is not there too: rights come first', async () => {
    const made = bench();
    expect((await made.ask('GET', `${dev}/resourceGroups/nobody?${v.resources}`, { as: contoso.dina })).status).toBe(
      403,
    );
    expect((await made.ask('GET', `${dev}/resourceGroups/nobody?${v.resources}`)).status).toBe(404);
  });

  test("shows in `permissions`, one entry per role, the caller's own only", async () => {
    const made = bench();
    await made.ask('PUT', at(group), { body: grant(contoso.ana, roleIds.reader) });
    made.pass(60);
    const entries = (await made.ask('GET', `${group}/providers/microsoft.authorization/permissions?${v.authorization}`))
      .body.value;
    expect(entries.map((each) => each.actions)).toEqual([['*'], ['*/read']]);
    const contributor = bench({ scenario: 'contributor' });
    const [entry] = (
      await contributor.ask(
        'GET',
        `${dev}/resourcegroups/rg-playground/providers/Microsoft.Authorization/permissions?${v.authorization}`,
      )
    ).body.value;
    expect(entry?.notActions).toContain('Microsoft.Authorization/*/Write');
    expect(
      (
        await made.ask(
          'GET',
          `${dev}/resourceGroups/nobody/providers/Microsoft.Authorization/permissions?${v.authorization}`,
        )
      ).body.error.code,
    ).toBe('ResourceGroupNotFound');
  });

  test.each([
    ['answered', 200],
    ['refused', 404],
  ] as const)(
    'at the subscription `permissions` is %s (belief, both sides)',
    async (subscriptionPermissions, status) => {
      const made = bench({ settings: { subscriptionPermissions } });
      expect(
        (await made.ask('GET', `${dev}/providers/Microsoft.Authorization/permissions?${v.authorization}`)).status,
      ).toBe(status);
    },
  );

  test('may be taken away by a deny assignment, which a managed application makes', async () => {
    const made = await registered();
    const managed = instance('abc', 'mrg-contoso-insights');
    const answer = await made.ask('PUT', `${managed}?${v.twins}`, { body: { location: 'westeurope' } });
    expect([answer.status, answer.body.error.code]).toEqual([403, 'DenyAssignmentAuthorizationFailed']);
    expect(
      (await made.ask('GET', `${dev}/resourceGroups/mrg-contoso-insights?${v.resources}`)).body.managedBy,
    ).toContain('Microsoft.Solutions/applications');
    const list = await made.ask(
      'GET',
      `${dev}/resourceGroups/mrg-contoso-insights/providers/Microsoft.Authorization/denyAssignments?$filter=atScope()&${v.authorization}`,
    );
    expect(list.body.value).toHaveLength(1);
  });

  test("may wait to be activated: eligible roles don't count until they are, and then for some hours", async () => {
    const made = bench({ settings: { roleSpreadSeconds: 5 } });
    const production = `/subscriptions/${contoso.production}`;
    const write = () =>
      made.ask('PUT', `${production}/resourceGroups/new?${v.resources}`, { body: { location: 'westeurope' } });
    expect((await write()).status).toBe(403);
    const list = await made.ask(
      'GET',
      `${production}/providers/Microsoft.Authorization/roleEligibilityScheduleInstances?$filter=asTarget()&api-version=2020-10-01`,
    );
    const eligible = list.body.value[0]?.properties as { roleDefinitionId: string; roleEligibilityScheduleId: string };
    const properties = {
      principalId: contoso.ana,
      roleDefinitionId: eligible.roleDefinitionId,
      requestType: 'SelfActivate',
      linkedRoleEligibilityScheduleId: eligible.roleEligibilityScheduleId,
    };
    const request = (more: object) =>
      made.ask(
        'PUT',
        `${production}/providers/Microsoft.Authorization/roleAssignmentScheduleRequests/${name1}?api-version=2020-10-01`,
        { body: { properties: { ...properties, ...more } } },
      );
    expect(await request({})).toMatchObject({
      status: 400,
      body: { error: { code: 'RoleAssignmentRequestPolicyValidationFailed' } },
    });
    expect(
      await request({
        justification: 'set-up',
        scheduleInfo: { expiration: { type: 'AfterDuration', duration: 'PT2H' } },
      }),
    ).toMatchObject({ status: 201, body: { properties: { status: 'Provisioned' } } });
    made.pass(5);
    expect((await write()).status).toBe(201);
    made.pass(2 * 3600);
    expect((await write()).status).toBe(403);
  });
});
