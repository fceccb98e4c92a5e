import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { encode } from '../../../src/state/record.ts';
import type { SetupRecord } from '../../../src/state/set-up-record.ts';
import type { InProcess } from '../../support/in-process.ts';
import { newScene, type Scene } from '../scene.ts';

/** State files of a set-up that was made: each test has a file of its own, and changes it as it likes. */
export interface KeptState {
  scene: Scene;
  /** The state file of the test at hand. */
  file: string;
  /** What the first run saved. */
  made: SetupRecord;
  /** How the first run ended. */
  first: InProcess;
  /** Runs the program with that state file. */
  withState(...argv: readonly string[]): Promise<InProcess>;
  /** The set-up that was made before, with a right checksum over whatever is changed. */
  saved(change?: object): string;
}

/** Makes a set-up before the tests of a file, and names a new state file before each of them. */
export function keptState(): KeptState {
  let cases = 0;
  const state: KeptState = Object.assign({} as KeptState, {
    withState: (...argv: readonly string[]) => state.scene.run(['--sandbox', '--state', state.file, ...argv]),
    saved: (change: object = {}) => {
      const { checksum: _, ...record } = state.made as SetupRecord & { checksum: string };
      return encode({ ...record, ...change });
    },
  });

  beforeAll(async () => {
    state.scene = newScene();
    state.file = join(state.scene.home.folder, 'first.json');
    state.first = await state.withState('--json', '--name', 'factory-twins');
    state.made = JSON.parse(readFileSync(state.file, 'utf8')) as SetupRecord;
  });

  afterAll(() => state.scene.home.remove());

  beforeEach(() => {
    cases += 1;
    state.file = join(state.scene.home.folder, `case-${cases}.json`);
  });
  return state;
}
