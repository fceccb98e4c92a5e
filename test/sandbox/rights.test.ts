import { describe, expect, test } from '@jest/globals';
import { conditionHolds, isReadable } from '../../src/sandbox/world/conditions.ts';
import { contoso } from '../../src/sandbox/world/contoso/ids.ts';
import { actionMatches, grants } from '../../src/sandbox/world/rights.ts';
import { builtInRoles, roleIds } from '../../src/sandbox/world/roles.ts';
import { assignment, bench, dev, grant, instance, registered, roleOwner, v, withInstance } from './bench.ts';

const name1 = '88888888-0000-4000-8000-000000000001';
const name2 = '88888888-0000-4000-8000-000000000002';
const group = `${dev}/resourceGroups/rg-playground`;
const at = (scope: string, name = name1): string => `${assignment(scope, name)}?${v.authorization}`;

describe('an entry of rights', () => {
  const roleOf = (name: string) =>
    builtInRoles.find((role) => role.roleName === name)?.permissions[0] ?? {
      actions: [],
      notActions: [],
      dataActions: [],
      notDataActions: [],
    };

  test.each([
    ['Owner', 'Microsoft.Authorization/roleAssignments/write', true],
    ['Contributor', 'Microsoft.Authorization/roleAssignments/write', false],
    ['Contributor', 'microsoft.authorization/roleassignments/DELETE', false],
    ['Contributor', 'Microsoft.DigitalTwins/register/action', true],
    ['Contributor', 'Microsoft.DigitalTwins/digitalTwinsInstances/write', true],
    ['Reader', 'Microsoft.DigitalTwins/locations/checkNameAvailability/action', false],
    ['Reader', 'Microsoft.DigitalTwins/digitalTwinsInstances/read', true],
    ['User Access Administrator', 'Microsoft.Authorization/roleAssignments/write', true],
    ['User Access Administrator', 'Microsoft.DigitalTwins/digitalTwinsInstances/write', false],
    ['Role Based Access Control Administrator', 'Microsoft.Authorization/roleAssignments/write', true],
    ['Role Based Access Control Administrator', 'Microsoft.Authorization/locks/write', false],
  ])('%s: %s is %s', (role, action, granted) => {
    expect(grants(roleOf(role), action, false)).toBe(granted);
  });

  test('data rights are another matter: Owner has none, the data roles have theirs', () => {
    expect(grants(roleOf('Owner'), 'Microsoft.DigitalTwins/models/read', true)).toBe(false);
    expect(
      grants(roleOf('Azure Digital Twins Data Owner'), 'Microsoft.DigitalTwins/digitaltwins/relationships/write', true),
    ).toBe(true);
    expect(grants(roleOf('Azure Digital Twins Data Reader'), 'Microsoft.DigitalTwins/models/write', true)).toBe(false);
    expect(grants(roleOf('Azure Digital Twins Data Reader'), 'Microsoft.DigitalTwins/query/action', true)).toBe(true);
  });

  test('a star matches any run of characters, slashes too, and nothing else is special', () => {
    expect(actionMatches('*/read', 'Microsoft.A/b/c/read')).toBe(true);
    expect(actionMatches('Microsoft.A/*', 'MicrosoftXA/b')).toBe(false);
  });
});

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

  test('wants the twins’ audience', async () => {
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

  test('shows in `permissions`, one entry per role, the caller’s own only', async () => {
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

  test('may wait to be activated: eligible roles don’t count until they are, and then for some hours', async () => {
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

describe('a role assignment', () => {
  test('is made once: the same under another name is refused and names the first (error RoleAssignmentExists)', async () => {
    const made = bench();
    expect((await made.ask('PUT', at(group), { body: grant(contoso.sean) })).status).toBe(201);
    expect((await made.ask('PUT', at(group), { body: grant(contoso.sean) })).status).toBe(200);
    const twin = await made.ask('PUT', at(group, name2), { body: grant(contoso.sean) });
    expect([twin.status, twin.body.error]).toEqual([
      409,
      {
        code: 'RoleAssignmentExists',
        message:
          'The role assignment already exists. The ID of the existing role assignment is 88888888000040008000000000000001.',
      },
    ]);
  });

  test('is never turned into another (error RoleAssignmentUpdateNotPermitted)', async () => {
    const made = bench();
    await made.ask('PUT', at(group), { body: grant(contoso.sean) });
    for (const [scope, principal] of [
      [group, contoso.bea],
      [dev, contoso.sean],
    ] as const) {
      const answer = await made.ask('PUT', at(scope), { body: grant(principal) });
      expect([answer.status, answer.body.error]).toEqual([
        400,
        {
          code: 'RoleAssignmentUpdateNotPermitted',
          message: 'Tenant ID, application ID, principal ID, and scope are not allowed to be updated.',
        },
      ]);
    }
  });

  test('is for somebody of the directory (error PrincipalNotFound), of the type that it says (error UnmatchedPrincipalType)', async () => {
    const made = bench();
    const nobody = await made.ask('PUT', at(group), { body: grant('efb6d476-06bd-4090-bfd5-097fd2880166') });
    expect(nobody.body.error.code).toBe('PrincipalNotFound');
    expect(nobody.body.error.message).toContain(
      `Principal efb6d47606bd4090bfd5097fd2880166 does not exist in the directory ${contoso.tenant}.`,
    );
    const application = await made.ask('PUT', at(group), {
      body: grant(contoso.automationApp, undefined, 'ServicePrincipal'),
    });
    expect(application.body.error.code).toBe('PrincipalNotFound');
    const wrong = await made.ask('PUT', at(group), { body: grant(contoso.automation) });
    expect(wrong.body.error.message).toBe(
      "The PrincipalId '9f52c8e70d3b4716a4f963eb18d5027c' has type 'ServicePrincipal' , which is different from specified PrinciaplType 'User'.",
    );
  });

  test('for a principal just made needs its type, or patience (recorded: 13 to 252 s)', async () => {
    const made = await registered({ settings: { replicationSeconds: 60 } });
    const created = await made.ask('PUT', `${instance('with-identity')}?${v.twins}`, {
      body: { location: 'westeurope', identity: { type: 'SystemAssigned' } },
    });
    const principal = created.body.identity.principalId;
    expect((await made.ask('PUT', at(group), { body: grant(principal, undefined, null) })).body.error.code).toBe(
      'PrincipalNotFound',
    );
    expect((await made.ask('PUT', at(group), { body: grant(principal, undefined, 'ServicePrincipal') })).status).toBe(
      201,
    );
    made.pass(61);
    expect((await made.ask('PUT', at(dev, name2), { body: grant(principal, undefined, null) })).status).toBe(201);
  });

  test('is of a role that exists (error RoleDefinitionDoesNotExist), at a place that exists', async () => {
    const made = bench();
    const answer = await made.ask('PUT', at(group), {
      body: grant(contoso.sean, '00000000-0000-4000-8000-00000000beef'),
    });
    expect(answer.body.error).toEqual({
      code: 'RoleDefinitionDoesNotExist',
      message: "The specified role definition with ID '0000000000004000800000000000beef' does not exist.",
    });
    expect((await made.ask('PUT', at(instance('nobody')), { body: grant(contoso.sean) })).body.error.code).toBe(
      'ResourceNotFound',
    );
  });

  test('needs more than Contributor; the text has today’s wording where a condition stands in the way', async () => {
    const made = bench({ scenario: 'contributor' });
    const refused = await made.ask('PUT', at(group), { body: grant(contoso.ana) });
    expect(refused.body.error.message).toContain(
      `does not have authorization to perform action 'Microsoft.Authorization/roleAssignments/write' over scope '${assignment(group, name1)}'`,
    );
    const condition = `((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR (@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {${roleIds.twinsDataReader}, ${roleIds.reader}}))`;
    const limited = bench();
    await limited.ask('PUT', at(dev), {
      body: grant(contoso.dina, roleIds.accessControlAdministrator, 'User', { condition, conditionVersion: '2.0' }),
    });
    limited.pass(60);
    const may = (role: string) =>
      limited.ask('PUT', at(group, name2), { as: contoso.dina, body: grant(contoso.dina, role) });
    expect((await may(roleOwner)).body.error.message).toContain('or an ABAC condition not fulfilled');
    expect((await may(roleIds.twinsDataReader)).status).toBe(201);
  });

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

  test('is deleted with its body, and 204 when it isn’t there; an instance takes its own along', async () => {
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

describe('a condition', () => {
  const act = {
    action: 'Microsoft.Authorization/roleAssignments/write',
    scope: '/',
    subject: { roleId: roleIds.reader, principalId: contoso.sean, principalType: 'User' },
  } as const;
  const role = '@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId]';

  test.each([
    [`${role} GuidEquals ${roleIds.reader}`, true],
    [`${role} ForAnyOfAnyValues:GuidEquals {${roleIds.owner}, ${roleIds.reader}}`, true],
    [`${role} ForAnyOfAllValues:GuidNotEquals {${roleIds.owner}, ${roleIds.contributor}}`, true],
    [`${role} ForAnyOfAllValues:GuidNotEquals {${roleIds.reader}}`, false],
    [
      `(${role} GuidEquals ${roleIds.owner} OR @Request[Microsoft.Authorization/roleAssignments:PrincipalType] StringEqualsIgnoreCase 'user') AND !(ActionMatches{'x'})`,
      true,
    ],
    [`NOT ActionMatches{'microsoft.authorization/roleassignments/WRITE'}`, false],
  ])('%s: %s', (condition, holds) => {
    expect(isReadable(condition)).toBe(true);
    expect(conditionHolds(condition, act)).toBe(holds);
  });

  test.each(['', 'nonsense', `${role} GuidEquals`, '(', `${role} Resembles 'x'`, "ActionMatches{'x'"])(
    'that can’t be read is refused: %s',
    async (condition) => {
      expect(conditionHolds(condition, act)).toBe(false);
      if (condition === '') return;
      const answer = await bench().ask('PUT', at(group), {
        body: grant(contoso.sean, roleOwner, 'User', { condition }),
      });
      expect(answer.body.error.code).toBe('InvalidRoleAssignmentCondition');
    },
  );
});
