import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { machineOn } from '../../src/local/machine.ts';

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'adt-setup-machine-'));
  mkdirSync(join(home, '.azure'));
  mkdirSync(join(home, 'other'));
});

afterEach(() => rmSync(home, { recursive: true, force: true }));

describe('the region that az uses by default', () => {
  test.each<[string, string | undefined, string | undefined]>([
    [
      'is in its configuration',
      '[core]\noutput = table\n\n[defaults]\ngroup = rg\nlocation = northeurope\n',
      'northeurope',
    ],
    ['as written on Windows', '[defaults]\r\nlocation = northeurope\r\n', 'northeurope'],
    ['by its long name', '[defaults]\nLocation=North Europe', 'North Europe'],
    ["isn't one of another section", '[storage]\nlocation = northeurope\n[defaults]\ngroup = x\n', undefined],
    ["isn't an empty one", '[defaults]\nlocation =\n', undefined],
    ["isn't a comment", '[defaults]\n# location = northeurope\n', undefined],
    ["isn't in a file of something else", '\u0000\u0001', undefined],
    ["isn't where there is no file", undefined, undefined],
  ])('%s', (_, text, region) => {
    if (text !== undefined) writeFileSync(join(home, '.azure', 'config'), text);
    expect(machineOn({ HOME: home }).defaultRegion()).toBe(region);
  });

  test('is in the folder that a variable names, and the variable of its own wins', () => {
    writeFileSync(join(home, 'other', 'config'), '[defaults]\nlocation = uksouth\n');
    const environment = { HOME: home, AZURE_CONFIG_DIR: join(home, 'other') };
    expect(machineOn(environment).defaultRegion()).toBe('uksouth');
    expect(machineOn({ ...environment, AZURE_DEFAULTS_LOCATION: 'eastus' }).defaultRegion()).toBe('eastus');
  });

  test('is not read out of a folder', () => {
    mkdirSync(join(home, '.azure', 'config'));
    expect(machineOn({ HOME: home }).defaultRegion()).toBeUndefined();
  });
});
