import { describe, expect, test } from '@jest/globals';
import { InterruptedError, SetupError, usageError } from '../../src/errors.ts';
import type { RoleAssignment } from '../../src/port/azure.ts';
import type { Entered } from '../../src/saved/enter.ts';
import type { Listed } from '../../src/saved/list.ts';
import type { SetupRecord } from '../../src/state/set-up-record.ts';
import { statusDocument } from '../../src/status/document.ts';
import { reportPage } from '../../src/status/page.ts';
import { type Report, reportOn } from '../../src/status/report.ts';
import { styleOf } from '../../src/terminal/style.ts';
import { ana, dev } from '../support/contoso.ts';
import { type FakeAzure, fakeAzure } from '../support/fake-azure.ts';
import type { FakeWorld } from '../support/fake-world.ts';
import { bea } from '../support/plans.ts';
import { assignment, readyRecord, readyWorld, rg, role, twins } from '../support/ready.ts';

function savedAs(record: SetupRecord, change: Partial<Listed> = {}): Listed {
  const named = { name: 'factory-twins', group: 'rg-factory', subscription: dev.id };
  return { file: 'set-up.json', record, ...named, progress: 'finished', holder: undefined, practice: false, ...change };
}

const account = { name: ana.username, objectId: ana.objectId, tenantId: ana.tenantId };

interface Case {
  readonly world?: Partial<FakeWorld>;
  readonly change?: Partial<FakeAzure>;
  readonly record?: SetupRecord;
  readonly entered?: () => Promise<Entered>;
}

async function reported({ world, change, record, entered }: Case): Promise<Report> {
  const here = readyWorld(world);
  const report = await reportOn(
    savedAs(record ?? readyRecord()),
    fakeAzure(here, change),
    entered ?? (() => Promise.resolve({ account, subscription: dev })),
  );
  expect(here.writes).toEqual([]);
  return report;
}

/** The page in an ordinary window, in one piece. */
function pageOf(report: Report): string {
  const lines = reportPage(report, styleOf({ color: false, words: false }), 79, new Date('2026-01-06T00:00:00Z'));
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(79);
  return lines.join('\n').replaceAll(/\s+/g, ' ');
}

interface Document {
  readonly setUp: {
    readonly access: readonly object[] | null;
    readonly resources: readonly { readonly kind: string; readonly verdict: string; readonly reason?: string }[];
  };
}

const documentOf = (report: Report): Document['setUp'] =>
  (statusDocument([report.set], report, { reads: 3, writes: 0 }) as Document).setUp;

const down = new SetupError({ ending: 'forNow', code: 'ENOTFOUND', message: 'No network.', suggestion: 'Look at it.' });
const fails = (): Promise<never> => Promise.reject(down);

describe('one look of several fails, and the others still tell', () => {
  test.each<[string, Partial<FakeAzure>, Partial<Report>, string]>([
    ['the instance', { instance: fails }, { verdict: 'unknown', endpoint: 'answers' }, 'Instance could not look'],
    ['the group', { resourceGroup: fails }, { verdict: 'unknown' }, 'Resource group: No network. Look at it.'],
    ['the role', { roleAssignment: fails }, { verdict: 'unknown' }, 'Access: No network. Look at it.'],
    [
      'who has access',
      { roleAssignments: fails },
      { verdict: 'as-made', access: undefined },
      'Who has access could not be read',
    ],
    [
      'their names',
      { principalsById: fails },
      { verdict: 'as-made' },
      `an account without a name (${ana.objectId}), Data Owner`,
    ],
    [
      'the endpoint',
      { askTwins: fails },
      { verdict: 'as-made', endpoint: 'unreachable' },
      "Endpoint can't be reached from here",
    ],
  ])('%s', async (_, change, expected, words) => {
    const report = await reported({ change });
    expect(report).toMatchObject(expected);
    expect(pageOf(report)).toContain(words);
    // What is known without a look stands there all the same.
    expect(pageOf(report)).toContain(`hostName ${twins.hostName}`);
  });

  test('who has access is null, not nobody, where it could not be read', async () => {
    expect(documentOf(await reported({ change: { roleAssignments: fails } })).access).toBeNull();
  });

  test('a reason that is the same for several stands there once', async () => {
    const page = pageOf(await reported({ change: { instance: fails, roleAssignment: fails } }));
    expect(page).toContain('Instance, Access: No network. Look at it.');
    expect(page.match(/No network/g)).toHaveLength(1);
  });
});

