import { describe, test } from '@jest/globals';
import { dev } from '../addresses.ts';
import type { Answer } from '../answer.ts';
import { type Bench, bench } from '../bench.ts';
import { error, expectAsRecorded, named, type Row } from './exchange.ts';

const group = {
  id: 's',
  name: 's',
  type: 's',
  location: 's',
  tags: '*',
  properties: { provisioningState: 's' },
} as const;

const oldGroup = { id: 's', name: 's', location: 's', tags: '*', properties: { provisioningState: 's' } } as const;

async function groupMade(version: string): Promise<Bench> {
  const made = bench();
  await made.ask('PUT', `${dev}/resourcegroups/rg08167a?api-version=${version}`, {
    body: { location: 'southcentralus', tags: { department: 'finance' } },
  });
  return made;
}

async function groupDeleted(seconds: number, settings = {}): Promise<Answer> {
  const made = bench({ settings });
  const { headers } = await made.ask('DELETE', `${dev}/resourcegroups/rg-playground?api-version=2020-06-01`);
  made.pass(seconds);
  return made.ask('GET', headers['location'] ?? '');
}

const groupRows: readonly Row[] = [
  {
    operation: 'resourceGroups.createOrUpdate (new -> 201)',
    run: () =>
      bench().ask('PUT', `${dev}/resourcegroups/rg08167a?api-version=2020-06-01`, {
        body: { location: 'southcentralus', tags: { a: 'b' } },
      }),
    status: 201,
    headers: ['x-ms-ratelimit-remaining-subscription-writes'],
    body: group,
  },
  {
    operation: 'resourceGroups.list (filter)',
    run: async () =>
      (await groupMade('2020-06-01')).ask(
        'GET',
        `${dev}/resourcegroups?%24filter=tagname%20eq%20%27department%27%20and%20tagvalue%20eq%20%27finance%27&api-version=2020-06-01`,
      ),
    status: 200,
    body: { value: [group] },
  },
  {
    operation: 'resourceGroups.checkExistence (exists -> 204)',
    run: () => bench().ask('HEAD', `${dev}/resourcegroups/rg-playground?api-version=2020-06-01`),
    status: 204,
    headers: ['x-ms-ratelimit-remaining-subscription-reads'],
  },
  {
    operation: 'resourceGroups.get',
    run: async () =>
      (await groupMade('2020-06-01')).ask('GET', `${dev}/resourcegroups/rg08167a?api-version=2020-06-01`),
    status: 200,
    body: group,
  },
  {
    operation: 'resourceGroups.createOrUpdate (existing -> 200)',
    run: async () =>
      (await groupMade('2020-06-01')).ask('PUT', `${dev}/resourcegroups/rg08167a?api-version=2020-06-01`, {
        body: { location: 'southcentralus', tags: { tag1: 'value1' } },
      }),
    status: 200,
    body: group,
  },
  {
    operation: 'resourceGroups.delete (202, true Retry-After 15)',
    run: () => bench().ask('DELETE', `${dev}/resourcegroups/rg-playground?api-version=2020-06-01`),
    status: 202,
    headers: ['location', 'retry-after', 'x-ms-ratelimit-remaining-subscription-deletes'],
  },
  {
    operation: 'resourceGroups.delete poll',
    run: () => groupDeleted(1),
    status: 202,
    headers: ['location', 'retry-after'],
  },
  {
    operation: 'resourceGroups.delete poll (done -> 200 empty)',
    run: () => groupDeleted(60),
    status: 200,
    headers: ['!location', '!retry-after'],
  },
  {
    operation: 'resourceGroups.checkExistence (gone -> 404)',
    run: () => bench().ask('HEAD', `${dev}/resourcegroups/nobody?api-version=2020-06-01`),
    status: 404,
    headers: ['x-ms-failure-cause', 'content-length'],
  },
  {
    operation: 'resourceGroups.createOrUpdate (2018-05-01)',
    run: () =>
      bench().ask('PUT', `${dev}/resourcegroups/testg102?api-version=2018-05-01`, {
        body: { location: 'westus', tags: { tag1: 'val1' } },
      }),
    status: 201,
    body: oldGroup,
  },
  {
    operation: 'resourceGroups.get (2018-05-01)',
    run: async () =>
      (await groupMade('2018-05-01')).ask('GET', `${dev}/resourcegroups/rg08167a?api-version=2018-05-01`),
    status: 200,
    body: oldGroup,
  },
  {
    operation: 'resourceGroups.delete (missing -> 404)',
    run: () => bench().ask('DELETE', `${dev}/resourcegroups/nobody?api-version=2020-06-01`),
    status: 404,
    headers: ['x-ms-failure-cause'],
    body: error,
  },
  {
    operation: 'resourceGroups.delete poll -> 409 failure',
    run: () => groupDeleted(60, { groupDeletionEnds: 'Failed' }),
    status: 409,
    body: {
      Error: {
        Code: 's',
        Target: null,
        Message: 's',
        Details: [{ Code: null, Target: 's', Message: 's', Details: null }],
      },
    },
  },
];

describe('each recorded exchange: same status, same meaningful headers, same keys and types', () => {
  test.each(named(groupRows))('%s', async (_operation, row) => {
    await expectAsRecorded(row);
  });
});
