import { describe, expect, test } from '@jest/globals';
import type { Entering } from '../../src/azure/ahead.ts';
import type { Answer } from '../../src/engine/context.ts';
import { askAhead } from '../../src/wizard/run.ts';
import type { WizardPrompter } from '../../src/wizard/view.ts';

const given = (answers: Readonly<Record<string, string>>): Readonly<Record<string, Answer>> =>
  Object.fromEntries(Object.entries(answers).map(([key, value]) => [key, { value, from: 'flag' }]));

async function asked(
  answers: Readonly<Record<string, string>>,
  saved: Readonly<Record<string, string>> = {},
  prompter?: WizardPrompter,
): Promise<Entering | undefined> {
  let seen: Entering | undefined;
  const ask = (entering: Entering): Promise<void> => {
    seen = entering;
    return Promise.resolve();
  };
  await askAhead({ prompter, answers: given(answers), askAhead: ask }, given(saved));
  return seen;
}

describe('before the wizard is loaded, it is asked how to sign in', () => {
  test.each<[string, Readonly<Record<string, string>>, Readonly<Record<string, string>>, Entering | undefined]>([
    ['as this run says', { auth: 'environment' }, {}, { method: 'environment', tenant: undefined }],
    ['where it says', { auth: 'environment', tenant: 'b' }, { tenant: 'a' }, { method: 'environment', tenant: 'b' }],
    ['where was said before', { auth: 'device-code' }, { tenant: 'a' }, { method: 'device-code', tenant: 'a' }],
    ['not where the way is to be found first', { auth: 'auto' }, {}, undefined],
    ['not where no way was given now', {}, { auth: 'environment' }, undefined],
  ])('%s', async (_, answers, saved, expected) => {
    expect(await asked(answers, saved)).toEqual(expected);
  });

  test('not where somebody is there, who may answer otherwise', async () => {
    const prompter = {} as WizardPrompter;
    expect(await asked({ auth: 'environment' }, {}, prompter)).toBeUndefined();
  });
});
