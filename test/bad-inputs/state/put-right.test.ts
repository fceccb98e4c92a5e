import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { keptState } from './bench.ts';

const state = keptState();
const { saved, withState } = state;

describe('put right', () => {
  test('S04: damaged, with a good copy beside it', async () => {
    const text = saved().replace('factory', 'fbctory');
    writeFileSync(state.file, text);
    writeFileSync(`${state.file}.bak`, saved());
    expect(await withState('--json')).toMatchObject({ code: 0, stderr: expect.stringContaining('was damaged') });
    const [kept = ''] = readdirSync(state.scene.home.folder).filter((name) =>
      name.includes(`${basename(state.file)}.damaged-`),
    );
    expect(readFileSync(join(state.scene.home.folder, kept), 'utf8')).toBe(text);
  });

  test('S19: a step that is done before what it needs: Azure is looked at anyway', async () => {
    writeFileSync(state.file, saved({ done: ['verify'], outcome: null }));
    const { code, stdout } = await withState('--json');
    expect(JSON.parse(stdout)).toMatchObject({ outcome: 'ready', requests: { writes: 0 } });
    expect(code).toBe(0);
  });

  test('S20: older than its copy', async () => {
    writeFileSync(state.file, saved({ serial: 3 }));
    writeFileSync(`${state.file}.bak`, saved());
    expect(await withState('--json')).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('older than its own copy'),
    });
  });

  test('S31: readable by others', async () => {
    writeFileSync(state.file, saved(), { mode: 0o644 });
    expect(await withState('--json')).toMatchObject({ code: 0, stderr: expect.stringContaining('Others could read') });
    expect(statSync(state.file).mode & 0o777).toBe(0o600);
  });

  test('S38: what a crash left', async () => {
    writeFileSync(state.file, saved());
    writeFileSync(`${state.file}.99999.abcdef01.tmp`, 'half');
    expect((await withState('--json')).code).toBe(0);
    expect(existsSync(`${state.file}.99999.abcdef01.tmp`)).toBe(false);
  });
});
