import { afterEach, describe, expect, test } from '@jest/globals';
import { again, leaveScenario, play } from '../../support/playing.ts';

/* Answers that a scenario refuses, or takes. */

afterEach(leaveScenario);

describe('policy', () => {
  test('the region is one that is allowed, and the tag is there', async () => {
    const { document } = await play('policy', ['--dry-run']);
    expect(['northeurope', 'uksouth', 'eastus2']).toContain(document.location);
  });

  test.each<[string, readonly string[], number, string, string]>([
    ['a region that is denied', ['--location', 'westeurope'], 4, 'region-denied-by-policy', 'West Europe'],
    ['tags without the one that is demanded', ['--tags', 'team=x'], 2, 'missing-tag', 'costCenter'],
  ])('%s is refused before anything is written', async (_, argv, code, error, words) => {
    const played = await play('policy', argv);
    expect(played.code).toBe(code);
    expect(played.document).toMatchObject({ outcome: 'failed', requests: { writes: 0 }, error: { code: error } });
    expect(played.document.error?.message).toContain(words);
  });

  test('what obeys is carried out as given', async () => {
    const { code, document } = await play('policy', ['--location', 'eastus2', '--tags', 'CostCenter=7']);
    expect(code).toBe(0);
    expect(document.location).toBe('eastus2');
  });
});

describe('quota', () => {
  test('the full region is refused before anything is written', async () => {
    const { code, document } = await play('quota', ['--location', 'westeurope']);
    expect(code).toBe(4);
    expect(document).toMatchObject({ requests: { writes: 0 }, error: { code: 'region-full', step: 'resource-group' } });
    expect(document.error?.message).toContain('10 of 10 instances used');
  });

  test('an instance that is there can be used all the same', async () => {
    const { document } = await play('quota', ['-g', 'rg-buildings', '--name', 'contoso-building-03']);
    expect(document).toMatchObject({ outcome: 'ready', name: 'contoso-building-03', requests: { writes: 1 } });
  });

  test('the name of one of them is free in another region', async () => {
    const { code, document } = await play('quota', [
      '-g',
      'rg-iot',
      '--name',
      'contoso-building-03',
      '-l',
      'northeurope',
    ]);
    expect(code).toBe(0);
    expect(document.location).toBe('northeurope');
  });
});

test('taken: a name that was given is not replaced, but refused', async () => {
  const { code, document } = await play('taken', ['--name', 'plant-one']);
  expect(code).toBe(4);
  expect(document.error).toMatchObject({ code: 'NameUnavailable' });
});

test('slow-role: who does not wait is told what is missing, and the next run makes the proof', async () => {
  const first = await play('slow-role', ['--no-wait'], { roleSpreadSeconds: 4 });
  expect(first.code).toBe(75);
  expect(first.document.outcome).toBe('waiting');
  expect(first.document.steps.at(-1)?.summary).toContain(
    'You are Owner, which manages the resource; its data needs Azure Digital Twins Data Owner.',
  );
  expect((await again('slow-role')).document).toMatchObject({ outcome: 'ready', requests: { writes: 0 } });
});

describe('a place that can not be used', () => {
  test.each<[string, string, string]>([
    ['has a read-only lock', 'rg-network', 'read-only-lock'],
    ['is managed', 'mrg-contoso-insights', 'managed-resource-group'],
  ])('a group that %s', async (_, group, error) => {
    const { code, document } = await play('owner', ['-g', group, '--name', 'plant-one']);
    expect(code).toBe(4);
    expect(document).toMatchObject({ requests: { writes: 0 }, error: { code: error, step: 'resource-group' } });
  });
});

test('without access from the internet it ends ready, and says that the proof is not possible from here', async () => {
  const { code, document } = await play('owner', ['--public-network-access', 'disabled', '--identity', 'system']);
  expect(code).toBe(0);
  expect(document.steps.at(-1)).toMatchObject({ status: 'done', evidence: 'assumed' });
  expect(document.steps.at(-1)?.summary).toContain("can't be reached from here");
});