describe('nobody can be signed in', () => {
  test('nothing is gone: all is unknown, with the reason', async () => {
    const report = await reported({ entered: fails });
    expect(report).toMatchObject({ verdict: 'unknown', endpoint: 'unknown', access: undefined });
    const { resources } = documentOf(report);
    expect(resources.map(({ verdict }) => verdict)).toEqual(['unknown', 'unknown', 'unknown', 'unknown']);
    expect(resources[0]?.reason).toBe('No network.');
    expect(pageOf(report).match(/No network\. Look at it\./g)).toHaveLength(1);
  });

  test('the reason is told also where nothing has been made yet', async () => {
    const report = await reported({ entered: fails, record: readyRecord({ made: [], facts: {}, outcome: null }) });
    expect(report.verdict).toBe('unknown');
    expect(pageOf(report)).toContain('No network. Look at it.');
  });

  test.each([
    ['an interruption', new InterruptedError('SIGINT')],
    ['an answer that names nothing', usageError('x', 'No such directory.', 'Look.')],
  ])('%s ends it', async (_, error) => {
    const record = readyRecord({ made: [], facts: {} });
    await expect(reported({ record, entered: () => Promise.reject(error) })).rejects.toBe(error);
  });
});

describe('the right account', () => {
  test('one that does not see the subscription can say nothing is gone', async () => {
    const report = await reported({
      world: { groups: [], instances: [], assignments: [] },
      entered: () => Promise.resolve({ account, subscription: undefined }),
    });
    expect(report.verdict).toBe('unknown');
    expect(pageOf(report)).toContain(`doesn't see the subscription ${dev.id} in the directory ${ana.tenantId}`);
    expect(pageOf(report)).toContain('--tenant');
  });

  test('a subscription that has moved: both directories, how to sign in there, and that the role is lost with it', async () => {
    const tenantId = 'dddddddd-0000-4000-8000-000000000009';
    const report = await reported({
      world: { assignments: [] },
      entered: () => Promise.resolve({ account, subscription: { ...dev, tenantId } }),
    });
    expect(report.verdict).toBe('changed');
    const page = pageOf(report);
    expect(page).toContain(`was in the directory ${ana.tenantId} when this was set up, and is in ${tenantId} now`);
    expect(page).toContain(`--tenant ${tenantId}`);
    expect(page).toContain('Access gone');
  });
});

describe('who has access', () => {
  const reader = 'd57506d4-4c8d-48b1-8587-93c323f6a5a3';
  const other = (principalId: string, scope: string, more: Partial<RoleAssignment> = {}): RoleAssignment =>
    assignment(scope, principalId, { principalId, ...more });

  test('inherited roles say from where, deleted accounts go by their id, other roles are none', async () => {
    const report = await reported({
      world: {
        people: [bea],
        assignments: [
          role,
          other(bea.id, rg.id, { roleId: reader }),
          other('eeeeeeee-0000-4000-8000-000000000005', `/subscriptions/${dev.id}`),
          other('contributor', rg.id, { roleId: 'b24988ac-6180-42a0-ab88-20f7382dd24c' }),
        ],
      },
    });
    const page = pageOf(report);
    expect(page).toContain(
      'Who has access Ana Lima, Data Owner Bea Cruz, Data Reader, from the resource group rg-factory',
    );
    expect(page).toContain(
      'a deleted account (eeeeeeee-0000-4000-8000-000000000005), Data Owner, from the subscription',
    );
    expect(page).not.toContain('contributor');
    expect(documentOf(report).access).toEqual([
      expect.objectContaining({ principalId: ana.objectId, name: 'Ana Lima', scope: twins.id }),
      expect.objectContaining({ principalId: bea.id, principalType: 'User', role: 'Azure Digital Twins Data Reader' }),
      expect.objectContaining({ principalType: null, name: null, role: 'Azure Digital Twins Data Owner' }),
    ]);
  });

  test('nobody is called deleted where the directory names nobody', async () => {
    const page = pageOf(await reported({ change: { principalsById: () => Promise.resolve([]) } }));
    expect(page).toContain(`an account without a name (${ana.objectId})`);
    expect(page).not.toContain('deleted');
  });

  test('more than there is room for are counted', async () => {
    const crowd = Array.from({ length: 6 }, (_, at) => other(`principal-${at}`, twins.id));
    expect(pageOf(await reported({ world: { assignments: [role, ...crowd] } }))).toContain('3 more');
  });
});

test.each<[string, FakeWorld['twins'], Report['endpoint'], string]>([
  ['it answers', { is: 'answered', models: 2 }, 'answers', 'Endpoint answers'],
  ['it refuses the account', { is: 'forbidden' }, 'refused', 'Endpoint refuses this account'],
  ['there is no such host', { is: 'no-such-host' }, 'unreachable', "Endpoint can't be reached"],
])('the endpoint: %s', async (_, answer, endpoint, words) => {
  const report = await reported({ world: { twins: answer } });
  expect(report.endpoint).toBe(endpoint);
  expect(pageOf(report)).toContain(words);
});

test('found things are called found, and what was taken back has no endpoint to speak of', async () => {
  const found = pageOf(await reported({ record: readyRecord({ made: [] }) }));
  expect(found).toContain('Resource group there, as it was found');
  expect(found).toContain('Service switched on');
  const undone = await reported({ record: readyRecord({ made: [], facts: {}, outcome: 'undone' }) });
  expect(pageOf(undone)).not.toContain('Endpoint');
});
