import { type ErrorDetails, SetupError } from '../../../src/errors.ts';
import type { View, WizardPrompter } from '../../../src/wizard/view.ts';
import { wizard } from '../../../src/wizard/wizard.ts';
import { type FakeAzure, fakeAzure } from '../../support/fake-azure.ts';
import { type FakeContext, fakeContext, type Heard, type Script, scripted } from '../../support/fake-context.ts';
import { type FakeWorld, fakeWorld } from '../../support/fake-world.ts';
import { silentView } from '../../support/silent-view.ts';

/** Somebody who approves every plan; the plans are counted. */
export function view(prompter: WizardPrompter): View & { readonly shown: string[] } {
  const shown: string[] = [];
  const showPlan: View['showPlan'] = (plan) =>
    shown.push(plan.lines.find((line) => line.id === 'instance')?.says ?? '');
  return { ...silentView({ prompter: prompter, showPlan }), shown };
}

interface Sitting {
  readonly outcome: string;
  readonly heard: readonly Heard[];
  readonly shown: readonly string[];
  /** What was said of refusals: title, message and code. */
  readonly refusals: readonly string[];
  readonly world: FakeWorld;
}

/** What the person was told of refusals. */
export function refusalsIn({ events }: Pick<FakeContext, 'events'>): readonly string[] {
  return events.flatMap((each) =>
    each.kind === 'refused' ? [`${each.title}: ${each.error.message} (${each.error.code})`] : [],
  );
}

/** The whole wizard in a new group, with an Azure that refuses the first creation. */
export async function refusedOnce(
  details: Omit<ErrorDetails, 'message' | 'suggestion'>,
  script: Script = {},
  change: Partial<FakeWorld> = {},
): Promise<Sitting> {
  const world = fakeWorld({ groups: [], ...change });
  const azure = fakeAzure(world);
  let tries = 0;
  const createInstance: FakeAzure['createInstance'] = async (wanted) => {
    tries += 1;
    if (tries === 1)
      throw new SetupError({ ...details, message: 'Azure says no.', suggestion: 'Choose something else.' });
    await azure.createInstance(wanted);
  };
  const { prompter, heard } = scripted(script);
  const chooser: WizardPrompter = { ...prompter, choose: ({ preselected }) => Promise.resolve(preselected) };
  const context = fakeContext(fakeAzure(world, { createInstance }), { prompter: prompter });
  const seen = view(chooser);
  const order = { preview: false, review: true, yes: true, beginForReal: () => undefined };
  const { outcome } = await wizard(context, seen, order);
  return { outcome, heard, shown: seen.shown, refusals: refusalsIn(context), world };
}
