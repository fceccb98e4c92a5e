import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newGroup, newInstance } from '../../support/resources.ts';
import { errorOf, type Port, type Workbench, workbench } from '../workbench.ts';
import { id, made, ownersBench, wantedInstance } from './bench.ts';

let bench: Workbench;
let port: Port;
beforeAll(async () => {
  ({ bench, port } = await ownersBench());
});
afterAll(() => bench.close());

describe('an owner', () => {
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
    await made(bench, port, 'plant-taken');
    expect(await port.azure.nameAvailability(id, 'westeurope', 'plant-free')).toEqual({ is: 'free' });
    expect(await port.azure.nameAvailability(id, 'westeurope', 'plant-taken')).toMatchObject({
      is: 'taken',
      message: expect.stringContaining('plant-taken') as unknown,
    });
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
