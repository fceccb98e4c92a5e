import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import type { Settings } from '../../src/sandbox/settings.ts';
import { contoso } from '../../src/sandbox/world/contoso/ids.ts';
import { grant } from '../support/administrator.ts';
import { type Home, newHome } from '../support/places.ts';
import { enter, keys, leaveAll, questions, type Sitting, sit } from '../support/sitting.ts';

let home: Home;
let sandbox: Sandbox;

async function open(scenario: string, settings: Partial<Settings> = {}): Promise<void> {
  home = newHome(scenario, settings);
  sandbox = await startSandbox({ dataDirectory: home.world, scenario });
}

afterEach(async () => {
  leaveAll();
  await sandbox.close();
  home.remove();
});

const asked = questions.slice(0, 5);

/** What the command line of the hand-over says. */
function fromHandOver(flag: string): string {
  const [file = ''] = readdirSync(home.folder).filter((name) => name.startsWith('hand-over-'));
  const text = readFileSync(join(home.folder, file), 'utf8');
  return new RegExp(`--${flag} (\\S+)`).exec(text)?.[1] ?? '';
}

/** A Contributor at the menu after the hand-over was written. */
async function handedOver(columns = 80, rows = 24): Promise<Sitting> {
  const sitting = sit(home, ['--sandbox=contributor'], columns, rows);
  await enter(sitting, [...asked, '? What now']);
  await sitting.until('Written to');
  await sitting.until('Leave, and carry on later');
  return sitting;
}

test('waits until somebody has given the role, then carries on to ready', async () => {
  await open('contributor');
  const sitting = await handedOver();
  expect(sitting.text()).toContain('Who can:  ');
  sitting.type(keys.enter);
  await sitting.until('waiting for help');
  expect(await grant(sandbox, fromHandOver('scope'), fromHandOver('assignee-object-id'), fromHandOver('role'))).toBe(
    201,
  );
  expect(await sitting.ended).toBe(0);
  expect(sitting.text()).toMatch(/hostName +localhost:/);
  expect(home.saved()[0]).toMatchObject({ outcome: 'ready' });
});

test.each([
  ['any key', 'q'],
  ['Ctrl-C', keys.interrupt],
])('%s ends the wait, and says how to carry on', async (_, key) => {
  await open('contributor');
  const sitting = await handedOver(40, 30);
  sitting.type(keys.enter);
  await sitting.until('waiting for help');
  sitting.type(key);
  expect(await sitting.ended).toBe(3);
  expect(sitting.text().replaceAll(/\s+/g, ' ')).toContain(
    'Run it again when it is done: adt-setup --sandbox=contributor',
  );
  expect(home.saved()[0]?.outcome).not.toBe('ready');
});

test('leaving at once ends with exit code 3', async () => {
  await open('contributor');
  const sitting = await handedOver();
  sitting.type(keys.down + keys.enter);
  expect(await sitting.ended).toBe(3);
});

test('a role that one is eligible for is activated when the person asks for it, and only then', async () => {
  await open('owner');
  const argv = ['--sandbox', '--subscription', contoso.production, '--name', 'plant-pim', '-g', 'rg-pim'];
  const sitting = sit(home, argv);
  await enter(sitting, ['? Region', '? Who may use it']);
  await sitting.until('? What now');
  expect(sitting.text()).toContain('you are eligible for Owner on the subscription Contoso Production');
  expect(sitting.text().replaceAll(/\s+/g, '')).toContain('ActivationMenuBlade/~/azurerbac');
  sitting.type(keys.down + keys.enter);
  await sitting.until('Activated: Owner on the subscription Contoso Production, for 1 hour');
  await sitting.until('waiting until your role Owner counts');
  await enter(sitting, ['? Go ahead?']);
  expect(await sitting.ended).toBe(0);
  expect(sitting.text()).toMatch(/name +plant-pim/);
});

test('a role whose activation asks for more than a program can give: the page for that is named', async () => {
  await open('owner', { activationNeedsTicket: true });
  const sitting = sit(home, ['--sandbox', '--subscription', contoso.production, '--name', 'plant-pim', '-g', 'rg-pim']);
  await enter(sitting, ['? Region', '? Who may use it']);
  await sitting.until('? What now');
  sitting.type(keys.down + keys.enter);
  await sitting.until('asks for the number of a ticket');
  await sitting.until('The page for that');
  await sitting.until('I have the right now: look again');
  sitting.type(keys.interrupt);
  expect(await sitting.ended).toBe(130);
});
