import {
  chmodSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { requestLine, trafficListener, trafficLog } from '../../src/cli/traffic-log.ts';

const onPosix = process.platform === 'win32' ? test.skip : test;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adt-log-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

onPosix.each([
  ['new', false],
  ['there already, and open to all', true],
])("a log that is %s is its owner's only, and goes on", (_, isThere) => {
  const file = join(folder, 'log.ndjson');
  if (isThere) {
    writeFileSync(file, '{"time":"2026-01-02T03:04:05.000Z","method":"GET","url":"https://x/"}\n');
    chmodSync(file, 0o666);
  }
  const before = process.umask(0);
  try {
    trafficLog(file)({ line: 1 });
  } finally {
    process.umask(before);
  }
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const before1 = isThere ? '{"time":"2026-01-02T03:04:05.000Z","method":"GET","url":"https://x/"}\n' : '';
  expect(readFileSync(file, 'utf8')).toBe(`${before1}{"line":1}\n`);
});

test.each([
  ['notes', 'buy milk\n'],
  ['an answers file', '{"name":"factory-twins"}\n'],
  ['JSON lines of another program', '{"level":"info","time":"now"}\n'],
  ['a line that only begins like one', '{"time":"now","method":"GET","url":"x" and then something else\n'],
])('%s are no log: the file is left as it is', (_, text) => {
  const file = join(folder, 'mine');
  writeFileSync(file, text);
  expect(() => trafficLog(file)).toThrow(expect.objectContaining({ ending: 'usage', code: 'log-is-another-file' }));
  expect(readFileSync(file, 'utf8')).toBe(text);
});

onPosix.each(['a symbolic link', 'a hard link', 'a folder'])('%s is no log', (kind) => {
  const [file, target] = [join(folder, 'log'), join(folder, 'target')];
  const log = '{"time":"2026-01-02T03:04:05.000Z","method":"GET","url":"https://x/"}\n';
  writeFileSync(target, log);
  if (kind === 'a symbolic link') symlinkSync(target, file);
  else if (kind === 'a hard link') linkSync(target, file);
  else mkdirSync(file);
  expect(() => trafficLog(file)).toThrow(expect.objectContaining({ ending: 'usage', code: 'log-is-another-file' }));
  expect(readFileSync(target, 'utf8')).toBe(log);
});

test('a request is one line without its query; what came with it is made safe, and a missing answer is said', () => {
  const entry = { method: 'GET', url: 'https://h/subscriptions?api-version=1&sig=x', status: 200, ms: 12.4 };
  const headers = { 'x-ms-correlation-request-id': 'c-1\u001b[2J' };
  expect(requestLine({ ...entry, responseHeaders: headers })).toBe('GET h/subscriptions 200 12 ms c-1\\u{1b}[2J');
  expect(requestLine({ ...entry, status: null, responseHeaders: {} })).toBe('GET h/subscriptions no answer 12 ms');
});

test('nobody is told of requests who has not asked', () => {
  const shown: string[] = [];
  expect(trafficListener({}, (line) => shown.push(line))).toBeUndefined();
  const listener = trafficListener({ verbose: '' }, (line) => shown.push(line));
  listener?.({ method: 'GET', url: 'https://h/', status: 200, ms: 1, responseHeaders: {} });
  expect(shown).toEqual(['GET h/ 200 1 ms']);
});
