import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { actions } from '../../src/domain/right.ts';
import { everyone, verdictOn } from '../../src/rights/verdict.ts';
import { contoso } from '../../src/sandbox/world/contoso/ids.ts';
import { roleIds } from '../../src/sandbox/world/roles.ts';
import { errorOf, type Port, type Workbench, workbench } from './workbench.ts';

const dev = `/subscriptions/${contoso.dev}`;
const production = `/subscriptions/${contoso.production}`;

describe('what stands against a right, and what could be activated', () => {
  let bench: Workbench;
  let port: Port;
  beforeAll(async () => {
    bench = await workbench({ settings: { pageSize: 2, roleSpreadSeconds: 5, tokenLifetimeSeconds: 36_000 } });
    port = await bench.signedIn();
  });
  afterAll(() => bench.close());

  test('a group of a managed application is closed to its owner too', async () => {
    const scope = `${dev}/resourceGroups/mrg-contoso-insights`;
    const denials = await port.azure.denyAssignments(scope);
    expect(denials).toEqual([
      expect.objectContaining({ scope, principals: [everyone], excluded: [], onlyItsScope: false, conditional: false }),
    ]);
    const entries = await port.azure.permissions(scope);
    const bearer = { objectId: contoso.ana, groups: new Set<string>() };
    const act = { action: actions.createInstance, scope };
    expect(verdictOn(act, entries, denials, bearer)).toMatchObject({ is: 'no' });
    expect(await port.azure.denyAssignments(dev)).toEqual([]);
  });

  test('one request asks for the deny assignments at and above the scope, not those below', async () => {
    // What was asked a moment ago isn't asked again.
    const anew = await bench.signedIn();
    anew.sent();
    await anew.azure.denyAssignments(dev);
    expect(anew.sent()).toEqual([`GET ${dev}/providers/Microsoft.Authorization/denyAssignments`]);
    expect(anew.log.at(-1)?.url).toContain('atScope()');
  });

  test('knows the groups of the account, also through groups', async () => {
    const groups = await port.azure.myGroups(contoso.dev);
    expect(groups).toBeInstanceOf(Set);
    for (const id of groups ?? []) expect(id).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('reads what roles allow, and leaves out those that are none', async () => {
    const ids = [roleIds.owner, roleIds.contributor, '00000000-0000-4000-8000-000000000000', roleIds.owner];
    const roles = await port.azure.roleDefinitions(dev, ids);
    expect(roles.map(({ id, name }) => [id, name])).toEqual([
      [roleIds.owner, 'Owner'],
      [roleIds.contributor, 'Contributor'],
    ]);
    expect(roles[1]?.entries[0]?.notActions).toContain('Microsoft.Authorization/*/Write');
    expect(await port.azure.customRoles(dev)).toEqual([]);
  });

  test('an eligible role is found, changes nothing, and gives its rights once activated', async () => {
    expect(await port.azure.eligibleRoles(dev)).toEqual([]);
    const [eligible, ...others] = await port.azure.eligibleRoles(production);
    expect(others).toEqual([]);
    expect(eligible).toMatchObject({ roleId: roleIds.owner, scope: production });
    if (eligible === undefined) throw new Error('not eligible');
    const may = async ({ azure } = port): Promise<string> => {
      const entries = await azure.permissions(production);
      const act = { action: actions.assignRole, scope: production };
      return verdictOn(act, entries, [], { objectId: contoso.ana, groups: undefined }).is;
    };
    expect(await may()).toBe('no');
    const preview = await bench.signedIn({ allowWrites: false });
    expect(await errorOf(preview.azure.activateRole(contoso.production, eligible, 1))).toMatchObject({
      code: 'preview-refused-a-write',
    });
    port.sent();
    expect(await port.azure.activateRole(contoso.production, eligible, 1)).toBe('active');
    expect(port.sent()).toHaveLength(1);
    bench.later(10);
    expect(await may()).toBe('yes');
    bench.later(3700);
    expect(await may(await bench.signedIn())).toBe('no');
  });

  test('more hours than the directory allows are refused with its own words', async () => {
    const [eligible] = await port.azure.eligibleRoles(production);
    if (eligible === undefined) throw new Error('not eligible');
    const details = await errorOf(port.azure.activateRole(contoso.production, eligible, 24));
    expect(details).toMatchObject({ code: 'RoleAssignmentRequestPolicyValidationFailed' });
    expect(details.message).toContain('fewer hours');
  });

  test('new tokens are asked for after they were forgotten, and nobody has to sign in again', async () => {
    await port.azure.permissions(dev);
    port.sent();
    await port.azure.permissions(dev);
    expect(port.sent().filter((line) => line.endsWith('/token'))).toEqual([]);
    port.azure.forgetTokens();
    await port.azure.permissions(dev);
    expect(port.sent().filter((line) => line.endsWith('/token'))).toHaveLength(1);
    expect(port.events.filter((event) => event.kind === 'device-code')).toHaveLength(1);
  });
});

test('deny assignments that Azure fails to tell stop nobody', async () => {
  const bench = await workbench();
  try {
    const cloud = await bench.meddled((_, url) =>
      url.includes('denyAssignments') ? { status: 500, body: '' } : undefined,
    );
    const { azure } = await bench.signedIn({ cloud });
    expect(await azure.denyAssignments(dev)).toBeUndefined();
  } finally {
    await bench.close();
  }
});

test('what Azure refuses to tell stops nobody: no license, no right, no such place', async () => {
  const bench = await workbench();
  try {
    for (const [status, code] of [
      [400, 'AadPremiumLicenseRequired'],
      [403, 'AuthorizationFailed'],
      [404, 'InvalidResourceType'],
    ] as const) {
      const cloud = await bench.meddled((_, url) =>
        /denyAssignments|roleEligibility|roleDefinitions|transitiveMemberOf/i.test(url)
          ? { status, body: JSON.stringify({ error: { code, message: 'No.' } }) }
          : undefined,
      );
      const { azure } = await bench.signedIn({ cloud });
      expect(await azure.denyAssignments(dev)).toBeUndefined();
      expect(await azure.eligibleRoles(dev)).toEqual([]);
      expect(await azure.customRoles(dev)).toEqual([]);
      expect(await azure.roleDefinitions(dev, [roleIds.owner])).toEqual([]);
      expect(await azure.myGroups(contoso.dev)).toBeUndefined();
    }
  } finally {
    await bench.close();
  }
});

test.each([
  ['a web page', '<html></html>'],
  ['no list', '{}'],
  ['a deny assignment of nobody knows whom', '{"value":[{"properties":{"scope":"/x"}}]}'],
])('%s instead of deny assignments is no evidence that nothing is denied', async (_, body) => {
  const bench = await workbench();
  try {
    const cloud = await bench.meddled((method, url) =>
      method === 'GET' && url.includes('denyAssignments')
        ? { status: 200, headers: { 'content-type': 'application/json' }, body }
        : undefined,
    );
    const { azure } = await bench.signedIn({ cloud });
    expect(await azure.denyAssignments(dev)).toBeUndefined();
  } finally {
    await bench.close();
  }
});
