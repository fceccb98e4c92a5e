import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { exchangesOf } from '../twins/replayed/recording.ts';
import { type Exchange, replay } from '../twins/replayed/replay.ts';

/** Where recordings of Microsoft's SDKs are, as their test proxy writes them (`{"Entries": […]}`), in folders as deep as you like. */
const folder = process.env['ADT_TEST_RECORDINGS'] ?? '';

const recordings =
  folder === ''
    ? []
    : readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.json'))
        .map((name) => [name, exchangesOf(JSON.parse(readFileSync(join(folder, name), 'utf8')))] as const)
        .flatMap(([name, exchanges]) =>
          exchanges === undefined || exchanges.length === 0 ? [] : [[name, exchanges] as const],
        );

/** The sandbox runs no jobs (docs/sandbox.md): what is recorded of one that runs is left out. */
const ofARunningJob = ({ path, status }: Exchange): boolean =>
  path.startsWith('/jobs/') && (status < 400 || status === 409);

const title = 'recordings of Azure (ADT_TEST_RECORDINGS)';

(recordings.length === 0 ? describe.skip : describe)(title, () => {
  test.each(recordings.length === 0 ? [['none', []] as const] : recordings)('%s', async (_name, exchanges) => {
    expect(await replay(exchanges.filter((each) => !ofARunningJob(each)))).toEqual([]);
  });
});
