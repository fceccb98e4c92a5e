import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { resourceGroupId } from '../../../src/domain/group.ts';
import type { SetupError } from '../../../src/errors.ts';
import type { Deployment, DeploymentOrder, Together } from '../../../src/port/azure.ts';
import { newGroup, newInstance } from '../../support/resources.ts';
import { type Port, type Workbench, workbench } from '../workbench.ts';
import { id, wantedInstance } from './bench.ts';

let bench: Workbench;
let port: Port;

beforeAll(async () => {
  bench = await workbench({ settings: { pageSize: 3 } });
  port = await bench.signedIn();
});

afterAll(() => bench.close());

const schema = 'https://schema.management.azure.com/schemas';

/** A template of groups, and of an instance in each where it has a name. */
function templateOf(groups: Readonly<Record<string, string | undefined>>, location = 'westeurope'): object {
  const resources = Object.entries(groups).flatMap(([group, name]) => [
    { type: 'Microsoft.Resources/resourceGroups', apiVersion: '2021-04-01', name: group, location },
    ...(name === undefined
      ? []
      : [
          {
            type: 'Microsoft.Resources/deployments',
            apiVersion: '2021-04-01',
            name: `in-${group}`,
            resourceGroup: group,
            dependsOn: [`[subscriptionResourceId('Microsoft.Resources/resourceGroups', '${group}')]`],
            properties: {
              mode: 'Incremental',
              expressionEvaluationOptions: { scope: 'inner' },
              template: {
                $schema: `${schema}/2019-04-01/deploymentTemplate.json#`,
                contentVersion: '1.0.0.0',
                resources: [
                  { type: 'Microsoft.DigitalTwins/digitalTwinsInstances', apiVersion: '2023-01-31', name, location },
                ],
              },
            },
          },
        ]),
  ]);
  return {
    $schema: `${schema}/2018-05-01/subscriptionDeploymentTemplate.json#`,
    contentVersion: '1.0.0.0',
    parameters: { instances: { type: 'array' } },
    resources,
  };
}

const orderOf = (name: string, template: object, location = 'westeurope'): DeploymentOrder => ({
  subscriptionId: id,
  name,
  location,
  template,
  parameters: { instances: ['/x'] },
});

/** Sends it, and looks until it is over. */
async function deployed(order: DeploymentOrder): Promise<Deployment> {
  expect(await port.azure.deploy(order, randomUUID())).toEqual({ is: 'accepted' });
  for (;;) {
    const found = await port.azure.deployment(order);
    if (found === undefined) throw new Error('gone');
    if (found.isOver) return found;
    bench.later(5);
  }
}

const instanceId = (group: string, name: string): string =>
  `${resourceGroupId(id, group)}/providers/Microsoft.DigitalTwins/digitalTwinsInstances/${name}`;

const made = (group: string, name: string) => newInstance({ ...wantedInstance, resourceGroup: group, name });

