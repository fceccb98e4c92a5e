import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { contoso } from '../../../src/sandbox/world/contoso/ids.ts';
import { newGroup } from '../../support/resources.ts';
import type { Port, Workbench } from '../workbench.ts';
import { id, ownersBench } from './bench.ts';

let bench: Workbench;
let port: Port;
beforeAll(async () => {
  ({ bench, port } = await ownersBench());
});
afterAll(() => bench.close());

describe('an owner', () => {
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
});

test('the regions of a subscription are read once, the state of the service each time', async () => {
  const fresh = await bench.signedIn();
  fresh.sent();
  await fresh.azure.provider(id);
  await fresh.azure.provider(id);
  const sent = fresh.sent();
  expect(sent.filter((line) => line.endsWith('/locations'))).toHaveLength(1);
  expect(sent.filter((line) => line.endsWith('/providers/Microsoft.DigitalTwins'))).toHaveLength(2);
});
