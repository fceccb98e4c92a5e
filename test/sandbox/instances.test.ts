import { describe, expect, test } from '@jest/globals';
import { contoso } from '../../src/sandbox/world/contoso/ids.ts';
import { bench, dev, instance, origin, provider, registered, v, withInstance } from './bench.ts';

const put = { body: { location: 'West Europe' } };
const check = (name: string) => ({ body: { name, type: 'Microsoft.DigitalTwins/digitalTwinsInstances' } });

describe('an instance', () => {
  test('is made in time, keeps the casing of its name, and its host name comes last (recorded exchange: digitalTwins.createOrUpdate)', async () => {
    const made = await registered({ settings: { creationSeconds: 12 } });
    const first = await made.ask('PUT', `${instance('My-Twins')}?${v.twins}`, put);
    expect(first.body).toMatchObject({
      location: 'westeurope',
      tags: null,
      properties: { provisioningState: 'Provisioning', hostName: null },
    });
    expect(first.headers['retry-after']).toBe('10');
    expect(first.body.properties.createdTime).toBe(first.body.properties.lastUpdatedTime);
    expect(
      Date.parse(first.body.properties.createdTime) - Date.parse(first.body.systemData.createdAt),
    ).toBeGreaterThanOrEqual(1000);
    made.pass(11);
    expect((await made.ask('GET', `${instance('MY-TWINS')}?${v.twins}`)).body.properties).toMatchObject({
      provisioningState: 'Provisioning',
      hostName: null,
    });
    made.pass(1);
    const done = (await made.ask('GET', `${instance('my-twins', 'RG-Playground')}?${v.twins}`)).body;
    expect(done.id).toBe(instance('My-Twins'));
    expect(done.properties).toMatchObject({
      provisioningState: 'Succeeded',
      hostName: `${new URL(origin).host}/My-Twins.api.weu`,
    });
    expect(Date.parse(done.properties.lastUpdatedTime) - Date.parse(done.properties.createdTime)).toBe(12_000);
  });

  test('has polling addresses as long as Azure signs them, which must come back as they were given', async () => {
    const made = await registered();
    const { headers } = await made.ask('PUT', `${instance('signed')}?${v.twins}`, put);
    const status = headers['azure-asyncoperation'] ?? '';
    const result = headers['location'] ?? '';
    expect(status).toContain(`${provider}/locations/westeurope/operationsStatuses/`);
    expect(result).toContain(`${provider}/locations/westeurope/operationResults/`);
    const query = new URL(status).searchParams;
    expect([...query.keys()]).toEqual(['api-version', 't', 'c', 's', 'h']);
    expect([query.get('c')?.length, query.get('s')?.length, query.get('h')?.length]).toEqual([2600, 342, 43]);
    expect((await made.ask('GET', status)).status).toBe(200);
    expect((await made.ask('GET', status.replace(/&c=.{9}/, '&c='))).status).toBe(400);
    expect((await made.ask('GET', status.replace(/&h=[^&]*/, '&h=x'))).status).toBe(400);
    // A contributor of the group alone may poll: the signature is what counts.
    expect((await made.ask('GET', status, { as: contoso.dina })).status).toBe(200);
    expect((await made.ask('GET', status.replace(/&t=.*/, ''), { as: contoso.dina })).status).toBe(403);
  });

  test('ends failed when the service fails: the operation says why, the instance stays (ARM contract)', async () => {
    const made = await registered({ settings: { creationEnds: 'Failed' } });
    const { headers } = await made.ask('PUT', `${instance('unlucky')}?${v.twins}`, put);
    made.pass(30);
    const status = await made.ask('GET', headers['azure-asyncoperation'] ?? '');
    expect([status.status, status.body.status, status.body.error.code]).toEqual([200, 'Failed', 'InternalServerError']);
    expect((await made.ask('GET', `${instance('unlucky')}?${v.twins}`)).body.properties).toMatchObject({
      provisioningState: 'Failed',
      hostName: null,
    });
  });

  test('is replaced by a second PUT, tags and all, with 200 (specification: create or update)', async () => {
    const made = await registered();
    await made.ask('PUT', `${instance('again')}?${v.twins}`, {
      body: { location: 'westeurope', tags: { keep: 'me' } },
    });
    made.pass(30);
    const second = await made.ask('PUT', `${instance('AGAIN')}?${v.twins}`, { body: { location: 'westeurope' } });
    expect([second.status, second.body.tags, second.body.name, second.body.properties.provisioningState]).toEqual([
      200,
      null,
      'again',
      'Updating',
    ]);
    const moved = await made.ask('PUT', `${instance('again')}?${v.twins}`, { body: { location: 'eastus' } });
    expect([moved.status, moved.body.error.code]).toEqual([409, 'Conflict']);
    made.pass(30);
    const elsewhere = await made.ask('PUT', `${instance('again')}?${v.twins}`, { body: { location: 'eastus' } });
    expect([elsewhere.status, elsewhere.body.error.code]).toEqual([409, 'InvalidResourceLocation']);
  });

  test.each([
    ['refused', 409],
    ['accepted', 200],
  ] as const)('written while it is being made is %s (belief, both sides)', async (putWhileBusy, status) => {
    const made = await registered({ settings: { putWhileBusy } });
    await made.ask('PUT', `${instance('busy')}?${v.twins}`, put);
    expect((await made.ask('PUT', `${instance('busy')}?${v.twins}`, put)).status).toBe(status);
  });

  test('is changed by PATCH: 202, tags only if given', async () => {
    const made = await withInstance();
    const patched = await made.ask('PATCH', `${instance('Twins-One')}?${v.twins}`, {
      body: { tags: { 1234: 'abcd' } },
    });
    expect([patched.status, patched.body.tags]).toEqual([202, { 1234: 'abcd' }]);
    made.pass(30);
    expect((await made.ask('GET', `${instance('Twins-One')}?${v.twins}`)).body.tags).toEqual({ 1234: 'abcd' });
  });

  test('is gone some time after DELETE; deleting nothing is 204', async () => {
    const made = await withInstance({ settings: { deletionSeconds: 20 } });
    const first = await made.ask('DELETE', `${instance('twins-one')}?${v.twins}`);
    expect([first.status, first.body.properties.provisioningState]).toEqual([202, 'Deleting']);
    made.pass(19);
    expect((await made.ask('GET', `${instance('Twins-One')}?${v.twins}`)).body.properties.provisioningState).toBe(
      'Deleting',
    );
    made.pass(2);
    const gone = await made.ask('GET', `${instance('Twins-One')}?${v.twins}`);
    expect([gone.status, gone.body.error.code]).toEqual([404, 'ResourceNotFound']);
    expect((await made.ask('GET', `${provider}/digitalTwinsInstances?${v.twins}`)).body).toEqual({ value: [] });
    expect((await made.ask('DELETE', `${instance('Twins-One')}?${v.twins}`)).status).toBe(204);
  });

  test.each([
    [0, true],
    [60, false],
  ])('leaves its name taken for %d s (belief, both sides)', async (deletedNameHeldSeconds, free) => {
    const made = await withInstance({ settings: { deletedNameHeldSeconds } });
    await made.ask('DELETE', `${instance('Twins-One')}?${v.twins}`);
    made.pass(30);
    const answer = await made.ask(
      'POST',
      `${provider}/locations/westeurope/checkNameAvailability?${v.twins}`,
      check('Twins-One'),
    );
    expect(answer.body.nameAvailable).toBe(free);
  });

  test('is told apart by region: the same name is free next door', async () => {
    const made = await withInstance();
    const [here, there, own] = await Promise.all(
      [
        ['westeurope', 'twins-ONE'],
        ['northeurope', 'twins-one'],
        ['westeurope', 'fabrikam-twins'],
      ].map(([region, name]) =>
        made.ask('POST', `${provider}/locations/${region ?? ''}/checkNameAvailability?${v.twins}`, check(name ?? '')),
      ),
    );
    expect(here?.body).toEqual({
      nameAvailable: false,
      reason: 'AlreadyExists',
      message:
        "A DigitalTwins instance with the name 'twins-ONE' already exists in region 'westeurope'. Please choose a different name.",
    });
    expect(there?.body).toEqual({ nameAvailable: true, message: "'twins-one' is available." });
    expect(own?.body.reason).toBe('AlreadyExists');
    const taken = await made.ask('PUT', `${instance('fabrikam-twins')}?${v.twins}`, put);
    expect([taken.status, taken.body.error.code]).toEqual([409, 'AlreadyExists']);
  });

  test.each(['ab', '-abc', 'abc-', 'a_b', 'a'.repeat(64)])('is not made under the bad name %s', async (name) => {
    const made = await registered();
    expect((await made.ask('PUT', `${instance(name)}?${v.twins}`, put)).status).toBe(400);
    const answer = await made.ask(
      'POST',
      `${provider}/locations/westeurope/checkNameAvailability?${v.twins}`,
      check(name),
    );
    expect([answer.status, answer.body.reason]).toEqual([200, 'Invalid']);
  });

  test('is not made where the service is not offered, with the list of regions (error LocationNotAvailableForResourceType)', async () => {
    const made = await registered();
    const answer = await made.ask('PUT', `${instance('abc')}?${v.twins}`, { body: { location: 'westus' } });
    expect([answer.status, answer.body.error]).toEqual([
      400,
      {
        code: 'LocationNotAvailableForResourceType',
        message:
          "The provided location 'westus' is not available for resource type 'Microsoft.DigitalTwins/digitalTwinsInstances'. List of available regions for the resource type is 'westcentralus,westus2,northeurope,australiaeast,westeurope,eastus,southcentralus,southeastasia,uksouth,eastus2,japaneast'.",
      },
    ]);
  });

  test('is the tenth in its region at most, per subscription (documented limit)', async () => {
    const made = await registered({ settings: { instancesPerRegion: 2 } });
    expect((await made.ask('PUT', `${instance('one')}?${v.twins}`, put)).status).toBe(201);
    expect((await made.ask('PUT', `${instance('two')}?${v.twins}`, put)).status).toBe(201);
    expect((await made.ask('PUT', `${instance('three')}?${v.twins}`, put)).body.error.code).toBe('QuotaExceeded');
    expect((await made.ask('PUT', `${instance('three')}?${v.twins}`, { body: { location: 'eastus' } })).status).toBe(
      201,
    );
  });

  test('needs its group (error ResourceGroupNotFound), and one that is not being deleted (error ResourceGroupBeingDeleted)', async () => {
    const made = await registered();
    const missing = await made.ask('PUT', `${instance('abc', 'nobody')}?${v.twins}`, put);
    expect([missing.status, missing.body.error]).toEqual([
      404,
      { code: 'ResourceGroupNotFound', message: "Resource group 'nobody' could not be found." },
    ]);
    const going = await made.ask('PUT', `${instance('abc', 'rg-old-pilot')}?${v.twins}`, put);
    expect([going.status, going.body.error.code]).toEqual([409, 'ResourceGroupBeingDeleted']);
  });
});

describe('the provider', () => {
  test('goes from NotRegistered through Registering to Registered, and both texts are Azure’s (recorded: 409 MissingSubscriptionRegistration)', async () => {
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
