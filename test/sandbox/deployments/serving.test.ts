import { describe, expect, test } from '@jest/globals';
import { contoso } from '../../../src/sandbox/world/contoso/ids.ts';
import { dev } from '../addresses.ts';
import { at, group, nested, role, scene, site, template, twins } from './scene.ts';

const one = template(site('twins-a'));
const instanceId = `${dev}/resourceGroups/rg-twins-a/providers/Microsoft.DigitalTwins/digitalTwinsInstances/twins-a`;

describe('a deployment of a subscription', () => {
  test('registers the provider, makes the group, then what is in it, and tells every step', async () => {
    const { put, ended, send, made } = scene();
    const accepted = await put('first', one);
    expect([accepted.status, accepted.body.properties.provisioningState, accepted.body.location]).toEqual([
      201,
      'Accepted',
      'westeurope',
    ]);
    expect(accepted.headers['azure-asyncoperation']).toContain(`${at('first')}/operationStatuses/08584`);
    expect([accepted.headers['location'], accepted.headers['retry-after']]).toEqual([undefined, undefined]);
    const running = await send('GET', accepted.headers['azure-asyncoperation'] ?? '');
    expect([running.body, running.headers['retry-after']]).toEqual([{ status: 'Running' }, '1']);
    const { properties } = (await ended('first')).body;
    expect(properties).toMatchObject({
      provisioningState: 'Succeeded',
      mode: 'Incremental',
      outputs: {},
      outputResources: [{ id: `${dev}/resourceGroups/rg-twins-a` }, { id: instanceId }],
      dependencies: [{ resourceName: 'in-twins-a', dependsOn: [{ resourceName: 'rg-twins-a' }] }],
    });
    // Four seconds until the provider is registered, eight until the instance is there.
    expect([properties.duration, properties.timestamp]).toEqual(['PT12S', expect.stringMatching(/\.\d{7}Z$/)]);
    const operations = await send('GET', `${at('first')}/operations`);
    expect(
      operations.body.value.map((each) => [each.properties.provisioningOperation, each.properties.statusCode]),
    ).toEqual([
      ['Create', 'Created'],
      ['Create', 'Created'],
      ['EvaluateDeploymentOutput', 'OK'],
    ]);
    expect(operations.body.value[0].properties.request).toBeUndefined();
    const single = await send('GET', `${at('first')}/operations/${operations.body.value[1].operationId}`);
    expect(single.body.properties.targetResource.resourceName).toBe('in-twins-a');
    const inner = await send(
      'GET',
      `${dev}/resourcegroups/rg-twins-a/deployments/in-twins-a/operations?api-version=2021-04-01`,
    );
    expect(inner.body.value[0].properties.targetResource.id).toBe(instanceId);
    expect(made.world().registrations[`${contoso.dev}/microsoft.digitaltwins`]?.state).toBe('Registered');
  });

  test('again under the same name: 200, nothing changes, and what-if says so', async () => {
    const { put, ended, send, made } = scene();
    await put('first', one);
    await ended('first');
    const { createdTime, key } = Object.values(made.world().instances).find((each) => each.name === 'twins-a') ?? {};
    expect((await put('first', one)).status).toBe(200);
    expect((await ended('first')).body.properties.provisioningState).toBe('Succeeded');
    expect(Object.values(made.world().instances).find((each) => each.name === 'twins-a')).toMatchObject({
      createdTime,
      key,
    });
    const asked = await send('POST', `${at('first')}/whatIf`, {
      location: 'westeurope',
      properties: { mode: 'Incremental', template: one },
    });
    expect([asked.status, asked.body]).toEqual([202, undefined]);
    const waiting = await send('GET', asked.headers['location'] ?? '');
    expect([waiting.status, waiting.headers['location'] === asked.headers['location']]).toEqual([202, false]);
    made.pass(2);
    const { body } = await send('GET', waiting.headers['location'] ?? '');
    expect(body.status).toBe('Succeeded');
    expect(body.properties.changes.map((each) => each.changeType)).toEqual(['NoChange', 'NoChange']);
  });

  test('independent ones begin at once; a failed one stops those that wait for it, and nothing else', async () => {
    const { put, ended, send } = scene();
    await put('several', template([...site('twins-a'), ...site('twins-b', 'northeurope'), ...site('-bad-')]));
    const { error, provisioningState, outputResources } = (await ended('several')).body.properties;
    expect(provisioningState).toBe('Failed');
    expect(outputResources).toHaveLength(5);
    expect(error).toMatchObject({
      code: 'DeploymentFailed',
      target: at('several'),
      details: [
        {
          code: 'ResourceDeploymentFailure',
          details: [{ code: 'DeploymentFailed', details: [{ code: 'InvalidResourceName' }] }],
        },
      ],
    });
    const { value } = (await send('GET', `${at('several')}/operations`)).body;
    expect(new Set(value.map((each) => each.properties.provisioningState))).toEqual(new Set(['Succeeded', 'Failed']));
  });

  test('a loop on all groups waits for all of them; a failing one blocks every site', async () => {
    const { put, ended, made } = scene();
    const groups = {
      ...group("[format('rg-{0}', parameters('names')[copyIndex()])]"),
      copy: { name: 'all', count: 3 },
    };
    const inGroups = {
      ...nested(
        "[format('in-{0}', copyIndex())]",
        "[format('rg-{0}', parameters('names')[copyIndex()])]",
        template([]),
      ),
      copy: { name: 'inside', count: 3 },
      dependsOn: ['all'],
    };
    const parameters = { names: { value: ['a', 'b', 'bad.'] } };
    await put('loop', template([groups, inGroups], { parameters: { names: { type: 'array' } } }), { parameters });
    const { properties } = (await ended('loop')).body;
    expect(properties.error.details.map((each) => each.code)).toEqual(['InvalidResourceGroup']);
    expect(Object.keys(made.world().deployments ?? {})).toHaveLength(1);
  });

  test('outputs ask what is there; secure ones and secure parameters have no value, nor does the world keep them', async () => {
    const { put, ended, made } = scene();
    const whole = template(site('twins-a'), {
      parameters: { secret: { type: 'securestring' }, plain: { type: 'int', defaultValue: '[add(1, 1)]' } },
      outputs: {
        host: {
          type: 'string',
          value: `[reference(resourceId('${contoso.dev}', 'rg-twins-a', 'Microsoft.DigitalTwins/digitalTwinsInstances', 'twins-a'), '2023-01-31').hostName]`,
        },
        hidden: { type: 'securestring', value: "[parameters('secret')]" },
        nothing: { type: 'string', condition: false, value: "[fail('never')]" },
      },
    });
    await put('outputs', whole, { parameters: { secret: { value: 'hush-hush' } } });
    const { properties } = (await ended('outputs')).body;
    expect(properties.outputs).toEqual({
      host: { type: 'String', value: 'localhost:8443/twins-a.api.weu' },
      hidden: { type: 'SecureString' },
    });
    expect(properties.parameters).toEqual({ secret: { type: 'SecureString' }, plain: { type: 'Int', value: 2 } });
    expect(JSON.stringify(made.world())).not.toContain('hush-hush');
  });

  test('an existing resource is read, and its absence is a failure', async () => {
    const { put, ended, send } = scene();
    const reading = (name: string) =>
      template(
        { old: { existing: true, type: 'Microsoft.Resources/resourceGroups', apiVersion: '2021-04-01', name } },
        {
          languageVersion: '2.0',
          outputs: { where: { type: 'string', value: "[reference('old', '2021-04-01', 'full').location]" } },
        },
      );
    await put('reads', reading('rg-playground'));
    expect((await ended('reads')).body.properties.outputs.where.value).toBe('westus2');
    expect((await send('GET', `${at('reads')}/operations`)).body.value[0].properties).toMatchObject({
      provisioningOperation: 'Read',
      targetResource: { symbolicName: 'old' },
    });
    await put('misses', reading('rg-nowhere'));
    expect((await ended('misses')).body.properties.error.details[0].code).toBe('ResourceGroupNotFound');
  });
});

