import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { foldersOf, stateDirectory } from '../../src/state/directory.ts';
import { savedSetups } from '../../src/state/folders.ts';
import { decode } from '../../src/state/record.ts';
import { writeState } from '../../src/state/save.ts';
import { setAside } from '../../src/state/set-aside.ts';
import { file, folder, now, record } from './scene.ts';

describe('saved set-ups', () => {
  test('are found newest first; damaged ones are told apart, those of another cloud left out', () => {
    writeState(join(folder, 'a.json'), { ...record, updatedAt: '2026-01-01T00:00:00Z' });
    writeState(join(folder, 'b.json'), { ...record, updatedAt: '2026-01-03T00:00:00Z' });
    writeState(join(folder, 'c.json'), { ...record, cloud: 'AzureChinaCloud' });
    writeFileSync(join(folder, 'd.json'), '{');
    const { good, bad } = savedSetups(folder, 'AzureCloud');
    expect(good.map((saved) => saved.file)).toEqual([join(folder, 'b.json'), join(folder, 'a.json')]);
    expect(bad).toHaveLength(1);
  });

  test('one that is set aside is kept under another name', () => {
    writeState(file, record);
    const backup = setAside(file, now);
    expect(readdirSync(folder)).toEqual([backup.slice(folder.length + 1)]);
    expect(decode(readFileSync(backup, 'utf8'), backup)).toEqual(record);
  });

  test.each([
    ['linux', { HOME: '/h' }, '/h/.local/state/adt-setup'],
    ['linux', { HOME: '/h', XDG_STATE_HOME: '/s' }, '/s/adt-setup'],
    ['darwin', { HOME: '/h' }, '/h/Library/Application Support/adt-setup'],
  ] as const)("are in the user's own folder on %s", (platform, environment, expected) => {
    expect(stateDirectory(environment, platform)).toBe(expected);
  });

  test('of Azure and of a scenario of the sandbox never share a folder', () => {
    const all = [undefined, 'owner', 'taken'].flatMap((scenario) => {
      const { setups, world } = foldersOf('/s', scenario);
      return [setups, world];
    });
    expect(new Set<string>(all).size).toBe(all.length);
  });

  test('without a readable folder there are none', () => {
    chmodSync(folder, 0o700);
    expect(savedSetups(join(folder, 'none'), 'AzureCloud')).toEqual({ good: [], bad: [] });
  });
});