describe('deployments by the port', () => {
  test('one is sent, known by its correlation, and followed; its parameters tell what it is about', async () => {
    const order = orderOf('first', templateOf({ 'rg-first': 'first-twins' }));
    expect(await port.azure.deployment(order)).toBeUndefined();
    const correlationId = randomUUID();
    expect(await port.azure.deploy(order, correlationId)).toEqual({ is: 'accepted' });
    expect(await port.azure.deployment(order)).toMatchObject({
      correlationId,
      isOver: false,
      location: 'westeurope',
      parameters: { instances: ['/x'] },
      troubles: [],
    });
    expect(await port.azure.deploy(order, randomUUID())).toEqual({ is: 'under-way' });
    bench.later(60);
    expect(await port.azure.deployment(order)).toMatchObject({ state: 'Succeeded', isOver: true });
    const operations = await port.azure.deploymentOperations(order);
    expect(operations?.map(({ target, isOver }) => [target.split('/').at(-1), isOver])).toEqual([
      ['rg-first', true],
      ['in-rg-first', true],
    ]);
    expect(await port.azure.cancelDeployment(order)).toBe(false);
    expect((await port.azure.deployments(id))?.map(({ name }) => name)).toContain('first');
  });

  test('a cancelled one begins nothing more', async () => {
    const order = orderOf('stopped', templateOf({ 'rg-stopped': 'stopped-twins' }));
    await port.azure.deploy(order, randomUUID());
    expect(await port.azure.cancelDeployment(order)).toBe(true);
    expect(await port.azure.deployment(order)).toMatchObject({ isOver: true });
    expect(await port.azure.cancelDeployment({ ...order, name: 'never-there' })).toBe(false);
  });

  test('a cause from deep inside is told in the words of a single set-up', async () => {
    // The name is somebody else's by the time that it is made.
    await deployed(orderOf('holder', templateOf({ 'rg-holder': 'held-twins' })));
    const order = orderOf('taken', templateOf({ 'rg-taken': 'held-twins', 'rg-fine': 'fine-twins' }));
    const { state, troubles } = await deployed(order);
    expect([state, troubles.length]).toEqual(['Failed', 1]);
    const [trouble] = troubles;
    expect(
      trouble?.names(`${resourceGroupId(id, 'rg-taken')}/providers/Microsoft.Resources/deployments/in-rg-taken`),
    ).toBe(true);
    // Nothing that only begins alike, and nothing around it.
    expect(trouble?.names(instanceId('rg-taken', 'held'))).toBe(false);
    expect(trouble?.names(resourceGroupId(id, 'rg-taken'))).toBe(false);
    expect(trouble?.error(made('rg-taken', 'held-twins')).message).toContain('"held-twins" is taken');
    const nested = `${resourceGroupId(id, 'rg-taken')}/providers/Microsoft.Resources/deployments/in-rg-taken`;
    expect((await port.azure.nestedDeployment(nested))?.troubles).toHaveLength(1);
    expect(await port.azure.nestedDeployment(`${nested}-x`)).toBeUndefined();
    expect(await port.azure.find(made('rg-fine', 'fine-twins'))).toBeDefined();
  });

  test('when groups were made is read once for all that are looked at together, and for each by itself', async () => {
    const lists = (): number => port.log.filter(({ url }) => url.includes('expand=createdTime')).length;
    const groups = ['rg-first', 'rg-second'].map((name) => newGroup(id, name, 'westeurope', {}));
    await deployed(orderOf('births', templateOf({ 'rg-first': undefined, 'rg-second': undefined })));
    const looked = async (together?: Together): Promise<[number, readonly (string | undefined)[]]> => {
      const before = lists();
      const found = await Promise.all(groups.map(async (each) => (await port.azure.find(each, together))?.born));
      return [lists() - before, found];
    };
    const [alone, births] = await looked();
    expect(births.every((born) => born !== undefined)).toBe(true);
    const [once, same] = await looked(new Map());
    expect([once * 2, same]).toEqual([alone, births]);
  });

  test("Azure's own preview tells what would be made, and changes nothing", async () => {
    const preview = await port.azure.foresee(
      orderOf('preview', templateOf({ 'rg-first': 'first-twins', 'rg-new': 'new-twins' })),
      60_000,
    );
    if (preview.is !== 'told') throw new Error(preview.is);
    expect(preview.changes.get(instanceId('rg-new', 'new-twins').toLowerCase())).toBe('create');
    expect(preview.changes.get(resourceGroupId(id, 'rg-new').toLowerCase())).toBe('create');
    expect(preview.changes.get(resourceGroupId(id, 'rg-first').toLowerCase())).toBe('there');
    expect(await port.azure.find(newGroup(id, 'rg-new', 'westeurope', {}))).toBeUndefined();
    expect(await port.azure.foresee(orderOf('preview', templateOf({ 'rg-new': 'new-twins' })), 0)).toEqual({
      is: 'late',
    });
  });
});

describe('somebody with fewer rights', () => {
  test.each([
    ['reader', 'handover'],
    ['contributor', undefined],
  ])('%s', async (scenario, ending) => {
    const other = await workbench({ scenario });
    try {
      const { azure } = await other.signedIn();
      const order = orderOf('mine', templateOf({ 'rg-mine': 'my-twins' }));
      const sent = await azure.deploy(order, randomUUID());
      const error: SetupError | undefined = sent.is === 'refused' ? sent.error : undefined;
      expect(error?.ending).toBe(ending);
      const preview = await azure.foresee(order, 60_000);
      expect(preview.is).toBe(ending === undefined ? 'told' : 'refused');
    } finally {
      await other.close();
    }
  });
});

test.each([
  [
    '429 with a time',
    { status: 429, headers: { 'Retry-After': '0' }, body: '{"error":{"code":"TooManyRequests","message":"Slower."}}' },
    { is: 'accepted' },
  ],
  [
    'history is full',
    { status: 409, body: '{"error":{"code":"DeploymentQuotaExceeded","message":"Full."}}' },
    { is: 'refused', error: { message: expect.stringContaining('remembers 800 deployments') } },
  ],
])('%s', async (_, answer, sent) => {
  let isStruck = false;
  const cloud = await bench.meddled((method, url) => {
    if (isStruck || method !== 'PUT' || !url.includes('/deployments/')) return undefined;
    isStruck = true;
    return answer;
  });
  const meddled = await bench.signedIn({ cloud });
  const name = `struck-${answer.status}`;
  expect(
    await meddled.azure.deploy(orderOf(name, templateOf({ [`rg-${name}`]: undefined })), randomUUID()),
  ).toMatchObject(sent);
});
