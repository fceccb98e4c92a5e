import { describe, expect, test } from '@jest/globals';
import { contoso } from '../../../src/sandbox/world/contoso/ids.ts';
import { instance, origin, provider, v } from '../addresses.ts';
import { registered } from '../bench.ts';
import { put } from './bodies.ts';

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
