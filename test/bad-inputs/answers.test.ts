import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
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
  [
    'A02: YAML',
    'name: factory-twins\nlocation: eastus\n',
    ['line 1, column 1', 'texts stand in double quotes', 'seems to be YAML'],
  ],
  [
    'A02: a mistake further down',
    '{\n  "name": "factory-twins",\n  "location": eastus\n}\n',
    ['line 3, column 15', 'texts stand in double quotes'],
  ],
  [
    'A02: a text that does not end',
    '{\n  "name": "factory-twins,\n  "location": "eastus"\n}',
    ["line 2, column 11: a text doesn't end"],
  ],
  ['A02: nothing', '', ['line 1, column 1: a value is missing']],
  ['a comma too few', '{\n"name": "a"\n"location": "eastus"}', ['line 3, column 1: a comma is missing']],
  [
    'A04: a key twice',
    '{"name": "one-twins",\n "name": "two-twins"}',
    ['has "name" twice, the second time in line 2, column 2'],
  ],
  ['more than one value', '{"name": "a"} {}', ['something follows after the end']],
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

describe('an answers file as editors and shells make it', () => {
  const text = '{\n  // who pays\n  "tags": {"team": "twins"}, /* the name */ "name": "good-twins",\n}';

  test.each([
    ['with comments and a last comma', Buffer.from(text)],
    ['with a mark', Buffer.from(`\uFEFF${text}`)],
    ['with line ends of Windows', Buffer.from(text.replaceAll('\n', '\r\n'))],
    ['in UTF-16, little end first', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['in UTF-16, big end first', Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
  ])('%s is read', async (_, bytes) => {
    writeFileSync(file, bytes);
    const { code, stdout } = await scene.run(['--sandbox', '--dry-run', '--json', '--answers', file]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ name: 'good-twins' });
  });

  test.each([
    ['Latin-1', Buffer.from('{\n"name": "fabrik-größe"}', 'latin1'), "isn't UTF-8: line 2"],
    ['UTF-16 without a mark', Buffer.from('{"name": "a"}', 'utf16le'), 'UTF-16 without a mark'],
    ['half of UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from([0x00, 0xd8])]), 'UTF-16'],
  ])('%s is said to be that', async (_, bytes, words) => {
    writeFileSync(file, bytes);
    const { code, stderr } = await scene.run(['--sandbox', '--answers', file]);
    expect(stderr).toContain(words);
    expect(code).toBe(2);
  });
});
