import { expect, test } from '@jest/globals';
import { styleOf } from '../../src/terminal/style.ts';
import { checkGiven } from '../../src/undo/consent.ts';
import { undoEnding } from '../../src/undo/page.ts';
import { withId } from '../../src/undo/plan.ts';

/** The end of an undo that nobody could agree to. */
function ending(name: string): readonly string[] {
  const plan = withId({ account: undefined, entries: [], found: [], data: null, missing: [], notes: [] }, 'AzureCloud');
  const requests = { reads: 0, writes: 0 };
  const around = { command: 'adt-setup undo', again: [], unasked: '', helpers: [], inEnv: [] };
  const result = { outcome: 'needs-approval', name, plan, fates: new Map(), requests, stateFile: undefined } as const;
  return undoEnding(result, styleOf({ color: false, words: true }), 79, around);
}

const posix = process.platform === 'win32' ? test.skip : test;

posix('a name stands in the lines to copy as a shell takes it, and is left out where there is none', () => {
  expect(ending('plant-1')).toContain('  adt-setup undo --yes --name plant-1');
  expect(ending('rg (Größe)')).toContain("  adt-setup undo --yes --name 'rg (Größe)'");
  expect(ending('').join('\n')).not.toContain('--name');
  const refusal = (name: string) => (): void =>
    checkGiven({ yes: true, planId: undefined, name: undefined, withData: false, canAsk: false }, name);
  expect(refusal('rg (x)')).toThrow(
    expect.objectContaining({ suggestion: expect.stringMatching(/^Add --name 'rg \(x\)', or agree/) }),
  );
  expect(refusal('')).toThrow(
    expect.objectContaining({ suggestion: expect.stringMatching(/^Agree to exactly one plan/) }),
  );
});
