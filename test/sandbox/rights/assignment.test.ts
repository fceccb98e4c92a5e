import { describe, expect, test } from '@jest/globals';
import { contoso } from '../../../src/sandbox/world/contoso/ids.ts';
import { roleIds } from '../../../src/sandbox/world/roles.ts';
import { assignment, dev, grant, instance, roleOwner, v } from '../addresses.ts';
import { bench, registered } from '../bench.ts';
import { at, group, name1, name2 } from './assignments.ts';

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

  test("needs more than Contributor; the text has today's wording where a condition stands in the way", async () => {
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
});
