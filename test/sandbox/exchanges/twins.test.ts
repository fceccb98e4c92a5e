import { describe, expect, test } from '@jest/globals';
import { contoso } from '../../../src/sandbox/world/contoso/ids.ts';
import { assignment, grant, instance, v } from '../addresses.ts';
import type { Answer } from '../answer.ts';
import { withInstance } from '../bench.ts';
import { error, expectAsRecorded, name1, named, type Row } from './exchange.ts';

async function dataPlane(
  method: string,
  path: string,
  body?: unknown,
  before: readonly [string, string, unknown][] = [],
): Promise<Answer> {
  const made = await withInstance({ settings: { roleSpreadSeconds: 1 } });
  await made.ask('PUT', `${assignment(instance('Twins-One'), name1)}?${v.authorization}`, { body: grant(contoso.ana) });
  made.pass(2);
  for (const [verb, address, content] of before)
    await made.ask(verb, `/Twins-One.api.weu${address}?${v.data}`, { body: content });
  return made.ask(method, `/Twins-One.api.weu${path}?api-version=2020-10-31`, body === undefined ? {} : { body });
}

const model = [
  {
    '@id': 'dtmi:samples:DTTestBuilding;1',
    '@type': 'Interface',
    '@context': 'dtmi:dtdl:context;2',
    displayName: 'Building',
    contents: [{ '@type': 'Property', name: 'AverageTemperature', schema: 'double' }],
  },
];

const modelBody = { id: 's', description: '*', displayName: '*', decommissioned: 'b', uploadTime: 's' } as const;

const twinsRows: readonly Row[] = [
  {
    operation: 'adt models.list',
    run: () => dataPlane('GET', '/models', undefined, [['POST', '/models', model]]),
    status: 200,
    body: { value: [modelBody], nextLink: null },
  },
  {
    operation: 'adt query (empty)',
    run: () => dataPlane('POST', '/query', { query: 'SELECT * FROM digitaltwins' }),
    status: 200,
    headers: ['query-charge'],
    body: { value: [], continuationToken: null },
  },
  { operation: 'adt models.add', run: () => dataPlane('POST', '/models', model), status: 201, body: [modelBody] },
  {
    operation: 'adt models.delete (missing -> 404)',
    run: () => dataPlane('DELETE', '/models/dtmi%3Asamples%3ADTModelTestsModel%3B1'),
    status: 404,
    body: error,
  },
  {
    operation: 'adt models.delete (204)',
    run: () =>
      dataPlane('DELETE', '/models/dtmi%3Asamples%3ADTTestBuilding%3B1', undefined, [['POST', '/models', model]]),
    status: 204,
  },
  {
    operation: 'adt data plane without role -> 403 EMPTY body',
    run: async () => (await withInstance()).ask('POST', `/Twins-One.api.weu/models?${v.data}`, { body: model }),
    status: 403,
    headers: ['content-length', '!www-authenticate', '!content-type'],
  },
];

describe('each recorded exchange: same status, same meaningful headers, same keys and types', () => {
  test.each(named(twinsRows))('%s', async (_operation, row) => {
    await expectAsRecorded(row);
  });

  test('a token of another tenant, or an instance that is not there, gets these very bytes', async () => {
    const made = await withInstance();
    const expected = '{ "statusCode": 404, "message": "Sub-domain not found." }';
    expect(expected).toHaveLength(57);
    expect((await made.ask('GET', `/xyz.api.weu/models?${v.data}`)).body).toBe(expected);
    expect((await made.ask('GET', `/Twins-One.api.neu/models?${v.data}`)).body).toBe(expected);
    const foreign = await made.ask('GET', `/Twins-One.api.weu/models?${v.data}`, { as: contoso.foreignPrincipal });
    expect([foreign.status, foreign.body]).toEqual([404, expected]);
  });
});
