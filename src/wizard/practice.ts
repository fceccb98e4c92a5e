import type { Answer, Asked } from '../engine/context.ts';
import { refusalOf, sentence } from '../engine/refusal.ts';
import { readAnswer } from '../step/answer.ts';
import type { Question } from '../step/question.ts';
import type { WizardPrompter } from './view.ts';

/** The person has no Azure account and wants to practice in the sandbox. */
export class PracticeError extends Error {
  override readonly name = 'PracticeError';
  readonly scenario: string;
  constructor(scenario: string) {
    super('practice in the sandbox');
    this.scenario = scenario;
  }
}

const practice = {
  value: 'practice',
  label: 'Practice without an account',
  hint: 'the sandbox, on this computer',
};

const personal = {
  value: 'personal',
  label: 'My account is a personal one',
  hint: 'outlook.com, hotmail.com: asks for its directory',
};

/** Where people find the directory of a personal account, which Microsoft's own page doesn't ask for. */
const whereItIs =
  'A personal account signs in to the directory that its Azure subscription is in. In the Azure portal: the gear at the top, "Directories + subscriptions", the ID or the domain of yours, such as anaoutlook.onmicrosoft.com.';

/** What a sign-in remembers besides its way. */
export interface SignIn {
  /** The question for the directory. */
  readonly directory: Question | undefined;
  /** Keeps the answer to it. */
  keep(key: string, answer: Answer): void;
}

/** Adds practice and personal accounts to the ways to sign in; people who choose one are asked what belongs to it at once. */
export function withPractice(prompter: WizardPrompter, signIn: SignIn): WizardPrompter {
  return {
    ...prompter,
    async ask(asked) {
      if (asked.question.offersPractice !== true) return await prompter.ask(asked);
      const refusal: typeof asked.refusal = (text) =>
        text === practice.value || text === personal.value ? Promise.resolve(undefined) : asked.refusal(text);
      const way = asked.choices.find(
        ({ value, disabled }) => ['browser', 'device-code'].includes(value) && disabled === undefined,
      );
      const { directory } = signIn;
      const canBePersonal = way !== undefined && directory !== undefined;
      const also = canBePersonal ? [personal, practice] : [practice];
      const choices = [...asked.choices, ...also];
      const whole = asked.whole?.then((filled) => ({ ...filled, choices: [...filled.choices, ...also] }));
      for (;;) {
        const reply = await prompter.ask({ ...asked, choices, whole, refusal });
        if (reply.is === 'answer' && reply.value === personal.value && canBePersonal) {
          const where = await prompter.ask(directoryAsked(directory));
          if (where.is !== 'answer') continue;
          signIn.keep(directory.key, { value: readAnswer(directory, where.value), from: 'prompt' });
          return { is: 'answer', value: way.value };
        }
        if (reply.is !== 'answer' || reply.value !== practice.value) return reply;
        const scenario = await scenarioFor(prompter);
        if (scenario !== '') throw new PracticeError(scenario);
      }
    },
  };
}

/** The question for the directory of a personal account, with where to find it. */
function directoryAsked(question: Question): Asked {
  return {
    question: { ...question, explain: whereItIs },
    choices: [],
    otherwise: undefined,
    open: false,
    preselected: undefined,
    why: undefined,
    note: whereItIs,
    canGoBack: true,
    refusal: async (text) => {
      const error = await refusalOf(question, {}, text);
      return error && sentence(error);
    },
    remark: undefined,
  };
}

/** What to practice; empty where the person goes back to the ways to sign in. */
async function scenarioFor(prompter: WizardPrompter): Promise<string> {
  const { scenarios } = await import('../sandbox/scenarios.ts');
  return await prompter.choose({
    message: 'What do you want to practice?',
    explain:
      'The sandbox plays a situation that people meet in Azure. Each can be finished, and each has a world of its own.',
    choices: scenarios.map(({ name, description }) => ({ value: name, label: name, hint: description })),
    preselected: scenarios[0]?.name ?? 'owner',
    escape: '',
  });
}