test('validate tells what would be, nested ones opened, and makes nothing', async () => {
  const { send, made } = scene();
  const before = made.world();
  const { status, body } = await send('POST', `${at('new')}/validate`, {
    location: 'West Europe',
    properties: { mode: 'Incremental', template: template([...site('twins-a'), role('x', 'y')].slice(0, 2)) },
  });
  expect([status, body.location, body.properties.provisioningState, body.properties.duration]).toEqual([
    200,
    'westeurope',
    'Succeeded',
    'PT0S',
  ]);
  expect(body.properties.validatedResources.map((each) => each.id)).toEqual([
    `${dev}/resourceGroups/rg-twins-a`,
    at('in-twins-a', `${dev}/resourceGroups/rg-twins-a`),
    instanceId,
  ]);
  expect(made.world()).toEqual(before);
});

test('at the scope of a group: no location, and roles on what the same template makes', async () => {
  const { send, made } = scene();
  const inGroup = at('here', `${dev}/resourceGroups/rg-playground`);
  const what = template([twins('twins-g'), role('99999999-0000-4000-8000-000000000001', 'twins-g')]);
  const sent = await send('PUT', inGroup, { properties: { mode: 'Incremental', template: what } });
  expect([sent.status, sent.body.location]).toEqual([201, undefined]);
  made.pass(60);
  expect((await send('GET', inGroup)).body.properties.provisioningState).toBe('Succeeded');
  expect(made.world().assignments['99999999-0000-4000-8000-000000000001']?.principalId).toBe(contoso.bea);
});
