import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dev } from '../addresses.ts';
import { accessToken, clientOf, scratch } from '../client.ts';
import { type Apart, type OwnProcesses, ownProcesses } from '../own-process.ts';
import { at, group, nested, role, site, template, twins } from './scene.ts';

/* A deployment whose sandbox is killed without warning, again and again. */

const { directory, remove } = scratch();
let processes: OwnProcesses;

beforeAll(async () => {
  // Nothing takes less than an hour of the sandbox's clock: whatever is killed is killed in the middle.
  processes = await ownProcesses('{ registrationSeconds: 3600, creationSeconds: 3600 }');
});
afterAll(() => {
  processes.remove();
  remove();
});

interface Body {
  readonly value: readonly { readonly name: string; readonly properties: { readonly provisioningState: string } }[];
  readonly properties: {
    readonly provisioningState: string;
    readonly outputResources?: readonly { readonly id: string }[];
  };
}

/** One request to a sandbox, by its own application. */
async function ask(
  { info }: Apart,
  method: string,
  path: string,
  body?: object,
): Promise<{ status: number; body: Body }> {
  const client = clientOf(info);
  const headers = { authorization: `Bearer ${await accessToken(info)}` };
  const { status, text } = await client.ask(method, path, { headers, body });
  client.close();
  return { status, body: (text === '' ? {} : JSON.parse(text)) as Body };
}

const version = 'api-version=2021-04-01';
const assignment = '99999999-0000-4000-8000-000000000001';
const inB = template([twins('twins-b'), role(assignment, 'twins-b')]);

test('goes on after each kill -9, to Succeeded, and makes each resource once', async () => {
  const what = template([
    ...site('twins-a'),
    group('rg-b'),
    nested('in-b', 'rg-b', inB),
    { ...group('rg-last'), dependsOn: ['in-twins-a', 'in-b'] },
  ]);
  const first = await processes.start(directory);
  const sent = await ask(first, 'PUT', `${at('cut')}?${version}`, {
    location: 'westeurope',
    properties: { mode: 'Incremental', template: what },
  });
  expect(sent).toMatchObject({ status: 201, body: { properties: { provisioningState: 'Accepted' } } });
  await first.kill();

  // Half an hour later the provider isn't registered, an hour later it is, then the instances take another hour.
  const states: string[] = [];
  for (const ahead of [0, 1800, 3700, 5400]) {
    const again = await processes.start(directory, ahead);
    states.push((await ask(again, 'GET', `${at('cut')}?${version}`)).body.properties.provisioningState);
    const twice = await ask(again, 'PUT', `${at('cut')}?${version}`, {
      location: 'westeurope',
      properties: { mode: 'Incremental', template: what },
    });
    expect([twice.status, twice.body]).toMatchObject([409, { error: { code: 'DeploymentActive' } }]);
    await again.kill();
  }
  expect(states).toEqual(['Running', 'Running', 'Running', 'Running']);

  const last = await processes.start(directory, 7500);
  const { properties } = (await ask(last, 'GET', `${at('cut')}?${version}`)).body;
  const instances = ['a', 'b'].map(
    (name) =>
      `${dev}/resourceGroups/rg-${name === 'a' ? 'twins-a' : 'b'}/providers/Microsoft.DigitalTwins/digitalTwinsInstances/twins-${name}`,
  );
  expect(properties.provisioningState).toBe('Succeeded');
  expect(properties.outputResources?.map(({ id }) => id)).toEqual([
    `${dev}/resourceGroups/rg-twins-a`,
    instances[0],
    `${dev}/resourceGroups/rg-b`,
    instances[1],
    `${instances[1] ?? ''}/providers/Microsoft.Authorization/roleAssignments/${assignment}`,
    `${dev}/resourceGroups/rg-last`,
  ]);
  const all = await ask(
    last,
    'GET',
    `${dev}/providers/Microsoft.DigitalTwins/digitalTwinsInstances?api-version=2023-01-31`,
  );
  const made = all.body.value.filter(({ name }) => name.startsWith('twins-'));
  expect(made.map(({ name, properties: { provisioningState } }) => [name, provisioningState]).sort()).toEqual([
    ['twins-a', 'Succeeded'],
    ['twins-b', 'Succeeded'],
  ]);
  const { value } = (await ask(last, 'GET', `${at('cut')}/operations?${version}`)).body;
  expect(value.map((each) => each.properties.provisioningState)).toEqual(Array.from({ length: 6 }, () => 'Succeeded'));
});
