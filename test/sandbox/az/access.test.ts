import { describe, expect, test } from '@jest/globals';
import { contoso } from '../../../src/sandbox/world/contoso/ids.ts';
import { origin, roleId, roleOwner } from '../addresses.ts';
import { bench, withInstance } from '../bench.ts';
import { as, authorization, one, sp } from './asking.ts';

describe('az', () => {
  test('ad group member list: the group by its name, then its members', async () => {
    const made = bench();
    const read = (path: string) => made.ask('GET', path, { as, audience: origin });
    const [group] = (await read(`/v1.0/groups?$filter=${encodeURIComponent("displayName eq 'Twin Builders'")}`)).body
      .value;
    const members = await read(`/v1.0/groups/${group?.id}/members`);
    expect(members.body.value.map((each) => [each['@odata.type'], each.displayName])).toEqual([
      ['#microsoft.graph.user', 'Ana Lima'],
      ['#microsoft.graph.user', "Seán O'Neil"],
    ]);
    expect((await read(`/v1.0/groups/${contoso.ana}/members`)).status).toBe(404);
  });

  test('dt role-assignment create by name: user, role of 2018-01-01-preview, PUT of 2020-04-01-preview; again: 409 and the list', async () => {
    const made = await withInstance();
    const found = await made.ask(
      'GET',
      `/v1.0/users?$filter=${encodeURIComponent("userPrincipalName eq 'bea@contoso.com'")}`,
      { as, audience: origin },
    );
    const principalId = found.body.value[0]?.id ?? '';
    const [role] = (
      await made.ask(
        'GET',
        `${authorization}/roleDefinitions?$filter=${encodeURIComponent("roleName eq 'Azure Digital Twins Data Owner'")}&api-version=2018-01-01-preview`,
        sp,
      )
    ).body.value;
    expect(role?.id).toBe(roleId(roleOwner));
    const put = (name: string) =>
      made.ask('PUT', `${authorization}/roleAssignments/${name}?api-version=2020-04-01-preview`, {
        as,
        body: { properties: { roleDefinitionId: role?.id, principalId, principalType: 'User' } },
      });
    expect((await put('88888888-0000-4000-8000-00000000000a')).status).toBe(201);
    expect((await put('88888888-0000-4000-8000-00000000000b')).body.error.code).toBe('RoleAssignmentExists');
    const list = await made.ask(
      'GET',
      `${authorization}/roleAssignments?$filter=atScope()&api-version=2020-04-01-preview`,
      sp,
    );
    expect(list.body.value.filter((each) => each.properties.scope === one)).toHaveLength(1);
    expect(
      (await made.ask('GET', `${authorization}/roleDefinitions?api-version=2018-01-01-preview`, sp)).body.value.length,
    ).toBeGreaterThan(5);
  });

  test('dt role-assignment create by object id: service principals, then getByIds whose @odata.type says what it is; a stranger: two empty lists', async () => {
    const made = bench();
    const graph = (filter: string) =>
      made.ask('GET', `/v1.0/servicePrincipals?$filter=${encodeURIComponent(filter)}`, { as, audience: origin });
    expect((await graph(`servicePrincipalNames/any(c:c eq '${contoso.ana}')`)).body.value).toEqual([]);
    const ids = await made.ask('POST', '/v1.0/directoryObjects/getByIds', {
      as,
      audience: origin,
      body: { ids: [contoso.ana], types: ['user', 'group', 'servicePrincipal', 'directoryObjectPartnerReference'] },
    });
    expect(ids.body.value[0]?.['@odata.type']).toBe('#microsoft.graph.user');
    expect((await graph("servicePrincipalNames/any(c:c eq 'nobody@contoso.com')")).body.value).toEqual([]);
  });
});
