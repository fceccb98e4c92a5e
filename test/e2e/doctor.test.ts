import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Home, newHome } from '../support/places.ts';
import { runUnattended, type Unattended } from '../support/unattended.ts';

let home: Home;

beforeEach(() => {
  home = newHome();
});

afterEach(() => home.remove());

interface Line {
  readonly id: string;
  readonly status: string;
  readonly says: string;
  readonly fix?: string;
}

function linesOf({ stdout }: Unattended): readonly Line[] {
  const document = JSON.parse(stdout) as { schema: number; checks: Line[] };
  expect(document.schema).toBe(1);
  return document.checks;
}

const ids = [
  ...['node', 'terminal', 'state-directory', 'tls', 'proxy', 'reach-sign-in', 'reach-resource-manager', 'reach-graph'],
  ...['clock', 'sign-in', 'tenant', 'subscription', 'reach-twins', 'provider', 'rights'],
];

test('in the sandbox every check is made, one line each, and nothing stands in the way', async () => {
  const log = join(home.folder, 'traffic.ndjson');
  const ended = await runUnattended(home, ['doctor', '--sandbox', '--log', log]);
  expect(ended.code).toBe(0);
  expect(ended.stdout.match(/^(ok|note|problem|skipped) /gm)).toHaveLength(ids.length);
  expect(ended.stdout).toMatch(/^ok {7}Sign-in {12}Ana Lima \(ana@contoso\.com\), by a code$/m);
  expect(ended.stdout).toMatch(/^ok {7}Clock {14}right$/m);
  expect(ended.stdout).toMatch(/^ok {7}Instances {10}their hosts answer/m);
  expect(ended.stdout).toContain('Nothing stands in the way of a set-up.');
  const sent = readFileSync(log, 'utf8')
    .trimEnd()
    .split('\n')
    .map((each) => JSON.parse(each) as { method: string; url: string });
  expect(sent.length).toBeGreaterThan(5);
  expect(sent.filter(({ method, url }) => method !== 'GET' && !url.includes('/oauth2/'))).toEqual([]);
  expect(existsSync(home.setups)).toBe(false);
});

test('--json gives one document, and words go to standard error', async () => {
  const ended = await runUnattended(home, ['doctor', '--sandbox', '--json', '--subscription', 'Contoso Dev']);
  expect(linesOf(ended).map((each) => each.id)).toEqual(ids);
  expect(ended.stdout.trimEnd().split('\n')).toHaveLength(1);
  expect(ended.stderr).toContain('Rights');
  expect(new Set(linesOf(ended).flatMap((each) => Object.keys(each)))).toEqual(
    new Set(['id', 'status', 'says', 'fix']),
  );
});

test.each([
  ['contributor', 'you may not give access to it.', 'Bea Cruz'],
  ['reader', 'nor create an instance', 'Bea Cruz'],
])(
  'in the scenario %s it says which rights are missing and who can help, and ends with 3',
  async (scenario, says, fix) => {
    home.remove();
    home = newHome(scenario);
    const ended = await runUnattended(home, ['doctor', `--sandbox=${scenario}`, '--json']);
    expect(ended.code).toBe(3);
    expect(linesOf(ended).at(-1)).toEqual({
      id: 'rights',
      status: 'problem',
      says: expect.stringContaining(says),
      fix: expect.stringContaining(fix),
    });
  },
);

test.each([
  [
    'a subscription that is none',
    ['--subscription', 'Nowhere'],
    {},
    2,
    'subscription',
    'There is no subscription "Nowhere"',
  ],
  ['a disabled subscription', ['--subscription', 'Contoso Trial (expired)'], {}, 4, 'subscription', 'is disabled'],
  ['certificates not checked', [], { NODE_TLS_REJECT_UNAUTHORIZED: '0' }, 2, 'tls', 'switches off the checks'],
  ['certificates that are not there', [], { NODE_EXTRA_CA_CERTS: '/no/such.pem' }, 2, 'tls', 'ENOENT'],
  ['a proxy that is none', [], { HTTPS_PROXY: 'ftp://x' }, 2, 'proxy', 'HTTPS_PROXY'],
] as const)('%s is a problem, and what builds on it is skipped', async (_, argv, environment, code, id, says) => {
  const ended = await runUnattended(home, ['doctor', '--sandbox', '--json', ...argv], environment);
  expect(ended.code).toBe(code);
  const lines = linesOf(ended);
  const problem = lines.find((each) => each.status === 'problem');
  expect(problem).toMatchObject({ id, says: expect.stringContaining(says), fix: expect.stringMatching(/\w/) });
  expect(lines.at(-1)).toMatchObject({ id: 'rights', status: 'skipped', says: expect.stringMatching(/^needs "/) });
});

test('a proxy that is not there is named, and it ends with 75', async () => {
  const ended = await runUnattended(home, ['doctor', '--json', '--cloud', 'AzureUSGovernment'], {
    HTTPS_PROXY: 'http://somebody:hidden@127.0.0.1:9',
    NO_PROXY: '',
  });
  const lines = linesOf(ended);
  expect(lines.find((each) => each.id === 'proxy')).toMatchObject({
    status: 'ok',
    says: 'http://127.0.0.1:9 (HTTPS_PROXY)',
  });
  expect(lines.filter((each) => each.status === 'problem').map((each) => each.id)).toEqual([
    'reach-sign-in',
    'reach-resource-manager',
    'reach-graph',
  ]);
  expect(lines.find((each) => each.id === 'reach-graph')?.says).toContain("HTTPS_PROXY names can't be reached");
  expect(`${ended.stdout}${ended.stderr}`).not.toContain('hidden');
  expect(ended.code).toBe(75);
});

test.each([
  ['an unknown cloud', ['--cloud', 'AzureGermanCloud'], 'There is no cloud'],
  ['an unknown scenario', ['--sandbox=readr'], 'Did you mean reader?'],
  ['both a cloud and the sandbox', ['--sandbox', '--cloud', 'AzureCloud'], "can't both be meant"],
  ['a way to sign in that is none', ['--auth', 'magic'], 'is not a way to sign in'],
])('refuses %s', async (_, argv, words) => {
  const { code, stderr } = await runUnattended(home, ['doctor', ...argv]);
  expect([code, stderr]).toEqual([2, expect.stringContaining(words)]);
});
