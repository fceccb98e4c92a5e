import { describe, expect, test } from '@jest/globals';
import { FilterError, parseFilter } from '../../src/sandbox/graph/filter.ts';
import { contoso } from '../../src/sandbox/world/contoso/ids.ts';
import { origin } from './addresses.ts';
import type { Body } from './answer.ts';
import { type Bench, bench } from './bench.ts';

const users = (made: Bench, filter: string, as: string = contoso.ana) =>
  made.ask('GET', `/v1.0/users?$filter=${encodeURIComponent(filter)}`, { as });
const namesOf = (body: Pick<Body, 'value'>): string[] => body.value.map((each) => each.displayName);

describe('Microsoft Graph', () => {
  test('tells who one is; an application is told that it is nobody (error BadRequest (/me))', async () => {
    const made = bench();
    const me = await made.ask('GET', '/v1.0/me');
    expect(me.body).toMatchObject({
      '@odata.context': `${origin}/v1.0/$metadata#users/$entity`,
      id: contoso.ana,
      userPrincipalName: 'ana@contoso.com',
    });
    expect(Object.keys(me.body as object)).toHaveLength(12);
    expect(me.headers['content-type']).toBe(
      'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8',
    );
    const application = await made.ask('GET', '/v1.0/me', { as: contoso.automation });
    expect([application.status, application.body.error.message]).toEqual([
      400,
      '/me request is only valid with delegated authentication flow.',
    ]);
  });

  test.each([
    ["userPrincipalName eq 'ana@contoso.com'", ['Ana Lima']],
    ["userPrincipalName eq 'ANA@CONTOSO.COM'", ['Ana Lima']],
    ["userPrincipalName eq 'nobody@contoso.com'", []],
    ["userPrincipalName eq 'sean.o''neil@contoso.com'", ["Seán O'Neil"]],
    ["mail eq 'gus@fabrikam.com'", ['Gus Keller']],
    ["userPrincipalName eq 'gus@fabrikam.com'", []],
    ["userPrincipalName eq 'gus_fabrikam.com#EXT#@contoso.onmicrosoft.com'", ['Gus Keller']],
    ["startswith(userPrincipalName,'gus_fabrikam.com#EXT#')", ['Gus Keller']],
    ["otherMails/any(m:m eq 'gus@fabrikam.com')", ['Gus Keller']],
    ["proxyAddresses/any(p:p eq 'smtp:bea@contoso.com')", ['Bea Cruz']],
    ["startswith(displayName,'Be') or mail eq 'ana@contoso.com'", ['Ana Lima', 'Bea Cruz']],
    ["userType eq 'Guest' and not(displayName eq 'x')", ['Gus Keller']],
  ])('finds people by %s', async (filter, names) => {
    const answer = await users(bench(), filter);
    expect([answer.status, namesOf(answer.body)]).toEqual([200, names]);
  });

  test.each([
    "userPrincipalName eq 'x",
    'userPrincipalName',
    "a eq 'b' c",
    "(a eq 'b'",
    "a near 'b'",
    "x/any(c:d eq 'y')",
  ])('refuses the filter %s', async (filter) => {
    expect(() => parseFilter(filter)).toThrow(FilterError);
    expect((await users(bench(), filter)).status).toBe(400);
  });

  test('finds by id, by name, and says so when there is nobody (error Request_ResourceNotFound)', async () => {
    const made = bench();
    expect((await made.ask('GET', `/v1.0/users/${contoso.bea}`)).body.displayName).toBe('Bea Cruz');
    expect((await made.ask('GET', `/v1.0/users/${encodeURIComponent("sean.o'neil@contoso.com")}`)).body.id).toBe(
      contoso.sean,
    );
    const missing = await made.ask('GET', '/v1.0/users/nobody@contoso.com');
    expect([missing.status, missing.body.error.code, missing.body.error.message]).toEqual([
      404,
      'Request_ResourceNotFound',
      "Resource 'nobody@contoso.com' does not exist or one of its queried reference-property objects are not present.",
    ]);
    expect((await made.ask('GET', `/v1.0/users/${contoso.gusAtHome}`)).status).toBe(404);
  });

  test('finds applications and groups as az looks for them', async () => {
    const made = bench();
    const byName = await made.ask(
      'GET',
      `/v1.0/servicePrincipals?$filter=${encodeURIComponent(`servicePrincipalNames/any(c:c eq '${contoso.automationApp}')`)}`,
    );
    expect(byName.body.value).toEqual([
      expect.objectContaining({ id: contoso.automation, appId: contoso.automationApp }),
    ]);
    expect((await made.ask('GET', `/v1.0/servicePrincipals(appId='${contoso.automationApp}')`)).body.id).toBe(
      contoso.automation,
    );
    expect(
      namesOf(
        (await made.ask('GET', `/v1.0/groups?$filter=${encodeURIComponent("displayName eq 'twin builders'")}`)).body,
      ),
    ).toEqual(['Twin Builders']);
    const ids = await made.ask('POST', '/v1.0/directoryObjects/getByIds', {
      body: {
        ids: [contoso.ana, contoso.twinBuilders, contoso.pipeline, contoso.gusAtHome],
        types: ['user', 'group', 'servicePrincipal'],
      },
    });
    expect(ids.body.value.map((each) => each['@odata.type'])).toEqual([
      '#microsoft.graph.user',
      '#microsoft.graph.group',
      '#microsoft.graph.servicePrincipal',
    ]);
    expect(namesOf((await made.ask('GET', `/v1.0/users/${contoso.sean}/transitiveMemberOf`)).body)).toEqual([
      'Twin Builders',
    ]);
  });

  test('shows nothing but themselves to those who may not read the directory (error Authorization_RequestDenied)', async () => {
    const made = bench();
    for (const as of [contoso.gus, contoso.pipeline])
      expect((await users(made, "mail eq 'ana@contoso.com'", as)).body.error.code).toBe('Authorization_RequestDenied');
    expect((await made.ask('GET', '/v1.0/me', { as: contoso.gus })).body.userPrincipalName).toBe(
      'gus_fabrikam.com#EXT#@contoso.onmicrosoft.com',
    );
    expect(
      (await made.ask('POST', '/v1.0/directoryObjects/getByIds', { as: contoso.gus, body: { ids: [contoso.ana] } }))
        .status,
    ).toBe(403);
  });

  test('takes tokens for itself only, and pages with its own link', async () => {
    const made = bench();
    expect((await made.ask('GET', '/v1.0/me', { audience: 'https://management.azure.com' })).body.error.code).toBe(
      'InvalidAuthenticationToken',
    );
    expect((await made.ask('GET', '/v1.0/me', { as: null })).status).toBe(401);
    const first = await made.ask('GET', '/v1.0/users?$top=4&$select=displayName');
    expect(first.body.value).toHaveLength(4);
    const rest = await made.ask('GET', first.body['@odata.nextLink']);
    expect(rest.body.value).toHaveLength(3);
    expect(rest.body).not.toHaveProperty('@odata.nextLink');
    expect(rest.body.value[0]).toEqual({ displayName: expect.any(String) });
  });
});
