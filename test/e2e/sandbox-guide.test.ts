import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { scenarios } from '../../src/sandbox/scenarios.ts';
import { clientOf } from '../sandbox/client.ts';
import { type Home, newHome } from '../support/places.ts';
import { serving, stopAll } from '../support/serving.ts';
import { runUnattended } from '../support/unattended.ts';

let home: Home;

beforeEach(() => {
  home = newHome();
});

afterEach(() => {
  stopAll();
  home.remove();
});

/** The lines below a heading of the guide. */
function below(said: string, heading: string): readonly string[] {
  const lines = said.split('\n');
  const from = lines.indexOf(heading) + 1;
  const to = lines.findIndex((line, at) => at > from && /^\S/.test(line));
  return lines.slice(from, to).map((line) => line.slice(2));
}

const bash = '/bin/bash';
const az = spawnSync('az', ['--version']).status === 0;

test('names the pages, and they are there', async () => {
  const { said } = await serving(home, []);
  const pages = [...said.matchAll(/^ {2}(Portal|Device login|Health) +(https:\/\/\S+)$/gm)];
  expect(pages.map(([, name]) => name)).toEqual(['Portal', 'Device login', 'Health']);
  const ca = readFileSync(/Certificate +(\S+)/.exec(said)?.[1] ?? '', 'utf8');
  const origin = /running at (\S+)/.exec(said)?.[1] ?? '';
  const made = clientOf({ origin, ca });
  for (const [, , url = ''] of pages) expect((await made.ask('GET', url.slice(origin.length))).status).toBe(200);
  made.close();
  expect(said).toContain('\n  adt-setup --sandbox\n');
  // First of all where to look.
  expect(said.split('\n').slice(0, 2)).toEqual(['Look at it in your browser:', `  ${origin}/portal`]);
});

test('says one line for each request: method, path, status and time, without what may be secret', async () => {
  const sandbox = await serving(home, []);
  const origin = /running at (\S+)/.exec(sandbox.said)?.[1] ?? '';
  const made = clientOf({ origin, ca: readFileSync(/Certificate +(\S+)/.exec(sandbox.said)?.[1] ?? '', 'utf8') });
  await made.ask('GET', '/portal?find=secret');
  await made.ask('GET', '/nothing/here');
  made.close();
  const { stdout } = await sandbox.stop('SIGTERM');
  const lines = stdout.split('\n').filter((line) => line.startsWith('GET '));
  expect(lines).toEqual([
    expect.stringMatching(/^GET \/portal 200 \d+ ms$/),
    expect.stringMatching(/^GET \/nothing\/here 4\d\d \d+ ms/),
  ]);
});

test('the lines for the SDKs work as they are pasted', async () => {
  const { said } = await serving(home, []);
  await runUnattended(home, ['--sandbox', '--name', 'pasted-twins']);
  const lines = below(`${said}\nend`, "Microsoft's SDKs for JavaScript");
  const gap = lines.indexOf('');
  const variables = lines.slice(0, gap).join('\n');
  const text = execFileSync(bash, ['-c', `${variables}\nexec "$0" --input-type=module`, process.execPath], {
    input: lines.slice(gap).join('\n'),
    cwd: join(import.meta.dirname, '..', '..'),
    env: home.environment,
    encoding: 'utf8',
  });
  expect(text).toMatch(/^pasted-twins localhost:\d+\/pasted-twins\.api\.weu\n$/m);
});

// Where the Azure CLI is installed.
(az ? test : test.skip)('the lines for az work as they are pasted', async () => {
  const { said } = await serving(home, []);
  const script = ['set -e', ...below(said, 'The Azure CLI, beside your own sign-in'), 'az account show'].join('\n');
  const text = execFileSync(bash, ['-c', script], { cwd: home.folder, env: home.environment, encoding: 'utf8' });
  expect(text).toContain('"environmentName": "AdtSetupSandbox"');
  expect(text).toContain('"name": "Contoso Dev"');
});

test('--help describes each scenario in one sentence', async () => {
  const { code, stdout } = await runUnattended(home, ['sandbox', '--help']);
  expect(code).toBe(0);
  for (const { name, description } of scenarios) expect(stdout).toMatch(new RegExp(`^  ${name} +${description}$`, 'm'));
  expect(stdout).toContain('--latency MS');
});
