import { describe, expect, test } from '@jest/globals';
import { contoso } from '../../src/sandbox/world/contoso/ids.ts';
import { dev, instance, v } from './addresses.ts';
import type { Answer } from './answer.ts';
import { type Bench, bench, clientSecret } from './bench.ts';

const floor = {
  '@id': 'dtmi:demo:Floor;1',
  '@type': 'Interface',
  '@context': 'dtmi:dtdl:context;2',
  contents: [
    { '@type': 'Property', name: 'level', schema: 'integer' },
    { '@type': 'Relationship', name: 'above' },
  ],
};
const twin = (id: string, level: number): object => ({ $dtId: id, $metadata: { $model: floor['@id'] }, level });
const seed = {
  instances: [
    {
      name: 'plant',
      resourceGroup: 'rg-plant',
      tags: { made: 'by a test' },
      models: [floor],
      twins: [twin('f0', 0), twin('f1', 1)],
      relationships: [{ $relationshipId: 'r', $sourceId: 'f1', $targetId: 'f0', $relationshipName: 'above' }],
    },
    { name: 'site', resourceGroup: 'rg-iot', location: 'northeurope' },
  ],
};

function post(made: Bench, what: string, body?: unknown, secret = clientSecret): Promise<Answer> {
  const headers = { authorization: `Bearer ${secret}` };
  return made.ask('POST', `/_sandbox/${what}`, { as: null, headers, ...(body === undefined ? {} : { body }) });
}

describe('seeding', () => {
  test('instances are ready at once, with what they hold, and whoever is signed in may use them', async () => {
    const made = bench();
    const answer = await post(made, 'seed', seed);
    expect([answer.status, answer.body]).toMatchObject([
      200,
      {
        instances: [
          {
            id: instance('plant', 'rg-plant'),
            tags: { made: 'by a test' },
            properties: { provisioningState: 'Succeeded', hostName: 'localhost:8443/plant.api.weu' },
          },
          { id: instance('site', 'rg-iot'), location: 'northeurope' },
        ],
      },
    ]);
    const query = { query: 'SELECT COUNT() FROM digitaltwins' };
    const counted = await made.ask('POST', `/plant.api.weu/query?${v.data}`, { body: query });
    expect(counted.body.value).toEqual([{ COUNT: 2 }]);
    const related = await made.ask('GET', `/plant.api.weu/digitaltwins/f1/relationships?${v.data}`);
    expect(related.body.value).toHaveLength(1);
    const byApplication = await made.ask('GET', `/plant.api.weu/digitaltwins/f0?${v.data}`, { as: contoso.automation });
    expect(byApplication.status).toBe(200);
  });

  test.each<[string, object, string]>([
    ['no list', { instances: 'all' }, 'InvalidSeed'],
    ['nothing', {}, 'InvalidSeed'],
    ['one without a name', { instances: [{ resourceGroup: 'rg-iot' }] }, 'InvalidSeed'],
    ['a model that is none', { instances: [{ ...seed.instances[0], models: [{ a: 1 }] }] }, 'DTDLParserError'],
    [
      'a twin of a model that is not there',
      { instances: [{ name: 'abc', resourceGroup: 'rg-iot', twins: [twin('x', 1)] }] },
      'ValidationFailed',
    ],
    ['a region without the service', { instances: [{ ...seed.instances[1], location: 'mars' }] }, ''],
  ])('%s is refused, and nothing of it is there', async (_, body, code) => {
    const made = bench();
    const before = made.world();
    const answer = await post(made, 'seed', body);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    if (code !== '') expect(answer.body.error.code).toBe(code);
    expect(made.world()).toBe(before);
  });
});

describe('resetting', () => {
  test('begins anew: what was made and what it held is gone, also for one that is made again', async () => {
    const made = bench();
    await post(made, 'seed', seed);
    expect((await post(made, 'reset')).status).toBe(200);
    expect((await made.ask('GET', `${instance('plant', 'rg-plant')}?${v.twins}`)).status).toBe(404);
    expect((await made.ask('GET', `${dev}/resourceGroups/rg-plant?${v.resources}`)).status).toBe(404);
    await post(made, 'seed', { instances: [{ name: 'plant', resourceGroup: 'rg-plant' }] });
    expect((await made.ask('GET', `/plant.api.weu/models?${v.data}`)).body.value).toEqual([]);
  });
});

test.each([
  ['no secret', 'reset', ''],
  ['another secret', 'seed', 'guessed'],
])('%s: refused, and nothing happens', async (_, what, secret) => {
  const made = bench();
  const before = made.world();
  const answer = await post(made, what, seed, secret);
  expect([answer.status, made.world() === before]).toEqual([401, true]);
});

test('the token of a person who is signed in is not the sandbox its own secret', async () => {
  const made = bench();
  expect((await made.ask('POST', '/_sandbox/reset')).status).toBe(401);
});

test('what there is not is said', async () => {
  const made = bench();
  expect((await post(made, 'explode')).body.error.message).toContain('/_sandbox/reset');
});
