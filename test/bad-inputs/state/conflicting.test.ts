import { writeFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { keptState } from './bench.ts';

const state = keptState();
const { saved, withState } = state;

describe('whose answers conflict with what was begun', () => {
  const other = '5d90be17-28f3-4c6a-b1e4-7a2f60d8c395';

  test('A08: an answer that names another instance', async () => {
    writeFileSync(state.file, saved());
    const { code, stderr } = await withState('--name', 'another-name');
    expect(stderr).toContain('factory-twins');
    expect(code).toBe(4);
  });

  test('P23: the same, when the first creation is still under way', async () => {
    const [step] = state.made.made.slice(-1);
    writeFileSync(
      state.file,
      saved({
        made: [],
        making: step && { ...step, at: undefined, born: undefined, direction: 'make', since: step.at },
      }),
    );
    expect((await withState('--name', 'another-name')).code).toBe(4);
  });

  test('S26: another subscription in the file, checksum and all, where nobody sees the plan', async () => {
    writeFileSync(
      state.file,
      saved({ answers: { ...state.made.answers, subscription: { value: other, from: 'prompt' } }, outcome: null }),
    );
    const { code, stderr } = await withState();
    expect(stderr).toMatch(/began in the subscription b3a1c9d4-\S+, and its answers now name 5d90be17-/);
    expect(code).toBe(4);
  });

  test('S26: the same is said before a preview', async () => {
    const subscription = { value: other, from: 'prompt' };
    const name = { value: 'factory-twins-elsewhere', from: 'prompt' };
    writeFileSync(state.file, saved({ answers: { ...state.made.answers, subscription, name }, outcome: null }));
    const preview = await withState('--dry-run');
    expect(preview.stdout).toContain('Note: This set-up began in the subscription');
    expect(preview.code).toBe(0);
  });

  test('S26: another subscription by flag, in that file and without one', async () => {
    writeFileSync(state.file, saved());
    expect(await withState('--subscription', other)).toMatchObject({
      code: 4,
      stderr: expect.stringContaining('name another one'),
    });
  });

  test('S26: a directory that the account is not in', async () => {
    const tenant = { value: '00000000-0000-4000-8000-00000000000f', from: 'prompt' };
    writeFileSync(state.file, saved({ answers: { ...state.made.answers, tenant }, outcome: null }));
    const { code, stdout } = await withState('--json');
    expect(JSON.parse(stdout)).toMatchObject({ outcome: 'failed', requests: { writes: 0 } });
    expect(code).toBe(5);
  });
});
