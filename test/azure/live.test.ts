import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { actions } from '../../src/domain/right.ts';
import { may } from '../../src/rights/match.ts';
import { contoso } from '../../src/sandbox/world/contoso/ids.ts';
import { newAssignment, newGroup, newInstance, newRegistration } from '../support/resources.ts';
import { errorOf, type Port, type Workbench, workbench } from './workbench.ts';

const dataOwner = 'bcd981a7-7f74-457b-83e1-cceb9e632ffe';
const id = contoso.dev;
const wantedInstance = {
  subscriptionId: id,
  location: 'westeurope',
  tags: { 'adt-setup': 'x' },
  identity: 'none',
  publicNetworkAccess: 'enabled',
} as const;

describe('an owner', () => {
  let bench: Workbench;
  let port: Port;
  beforeAll(async () => {
    bench = await workbench({ settings: { pageSize: 3 } });
    port = await bench.signedIn();
    await port.azure.create(newRegistration(id));
    bench.later(60);
  });
  afterAll(() => bench.close());

  /** A finished instance in a group of its own. */
  async function made(name: string): Promise<{ id: string; hostName: string }> {
    await port.azure.create(newGroup(id, `rg-${name}`, 'westeurope', {}));
    await port.azure.create(newInstance({ ...wantedInstance, resourceGroup: `rg-${name}`, name }));
    bench.later(60);
    const instance = await port.azure.instance(id, `rg-${name}`, name);
    if (instance?.hostName === undefined) throw new Error('no host name');
    return { id: instance.id, hostName: instance.hostName };
  }

  test('sees all subscriptions, disabled ones too', async () => {
    const subscriptions = await port.azure.subscriptions();
    expect(subscriptions.map(({ name, state }) => `${name}: ${state}`)).toEqual([
      'Contoso Dev: Enabled',
      'Contoso Production: Enabled',
      'Contoso Test: Enabled',
      'Contoso Trial (expired): Disabled',
    ]);
    expect(new Set(subscriptions.map((one) => one.tenantId))).toEqual(new Set([contoso.tenant]));
  });

  test('sees where the service is offered, in both spellings, and where groups can be', async () => {
    const provider = await port.azure.provider(id);
    expect(provider.registrationState).toBe('Registered');
    expect(provider.regions).toContainEqual(
      expect.objectContaining({ name: 'westeurope', displayName: 'West Europe', geographyGroup: 'Europe' }),
    );
    expect(provider.allRegions.length).toBeGreaterThan(provider.regions.length);
    expect(provider.allRegions.map(({ name }) => name)).toEqual(
      expect.arrayContaining(provider.regions.map(({ name }) => name)),
    );
  });

  test('sees all pages of a list', async () => {
    const groups = await port.azure.resourceGroups(id);
    const pages = port.sent().filter((line) => line.endsWith('/resourcegroups')).length;
    expect(groups.length).toBeGreaterThan(6);
    expect(pages).toBeGreaterThanOrEqual(Math.ceil(groups.length / 3));
  });

  test.each(['rg-größe', 'rg(x).1_y-'])('makes the group "%s", and finds it', async (name) => {
    expect(await port.azure.resourceGroup(id, name)).toBeUndefined();
    await port.azure.create(newGroup(id, name, 'westeurope', { 'adt-setup': 'x' }));
    const group = await port.azure.resourceGroup(id, name);
    expect(group).toMatchObject({ name, location: 'westeurope', tags: { 'adt-setup': 'x' } });
    expect(await port.azure.resourceGroup(id, name.replace('rg', 'RG'))).toEqual(group);
  });

  test('makes an instance with one PUT and nothing else', async () => {
    await port.azure.create(newGroup(id, 'rg-one', 'westeurope', {}));
    port.sent();
    await port.azure.create(
      newInstance({
        ...wantedInstance,
        resourceGroup: 'rg-one',
        name: 'Plant-One',
        identity: 'system',
        publicNetworkAccess: 'disabled',
      }),
    );
    expect(port.sent()).toEqual([
      `PUT /subscriptions/${id}/resourceGroups/rg-one/providers/Microsoft.DigitalTwins/digitalTwinsInstances/Plant-One`,
    ]);
    const young = await port.azure.instance(id, 'rg-one', 'plant-one');
    expect(young).toMatchObject({ provisioningState: 'Provisioning', hostName: undefined });
    bench.later(60);
    const ready = await port.azure.instance(id, 'RG-ONE', 'Plant-One');
    expect(ready).toMatchObject({
      name: 'Plant-One',
      resourceGroup: 'rg-one',
      location: 'westeurope',
      provisioningState: 'Succeeded',
      identity: 'system',
      publicNetworkAccess: 'disabled',
      tags: { 'adt-setup': 'x' },
    });
    expect(ready?.hostName).toMatch(/Plant-One\.api\.weu$/i);
    expect(await port.azure.instances(id)).toContainEqual(ready);
  });

  test('finds no instance where there is none, nor in a group that is not there', async () => {
    expect(await port.azure.instance(id, 'rg-buildings', 'nothing')).toBeUndefined();
    expect(await port.azure.instance(id, 'rg-nothing', 'nothing')).toBeUndefined();
  });

  test('learns whether a name is free', async () => {
    await made('plant-taken');
    expect(await port.azure.nameAvailability(id, 'westeurope', 'plant-free')).toEqual({ is: 'free' });
    expect(await port.azure.nameAvailability(id, 'westeurope', 'plant-taken')).toMatchObject({
      is: 'taken',
      message: expect.stringContaining('plant-taken') as unknown,
    });
  });

  test('may do everything, and an absent group says nothing', async () => {
    for (const scope of [`/subscriptions/${id}`, `/subscriptions/${id}/resourceGroups/rg-buildings`]) {
      const entries = (await port.azure.permissions(scope)) ?? [];
      for (const action of Object.values(actions)) expect(may(entries, action)).toBe(true);
    }
    expect(await port.azure.permissions(`/subscriptions/${id}/resourceGroups/rg-nothing`)).toBeUndefined();
  });

  test('gives a role; the same under another name is the one that is there', async () => {
    const instance = await made('plant-role');
    const wanted = {
      scope: instance.id,
      name: '6f1f8f5e-9d5a-5d0a-8d5f-2f1f7a9a0001',
      roleId: dataOwner,
      principalId: contoso.sean,
      principalType: 'User',
    } as const;
    const { id: first } = await port.azure.create(newAssignment(wanted));
    const given = (await port.azure.roleAssignmentsOf(instance.id, contoso.sean)).find((each) => each.id === first);
    expect(given).toMatchObject({
      name: wanted.name,
      principalId: contoso.sean,
      roleId: dataOwner,
      principalType: 'User',
      conditional: false,
    });
    const again = await port.azure.create(newAssignment({ ...wanted, name: '6f1f8f5e-9d5a-5d0a-8d5f-2f1f7a9a0002' }));
    expect(again).toEqual({ id: first });
    expect(await errorOf(port.azure.create(newAssignment({ ...wanted, principalId: contoso.bea })))).toMatchObject({
      code: 'RoleAssignmentUpdateNotPermitted',
      ending: 'refused',
    });
    const his = await port.azure.roleAssignmentsOf(instance.id, contoso.sean);
    expect(his).toContainEqual(given);
    expect((await port.azure.roleAssignments(instance.id)).length).toBeGreaterThan(his.length);
  });

  test('is let in by the instance once the role has spread, with a new token when asked for', async () => {
    const { id: scope, hostName } = await made('plant-asked');
    expect(await port.azure.askTwins(id, hostName, false)).toEqual({ is: 'forbidden' });
    await port.azure.create(
      newAssignment({
        scope,
        name: '6f1f8f5e-9d5a-5d0a-8d5f-2f1f7a9a0003',
        roleId: dataOwner,
        principalId: contoso.ana,
        principalType: 'User',
      }),
    );
    port.sent();
    expect(await port.azure.askTwins(id, hostName, false)).toEqual({ is: 'forbidden' });
    expect(port.sent().filter((line) => line.endsWith('/token'))).toEqual([]);
    bench.later(60);
    expect(await port.azure.askTwins(id, hostName, true)).toEqual({ is: 'answered', models: 0 });
    expect(port.sent().filter((line) => line.endsWith('/token'))).toHaveLength(1);
    expect(port.events.filter((event) => event.kind === 'device-code')).toHaveLength(1);
  });

  test.each<[string, string, readonly string[]]>([
    ['me', 'myself', [contoso.ana]],
    ['a user principal name', 'bea@contoso.com', [contoso.bea]],
    ['in other letters', 'BEA@Contoso.com', [contoso.bea]],
    ['an apostrophe', "sean.o'neil@contoso.com", [contoso.sean]],
    ['a guest’s e-mail', 'gus@fabrikam.com', [contoso.gus]],
    ['a guest’s name here', 'gus_fabrikam.com#EXT#@contoso.onmicrosoft.com', [contoso.gus]],
    ['an alias', 'bea', [contoso.bea]],
    ['a display name', "Seán O'Neil", [contoso.sean]],
    ['a group', 'Platform Admins', [contoso.platformAdmins]],
    ['an application’s name', 'contoso-automation', [contoso.automation]],
    ['an application’s id', contoso.automationApp, [contoso.automation]],
    ['an object id', contoso.carla, [contoso.carla]],
    ['nobody', 'nobody@contoso.com', []],
    ['no object', '00000000-0000-4000-8000-000000000000', []],
    ['an injection', "x' or userPrincipalName ne 'y@z", []],
  ])('finds %s', async (_, text, ids) => {
    const found = await port.azure.principals(id, text === 'myself' ? 'me' : text);
    expect(found.map((one) => one.id)).toEqual(ids);
  });

  test('is told what kind somebody is', async () => {
    const people = await port.azure.principalsById(id, [
      contoso.gus,
      contoso.platformAdmins,
      contoso.automation,
      '00000000-0000-4000-8000-000000000000',
    ]);
    expect(people.map(({ id: who, type, guest }) => [who, type, guest]).sort()).toEqual(
      [
        [contoso.gus, 'User', true],
        [contoso.platformAdmins, 'Group', undefined],
        [contoso.automation, 'ServicePrincipal', undefined],
      ].sort(),
    );
  });

  test('previews: reads are counted, writes refused and not sent', async () => {
    const preview = await bench.signedIn({ allowWrites: false });
    const reads = preview.azure.requests.reads;
    await preview.azure.nameAvailability(id, 'westeurope', 'plant-preview');
    await preview.azure.principals(id, contoso.carla);
    preview.sent();
    for (const write of [
      () => preview.azure.create(newRegistration(id)),
      () => preview.azure.create(newGroup(id, 'rg-preview', 'westeurope', {})),
      () =>
        preview.azure.create(newInstance({ ...wantedInstance, resourceGroup: 'rg-buildings', name: 'plant-preview' })),
      () =>
        preview.azure.create(
          newAssignment({
            scope: `/subscriptions/${id}`,
            name: '6f1f8f5e-9d5a-5d0a-8d5f-2f1f7a9a0004',
            roleId: dataOwner,
            principalId: contoso.bea,
          }),
        ),
    ]) {
      expect(await errorOf(write())).toMatchObject({ code: 'preview-refused-a-write' });
    }
    expect(preview.sent()).toEqual([]);
    expect(preview.azure.requests).toEqual({ reads: reads + 2, writes: 0 });
  });

  test('leaves no secret in the traffic log', async () => {
    const { hostName } = await made('plant-log');
    await port.azure.askTwins(id, hostName, true);
    const everything = JSON.stringify(port.log);
    expect(everything).toContain('refresh_token');
    expect(everything).not.toMatch(
      /eyJ[\w-]+\.[\w-]+|Bearer |"(access_token|refresh_token|device_code|user_code)":"[^[]/,
    );
    for (const event of port.events) if (event.kind === 'device-code') expect(everything).not.toContain(event.userCode);
  });
});

