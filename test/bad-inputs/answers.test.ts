import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newScene, type Scene } from './scene.ts';

let scene: Scene;
let file: string;

beforeAll(() => {
  scene = newScene();
  file = join(scene.home.folder, 'answers.json');
});

afterAll(() => scene.home.remove());

test.each([
  ['A01: none', '/nowhere/answers.json', "can't be read"],
  ['A01: a folder', '/', 'is not a file'],
])('%s', async (_, path, words) => {
  const { code, stderr } = await scene.run(['--answers', path]);
  expect(stderr).toContain(words);
  expect(code).toBe(2);
});

test.each([
  ['A02: YAML', 'name: factory-twins\nlocation: eastus\n', ["line 1 can't be read", 'seems to be YAML']],
  ['A02: a mistake further down', '{\n  "name": "factory-twins",\n  "location": eastus\n}\n', ["line 3 can't be read"]],
  [
    'A02: a text that does not end',
    '{\n  "name": "factory-twins,\n  "location": "eastus"\n}',
    ["line 2 can't be read"],
  ],
  ['A02: nothing', '', ["line 1 can't be read"]],
  ['a list', '[]', ['does not hold a JSON object']],
  ['A04: an unknown key', '{"nmae":"factory-twins"}', ['"nmae"', 'Did you mean "name"?']],
  ['A05: a number', '{"name":42}', ['"name"', 'must be a text']],
  ['A05: false for "disabled"', '{"publicNetworkAccess":false}', ['"publicNetworkAccess"', 'must be a text']],
  ['A05: the text "false"', '{"publicNetworkAccess":"false"}', ['"false"', 'enabled or disabled']],
  ['A05: tags that are numbers', '{"tags":{"team":1}}', ['"tags"', 'must be an object of texts']],
])('%s', async (_, text, words) => {
  writeFileSync(file, text);
  const { code, stderr } = await scene.run(['--sandbox', '--answers', file]);
  for (const each of words) expect(stderr).toContain(each);
  expect(stderr).toContain('nothing was sent to Azure');
  expect(code).toBe(2);
});

test('A07, A11: the flag wins over the variable and the file, and it is said where each came from; that others may read it is fine', async () => {
  writeFileSync(file, '{"location":"eastus","resourceGroup":"rg-file","name":"from-the-file"}');
  chmodSync(file, 0o666);
  const argv = ['--sandbox', '--dry-run', '--answers', file, '--location', 'uksouth'];
  const { code, stdout, stderr } = await scene.run(argv, {
    ADT_SETUP_LOCATION: 'japaneast',
    ADT_SETUP_RESOURCE_GROUP: 'rg-variable',
  });
  expect(stdout).toContain('UK South, from --location');
  expect(stdout).toContain('rg-variable, from ADT_SETUP_RESOURCE_GROUP');
  expect(stdout).toContain('from-the-file, from the answers file');
  expect(stdout).not.toMatch(/Note:|warn|others/i);
  expect(stderr).toBe('');
  expect(code).toBe(0);
});
