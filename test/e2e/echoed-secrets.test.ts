import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Fault } from '../../src/sandbox/host/faults.ts';
import { type Home, newHome } from '../support/places.ts';
import { runUnattended } from '../support/unattended.ts';

/* Whoever answers may repeat what it was sent. None of it is shown or written anywhere. */

let home: Home;

beforeEach(() => {
  home = newHome();
});

afterEach(() => home.remove());

/** Everything that a run left in the home folder, but for the sandbox's own world and what V8 made of the program itself. */
function left(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(
      (name) =>
        !join(folder, name).startsWith(home.world) &&
        !name.includes(join('adt-setup', 'code')) &&
        statSync(join(folder, name)).isFile(),
    )
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
}

/** Runs the set-up with a request that is repeated; gives all that it said and wrote. */
async function echoing(fault: Omit<Fault, 'what'>, argv: readonly string[], status: number): Promise<string> {
  const answers = ['--sandbox', '--log', 'traffic.log', '--verbose'];
  await runUnattended(home, ['--sandbox', '--yes', '--dry-run']);
  writeFileSync(
    join(home.world, 'faults.json'),
    JSON.stringify([{ ...fault, times: 0, what: { is: 'echo', status } }]),
  );
  const { stdout, stderr } = await runUnattended(home, [...answers, ...argv]);
  return `${stdout}\n${stderr}\n${left(home.folder)}`;
}

/** What would open a door, wherever its lines break: a token, what is left of one, and codes that are exchanged for tokens. */
function secretsIn(text: string): readonly string[] {
  const unbroken = text.replaceAll(/\s/g, '');
  const forms =
    /eyJ[\w-]{20,}|Bearer[\w-]{8,}|Bearer\[hidden\][\w.-]+|(?:device_code|refresh_token)[\\"]+:[\\"]+\w{8,}/g;
  return [...unbroken.matchAll(forms)].map(([found]) => found);
}

test.each<[string, Omit<Fault, 'what'>, readonly string[], number]>([
  ['the instance, with JSON', { method: 'PUT', address: 'digitalTwinsInstances/' }, ['--yes', '--json'], 403],
  ['a right of the account, with a hand-over', { method: 'PUT', address: 'roleAssignments' }, ['--yes'], 403],
  ['the subscriptions', { address: '/subscriptions\\?' }, ['--yes'], 401],
  ['the instance itself, at the end', { address: '/models' }, ['--yes', '--no-wait'], 400],
  ['the sign-in', { method: 'POST', address: '/token' }, ['--yes', '--json'], 400],
])('not when it is %s', async (_, fault, argv, status) => {
  const text = await echoing(fault, argv, status);
  expect(text).toContain('The request was');
  expect(text).toContain('[hidden]');
  expect(secretsIn(text)).toEqual([]);
});
