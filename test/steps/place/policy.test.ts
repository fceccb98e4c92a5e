import { describe, expect, test } from '@jest/globals';
import type { InstanceResource } from '../../../src/domain/instance.ts';
import type { FakeWorld } from '../../support/fake-world.ts';
import { asked, line, refused } from './planning.ts';

describe('a policy about the instance as a whole', () => {
  const group = { resourceGroup: 'rg-factory', name: 'factory-twins', location: 'westeurope' };
  const refuses = ({ publicNetworkAccess, identity, name }: InstanceResource): readonly string[] => [
    ...(publicNetworkAccess === 'enabled' ? ['Private only'] : []),
    ...(identity === 'none' ? ['Identities only'] : []),
    ...(name === 'forbidden' ? ['Names'] : []),
  ];
  const only =
    (policy: string): FakeWorld['refuses'] =>
    (instance) =>
      refuses(instance).filter((each) => each === policy);

  test('is known before anything is created, with the answer that cures it', async () => {
    const details = await refused({ refuses: only('Private only') });
    expect(details).toMatchObject({ code: 'denied-by-policy', ending: 'refused', cures: ['network'] });
    expect(details.message).toBe(
      `Your company's policy "Private only" doesn't allow the instance like this; without access from the internet it may be created.`,
    );
    expect(details.suggestion).toContain('--public-network-access disabled');
  });

  test('asks a person only what cures it, and Enter gives that', async () => {
    const { plan, heard, answer } = await asked({ refuses }, { ...group, assignee: 'me' });
    expect(heard.map((each) => `${each.key} ${each.preselected ?? ''}`)).toEqual([
      'publicNetworkAccess disabled',
      'identity system',
    ]);
    expect(answer('identity')).toBe('system');
    expect(line(plan, 'instance')?.status).toBe('planned');
  });

  test('that no other answer cures is told with its name', async () => {
    const details = await refused({ refuses: only('Names') }, { ...group, name: 'forbidden' });
    expect(details.cures).toEqual(['group', 'name']);
    expect(details.message).toContain('"Names"');
  });
});
