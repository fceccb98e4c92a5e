import { EventEmitter } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { program } from '../../../src/cli/program.ts';
import type { Process } from '../../../src/local/process.ts';
import { serving } from '../../support/serving.ts';
import { runUnattended } from '../../support/unattended.ts';
import { home } from './scene.ts';

describe('what cannot be served ends with 2 and one clear sentence', () => {
  test.each([
    ['a port that is none', ['--port', 'http'], '"http" can\'t be a port. Give --port a number from 0 to 65535.'],
    ['a port that is too high', ['--port', '65536'], 'a number from 0 to 65535'],
    ['a negative latency', ['--latency=-1'], "can't be a latency in milliseconds"],
    ['a latency of an hour', ['--latency', '3600000'], 'a number from 0 to 60000'],
    ['a scenario with a slip', ['--scenario', 'onwer'], 'Did you mean owner?'],
    ['a scenario that is a path', ['--scenario', '../../x'], 'There is no scenario "../../x". Scenarios: owner, '],
    ['an empty data directory', ['--data', ''], '--data is empty'],
    ['a log that cannot be written', ['--log', '/nowhere/at/all'], "can't be written"],
    ['an option of the set-up', ['--yes'], 'adt-setup sandbox has no option --yes. It is an option of adt-setup.'],
    ['another word', ['now'], '"now" is not something adt-setup sandbox knows.'],
  ])('%s', async (_, argv, words) => {
    const stdout = new PassThrough();
    const stderr = new PassThrough();
    const host = Object.assign(new EventEmitter(), { env: home.environment, stdin: new PassThrough(), stdout, stderr });
    expect(await program(['sandbox', ...argv], host as unknown as Process)).toBe(2);
    expect([stdout.read(), String(stderr.read())]).toEqual([null, expect.stringContaining(words)]);
  });

  test('a directory that another sandbox works on', async () => {
    await serving(home, []);
    const { code, stderr } = await runUnattended(home, ['sandbox', '--json']);
    expect([code, stderr]).toEqual([2, expect.stringContaining(`Another sandbox is running on ${home.world}`)]);
  });

  test('a port that is taken', async () => {
    const squatter = createServer();
    const port = await new Promise<number>((resolve) => {
      squatter.listen(0, '127.0.0.1', () => resolve((squatter.address() as { port: number }).port));
    });
    const { code, stderr } = await runUnattended(home, ['sandbox', '--port', String(port)]);
    squatter.close();
    expect([code, stderr]).toEqual([2, expect.stringContaining(`Port ${port} is in use`)]);
  });

  test('a damaged world, which is left as it is', async () => {
    const file = join(home.world, 'worlds', 'owner', 'world.json');
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, '{');
    const { code, stderr } = await runUnattended(home, ['sandbox']);
    expect([code, stderr, readFileSync(file, 'utf8')]).toEqual([2, expect.stringContaining(`${file} is damaged`), '{']);
  });
});

test('a wrong command is named, with the nearest one', async () => {
  const { code, stderr } = await runUnattended(home, ['sandbx']);
  expect([code, stderr]).toEqual([2, expect.stringContaining('Did you mean adt-setup sandbox?')]);
});

test('help of a command comes by either spelling', async () => {
  const one = await runUnattended(home, ['help', 'doctor']);
  const other = await runUnattended(home, ['doctor', '-h']);
  expect([one.code, one.stdout]).toEqual([0, other.stdout]);
  expect(one.stdout).toContain('adt-setup doctor [FLAGS]');
});
