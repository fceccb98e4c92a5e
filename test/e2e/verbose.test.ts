import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Home, newHome } from '../support/places.ts';
import { runUnattended } from '../support/unattended.ts';

let home: Home;

beforeEach(() => {
  home = newHome();
});

afterEach(() => home.remove());

const request = /^(GET|HEAD|PUT|POST|PATCH|DELETE) localhost:\d+\/\S* \d{3} \d+ ms( [0-9a-f-]{36})?$/;

test('--verbose: one line for each request on standard error, and nothing secret; --json alone on standard output', async () => {
  const { code, stdout, stderr } = await runUnattended(home, ['--sandbox', '--verbose', '--json']);
  expect(code).toBe(0);
  const { requests } = JSON.parse(stdout) as { requests: { reads: number; writes: number } };
  const lines = stderr.split('\n').filter((line) => request.test(line));
  expect(lines.length).toBeGreaterThanOrEqual(requests.reads + requests.writes);
  expect(lines.filter((line) => line.startsWith('PUT '))).toHaveLength(3);
  expect(lines.some((line) => /[0-9a-f-]{36}$/.test(line))).toBe(true);
  expect(stderr).not.toMatch(/eyJ|Bearer|api-version/);
});

test('without it there is none', async () => {
  const { stderr } = await runUnattended(home, ['--sandbox', '--dry-run', '--json']);
  expect(stderr.split('\n').filter((line) => request.test(line))).toEqual([]);
});
