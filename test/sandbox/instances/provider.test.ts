import { describe, expect, test } from '@jest/globals';
import { dev, instance, provider, v } from '../addresses.ts';
import { bench } from '../bench.ts';
import { check, put } from './bodies.ts';

describe('the provider', () => {
  test("goes from NotRegistered through Registering to Registered, and both texts are Azure's (recorded: 409 MissingSubscriptionRegistration)", async () => {
    const made = bench({ settings: { registrationSeconds: 31 } });
    const never = await made.ask('PUT', `${instance('abc')}?${v.twins}`, put);
    expect(never.body.error.message).toBe(
      "The subscription is not registered to use namespace 'Microsoft.DigitalTwins'. See https://aka.ms/rps-not-found for how to register subscriptions.",
    );
    expect(never.headers['x-ms-failure-cause']).toBe('gateway');
    const state = async () =>
      (await made.ask('GET', `${dev}/providers/microsoft.digitaltwins?${v.resources}`)).body.registrationState;
    expect(await state()).toBe('NotRegistered');
    expect(
      (await made.ask('POST', `${dev}/providers/MICROSOFT.DigitalTWINS/register?${v.resources}`)).body,
    ).toMatchObject({ namespace: 'Microsoft.DigitalTwins', registrationState: 'Registering' });
    made.pass(30);
    expect((await made.ask('POST', `${provider}/register?${v.resources}`)).body.registrationState).toBe('Registering');
    made.pass(1);
    expect(await state()).toBe('Registered');
    expect((await made.ask('POST', `${provider}/unregister?${v.resources}`)).body.registrationState).toBe(
      'Unregistering',
    );
    made.pass(31);
    expect((await made.ask('PUT', `${instance('abc')}?${v.twins}`, put)).body.error.message).toBe(
      "The subscription registration is in 'Unregistered' state. The subscription must be registered to use namespace 'Microsoft.DigitalTwins'. See https://aka.ms/rps-not-found for how to register subscriptions.",
    );
  });

  test('tells its regions by display name, registered or not', async () => {
    const { body } = await bench().ask('GET', `${provider}?${v.resources}`);
    const type = (body.resourceTypes as { resourceType: string; locations: string[] }[]).find(
      (each) => each.resourceType === 'digitalTwinsInstances',
    );
    expect(type?.locations).toEqual([
      'West Central US',
      'West US 2',
      'North Europe',
      'Australia East',
      'West Europe',
      'East US',
      'South Central US',
      'Southeast Asia',
      'UK South',
      'East US 2',
      'Japan East',
    ]);
  });

  test.each([
    ['refused', 409],
    ['answered', 200],
  ] as const)('unregistered, a name check is %s (belief, both sides)', async (nameCheckUnregistered, status) => {
    const made = bench({ settings: { nameCheckUnregistered } });
    expect(
      (await made.ask('POST', `${provider}/locations/westeurope/checkNameAvailability?${v.twins}`, check('abc')))
        .status,
    ).toBe(status);
    expect((await made.ask('GET', `${provider}/digitalTwinsInstances?${v.twins}`)).body).toEqual({ value: [] });
  });
});
