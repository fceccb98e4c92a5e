import type { Asked, Line } from '../../../src/engine/context.ts';
import { makePlan } from '../../../src/engine/make-plan.ts';
import type { Plan } from '../../../src/engine/plan.ts';
import { newSession } from '../../../src/engine/session.ts';
import { SetupError } from '../../../src/errors.ts';
import type { Azure } from '../../../src/port/azure.ts';
import type { StepId } from '../../../steps/index.ts';
import { fakeAzure } from '../../support/fake-azure.ts';
import { fakeContext, type Heard, type Script, scripted } from '../../support/fake-context.ts';
import { type FakeWorld, fakeWorld } from '../../support/fake-world.ts';

export const all = { resourceGroup: 'rg-factory', name: 'factory-twins', location: 'westeurope' };
export const newGroup = { resourceGroup: 'rg-new', name: 'factory-twins' };
type Answers = Readonly<Record<string, string>>;

/** Plans without anybody to ask. */
export async function planned(
  world: Partial<FakeWorld>,
  answers: Answers = all,
  azure: Partial<Azure> = {},
): Promise<Plan> {
  return makePlan(fakeContext(fakeAzure(fakeWorld(world), azure), { answers }), newSession());
}

/** What such a plan is refused with. */
export async function refused(world: Partial<FakeWorld>, answers: Answers = all): Promise<SetupError> {
  const error = await planned(world, answers).catch((each: unknown) => each);
  if (!(error instanceof SetupError)) throw new Error(`not refused: ${String(error)}`);
  return error;
}

/** Plans with somebody who answers by script; gives what was asked, too. */
export async function asked(
  world: Partial<FakeWorld>,
  answers: Answers,
  script: Script = {},
): Promise<{ plan: Plan; heard: readonly Heard[]; answer(key: string): string | undefined }> {
  const { prompter, heard } = scripted(script);
  const context = fakeContext(fakeAzure(fakeWorld(world)), { prompter, answers });
  const plan = await makePlan(context, newSession());
  return { plan, heard, answer: (key) => context.memory.answer(key)?.value };
}

/** The choices of a question as they are shown: "West Europe: full", or only the label. */
export async function shown(world: Partial<FakeWorld>, answers: Answers, key: string): Promise<readonly string[]> {
  let seen: readonly string[] = [];
  const look = ({ choices, preselected }: Asked): { is: 'answer'; value: string } => {
    seen = choices.map(({ label, disabled }) => (disabled === undefined ? label : `${label}: ${disabled}`));
    return { is: 'answer', value: preselected ?? choices[0]?.value ?? '' };
  };
  await asked(world, answers, { [key]: [look] });
  return seen;
}

/** The line of a step. */
export const line = (plan: Plan, id: StepId): Line | undefined => plan.lines.find((each) => each.id === id);
