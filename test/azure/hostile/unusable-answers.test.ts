import { describe, expect, test } from '@jest/globals';
import { contoso } from '../../../src/sandbox/world/contoso/ids.ts';
import { newAssignment, newInstance } from '../../support/resources.ts';
import { errorOf } from '../workbench.ts';
import { hostileScene, id, json } from './scene.ts';

const scene = hostileScene();

const role = {
  subscriptionId: id,
  scope: `/subscriptions/${id}`,
  name: '6f1f8f5e-9d5a-5d0a-8d5f-2f1f7a9a0009',
  roleId: 'bcd981a7-7f74-457b-83e1-cceb9e632ffe',
  principalId: contoso.ana,
};

/** The assignment that was asked for, under another name, with some of its properties changed. */
function assignmentWith(properties: object): { readonly id: string; readonly name: string } {
  const { scope, roleId, principalId } = role;
  const name = '22222222-2222-4222-8222-222222222222';
  const roleDefinitionId = `${scope}/providers/Microsoft.Authorization/roleDefinitions/${roleId}`;
  return Object.assign(
    { id: `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`, name },
    { properties: { scope, principalId, roleDefinitionId, ...properties } },
  );
}

const notThatRole: [string, object][] = [
  ['to somebody else', { principalId: contoso.bea }],
  ['somewhere else', { scope: `/subscriptions/${id}/resourceGroups/rg-other` }],
  ['for something else', { roleDefinitionId: '/x/d57506d4-4c8d-48b1-8587-93c323f6a5a3' }],
];

describe("answers that can't be right", () => {
  test.each<[string, string, Record<string, string>]>([
    ['a web page', '<html>Welcome to the airport</html>', { 'content-type': 'text/html' }],
    ['a web page that claims to be JSON', '<html></html>', json],
    ['nothing', '', {}],
    ['half an answer', '{"value":[{"id":"/subscr', json],
    ['no list', '{}', json],
    ['null', 'null', json],
  ])('%s is no list of groups', async (_, body, headers) => {
    scene.meddle = (__, url) => (url.includes('/resourcegroups?') ? { status: 200, headers, body } : undefined);
    expect(await errorOf(scene.port.azure.resourceGroups(id))).toMatchObject({
      ending: 'forNow',
      code: 'unusable-answer',
    });
  });

  test.each<[string, string]>([
    ['a web page', '<html></html>'],
    ['an empty object', '{}'],
    [
      'another group',
      JSON.stringify({ id: `/subscriptions/${id}/resourceGroups/rg-other`, name: 'rg-other', location: 'westeurope' }),
    ],
  ])('%s is not the group that was asked for', async (_, body) => {
    scene.meddle = (__, url) =>
      url.includes('/resourcegroups/rg-buildings') ? { status: 200, headers: json, body } : undefined;
    expect(await errorOf(scene.port.azure.resourceGroup(id, 'rg-buildings'))).toMatchObject({
      code: 'unusable-answer',
    });
  });

  test.each(['', 'yesterday', '2026-02-31T00:00:00Z', 4e99, null, {}])(
    'a moment of birth that is %j is none, and nothing ends of it',
    async (createdOn) => {
      scene.meddle = (_, url) =>
        url.includes('/roleAssignments?')
          ? { status: 200, headers: json, body: JSON.stringify({ value: [assignmentWith({ createdOn })] }) }
          : undefined;
      const [found] = await scene.port.azure.roleAssignments(role.scope);
      expect(found?.principalId).toBe(contoso.ana);
      expect([undefined, '2026-03-03T00:00:00.000Z']).toContain(found?.createdOn);
    },
  );

  test.each(notThatRole)('a role given %s is no success', async (_, properties) => {
    scene.meddle = (method) =>
      method === 'PUT' ? { status: 201, headers: json, body: JSON.stringify(assignmentWith(properties)) } : undefined;
    expect(await errorOf(scene.port.azure.create(newAssignment(role)))).toMatchObject({ code: 'unusable-answer' });
  });

  test.each<[string, object, boolean]>([
    ['the same under another name (H34)', {}, true],
    ...notThatRole.map(([what, properties]) => [`one ${what}`, properties, false] as [string, object, boolean]),
  ])('that a role is there already is believed of %s: %j: %j', async (_, properties, isBelieved) => {
    const value = [assignmentWith(properties)];
    scene.meddle = (method, url) => {
      if (method === 'PUT') return { status: 409, headers: json, body: '{"error":{"code":"RoleAssignmentExists"}}' };
      return url.includes('/roleAssignments?')
        ? { status: 200, headers: json, body: JSON.stringify({ value }) }
        : undefined;
    };
    const given = scene.port.azure.create(newAssignment(role));
    if (isBelieved) expect(await given).toEqual({ id: value[0]?.id });
    else expect(await errorOf(given)).toMatchObject({ code: 'RoleAssignmentExists' });
  });

  test('nor is it believed after a conflict about something else', async () => {
    const value = [assignmentWith({})];
    scene.meddle = (method, url) => {
      if (method === 'PUT') return { status: 409, headers: json, body: '{"error":{"code":"ScopeLocked"}}' };
      return url.includes('/roleAssignments?')
        ? { status: 200, headers: json, body: JSON.stringify({ value }) }
        : undefined;
    };
    expect(await errorOf(scene.port.azure.create(newAssignment(role)))).toMatchObject({
      code: 'ScopeLocked',
      httpStatus: 409,
    });
  });

  test('a name can not be checked in a region that does not know the registration yet', async () => {
    const body = JSON.stringify({ error: { code: 'NoRegisteredProviderFound', message: 'm' } });
    scene.meddle = (_, url) =>
      url.includes('checkNameAvailability') ? { status: 400, headers: json, body } : undefined;
    expect(await scene.port.azure.nameAvailability(id, 'westeurope', 'plant')).toMatchObject({ is: 'unknown' });
  });

  test('a refusal calls the region by the name that Azure has told, and the command looks in its subscription', async () => {
    await scene.port.azure.provider(id);
    const body = JSON.stringify({ error: { code: 'QuotaExceeded', message: 'm' } });
    scene.meddle = (method) => (method === 'PUT' ? { status: 409, headers: json, body } : undefined);
    const wanted = { subscriptionId: id, resourceGroup: 'rg-buildings', name: 'plant', location: 'westeurope' };
    const options = { tags: {}, identity: 'none', publicNetworkAccess: 'enabled' } as const;
    const details = await errorOf(scene.port.azure.create(newInstance({ ...wanted, ...options })));
    expect(details.message).toContain('in "West Europe"');
    expect(details.suggestion).toContain(`az dt list --subscription ${id} --output table`);
  });

  test('a name check that says neither yes nor no is not a yes', async () => {
    scene.meddle = (_, url) =>
      url.includes('checkNameAvailability') ? { status: 200, headers: json, body: '{}' } : undefined;
    expect(await errorOf(scene.port.azure.nameAvailability(id, 'westeurope', 'plant'))).toMatchObject({
      code: 'unusable-answer',
    });
  });
});
