import { describe, test } from '@jest/globals';
import { instance } from '../addresses.ts';
import type { Answer } from '../answer.ts';
import {
  body2022,
  created,
  expectAsRecorded,
  named,
  newInstance,
  oldInstance,
  type Row,
  running,
  times,
} from './exchange.ts';

async function deleted(version: string, follow?: 'location' | 'azure-asyncoperation', seconds = 0): Promise<Answer> {
  const { made } = await created(version, body2022);
  made.pass(60);
  const answer = await made.ask('DELETE', `${instance('e694o3')}?api-version=${version}`);
  if (follow === undefined) return answer;
  made.pass(seconds);
  return made.ask('GET', answer.headers[follow] ?? '');
}

const deletionRows: readonly Row[] = [
  {
    operation: 'digitalTwins.delete (2022-05-31)',
    run: () => deleted('2022-05-31'),
    status: 202,
    headers: ['location', 'azure-asyncoperation', 'retry-after', 'x-ms-ratelimit-remaining-subscription-deletes'],
    body: { ...newInstance, properties: { ...times, hostName: 's', publicNetworkAccess: 's' } },
  },
  {
    operation: 'digitalTwins delete operation status (Running)',
    run: () => deleted('2022-05-31', 'azure-asyncoperation', 1),
    status: 200,
    body: running,
  },
  {
    operation: 'digitalTwins delete operation status (Succeeded)',
    run: () => deleted('2022-05-31', 'azure-asyncoperation', 60),
    status: 200,
    body: { ...running, endTime: 's' },
  },
  { operation: 'digitalTwins delete Location (done)', run: () => deleted('2022-05-31', 'location', 60), status: 204 },
  {
    operation: 'digitalTwins.delete (2020-10-31)',
    run: () => deleted('2020-10-31'),
    status: 202,
    headers: ['location', 'retry-after', '!azure-asyncoperation'],
    body: oldInstance,
  },
  {
    operation: 'digitalTwins.delete poll Location (running)',
    run: () => deleted('2020-10-31', 'location', 1),
    status: 202,
    headers: ['location', 'retry-after'],
    body: oldInstance,
  },
  {
    operation: 'digitalTwins.delete poll Location (done)',
    run: () => deleted('2020-10-31', 'location', 60),
    status: 204,
  },
];

describe('each recorded exchange: same status, same meaningful headers, same keys and types', () => {
  test.each(named(deletionRows))('%s', async (_operation, row) => {
    await expectAsRecorded(row);
  });
});
