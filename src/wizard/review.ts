import { distinct } from '../cli/other-options.ts';
import type { Context } from '../engine/context.ts';
import type { Plan } from '../engine/plan.ts';
import { inForm } from '../engine/refusal.ts';
import type { Activation } from '../step/hand-over.ts';
import type { Choice, Question } from '../step/question.ts';
import type { WizardPrompter } from './view.ts';

export type Decision =
  | { readonly is: 'go' }
  | { readonly is: 'look-again' }
  | { readonly is: 'commands' }
  | { readonly is: 'save' }
  /** The person wants others like it as well. */
  | { readonly is: 'others' }
  | { readonly is: 'stop' }
  /** The person wants a role switched on that they are eligible for. */
  | { readonly is: 'activate'; readonly activation: Activation }
  | { readonly is: 'change' };

/** Whether anything of the plan can be done before the first blocked step. */
function canDoSomething(plan: Plan): boolean {
  const end = plan.lines.findIndex((line) => line.status === 'blocked');
  return plan.lines.slice(0, end < 0 ? undefined : end).some((line) => line.status === 'planned');
}

/** What there is to decide on. */
interface Reviewed {
  readonly plan: Plan;
  readonly activations: readonly Activation[];
  /** It can still become one of a list. */
  readonly mayList: boolean;
}

function choices({ plan, activations, mayList }: Reviewed): readonly Choice[] {
  const others = [
    { value: 'change', label: 'Change an answer' },
    { value: 'commands', label: 'Show the az commands' },
    { value: 'save', label: 'Save the plan to a file' },
    ...(mayList && plan.blocked.size === 0 ? [{ value: 'others', label: 'Add another one like this' }] : []),
    { value: 'stop', label: 'Stop' },
  ];
  if (plan.blocked.size === 0) return [{ value: 'go', label: 'Yes' }, ...others];
  const go = canDoSomething(plan) ? 'Do my part, hand over the rest' : 'Write down what others must do';
  const again = { value: 'look-again', label: 'I have the right now: look again' };
  const yours = activations.map(({ role, on, hours }, at) => ({
    value: `activate ${at}`,
    label: 'Activate my role',
    hint: `${role} on ${on}, for ${hours} h`,
  }));
  return [{ value: 'go', label: go }, ...yours, again, ...others];
}

const explains = {
  free: 'Yes does what the plan says, in this order. Nothing has been created yet, and stopping keeps your answers.',
  blocked:
    'Some of the plan takes rights that your account lacks. What they do is written down for someone who has them; nothing has been created yet, and stopping keeps your answers.',
};

/** Asks what to do with the plan. */
export async function review(reviewed: Reviewed, prompter: WizardPrompter): Promise<Decision> {
  const { plan, activations } = reviewed;
  const decision = await prompter.choose({
    message: plan.blocked.size === 0 ? 'Go ahead?' : 'What now',
    explain: plan.blocked.size === 0 ? explains.free : explains.blocked,
    choices: choices(reviewed),
    preselected: 'go',
    escape: 'change',
  });
  const activation = activations.find((_, at) => decision === `activate ${at}`);
  if (activation) return { is: 'activate', activation };
  return { is: decision as Exclude<Decision['is'], 'activate'> };
}

function hintOf(question: Question, answer: string | undefined): string | undefined {
  const value = inForm(question, answer);
  return value === undefined ? undefined : (question.show?.(value) ?? value);
}

/** Which answer to change, empty for none; the optional ones, which nobody was asked, last. */
export async function whichAnswer(context: Context, prompter: WizardPrompter): Promise<string> {
  const questions = distinct(context.steps.flatMap((step) => step.questions));
  const row = (question: (typeof questions)[number]): Choice => ({
    value: question.key,
    label: question.message,
    hint: hintOf(question, context.memory.answer(question.key)?.value),
  });
  return await prompter.choose({
    message: 'Which answer',
    explain: 'Choose the question that you want to be asked again.',
    choices: [
      ...questions.filter((each) => each.optional !== true).map(row),
      ...questions
        .filter((each) => each.optional === true)
        .map((each) => ({ ...row(each), label: `More: ${each.message}` })),
      { value: '', label: 'None: back to the plan' },
    ],
    preselected: questions.find((each) => each.optional !== true)?.key ?? '',
    escape: '',
  });
}