describe('before the provider is registered', () => {
  let bench: Workbench;
  beforeAll(async () => {
    bench = await workbench();
  });
  afterAll(() => bench.close());

  test('regions are known, names are not', async () => {
    const { azure } = await bench.signedIn();
    const provider = await azure.provider(id);
    expect(provider.registrationState).toBe('NotRegistered');
    expect(provider.regions.length).toBeGreaterThan(3);
    expect(await azure.nameAvailability(id, 'westeurope', 'plant')).toMatchObject({ is: 'unknown' });
    await azure.create(newGroup(id, 'rg-early', 'westeurope', {}));
    expect(
      await errorOf(azure.create(newInstance({ ...wantedInstance, resourceGroup: 'rg-early', name: 'plant' }))),
    ).toMatchObject({ code: 'MissingSubscriptionRegistration', again: 'soon' });
  });
});

describe('somebody with fewer rights', () => {
  test('a reader is told which right is missing where, and that names can’t be checked', async () => {
    const bench = await workbench({ scenario: 'reader' });
    try {
      const { azure } = await bench.signedIn();
      const details = await errorOf(azure.create(newGroup(id, 'rg-mine', 'westeurope', {})));
      expect(details).toMatchObject({ ending: 'handover', code: 'AuthorizationFailed', httpStatus: 403 });
      expect(details.message).toContain('ana@contoso.com');
      expect(details.message).toContain('Microsoft.Resources/subscriptions/resourceGroups/write');
      expect(details.suggestion).toContain(`--scope /subscriptions/${id}`);
      expect(details.suggestion).toContain(`--assignee-object-id ${contoso.ana} --assignee-principal-type User`);
      expect(details.correlationId).toMatch(/^[0-9a-f-]{36}$/);
      expect((await azure.nameAvailability(id, 'westeurope', 'plant')).is).toBe('unknown');
    } finally {
      await bench.close();
    }
  });

  test('a policy’s refusal asks for another region or tags', async () => {
    const bench = await workbench({ scenario: 'policy' });
    try {
      const { azure } = await bench.signedIn();
      await azure.create(newRegistration(id));
      bench.later(60);
      const details = await errorOf(
        azure.create(newInstance({ ...wantedInstance, resourceGroup: 'rg-buildings', name: 'plant-policy' })),
      );
      expect(details).toMatchObject({ ending: 'refused', code: 'RequestDisallowedByPolicy', again: 'answer' });
      expect(details.message).toContain('Allowed locations');
      expect(details.suggestion).toContain(
        `az policy assignment list --disable-scope-strict-match --subscription ${id}`,
      );
    } finally {
      await bench.close();
    }
  });
});
