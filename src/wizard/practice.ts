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

/** Adds practice to the ways to sign in; people who choose it also choose what to practice. */
export function withPractice(prompter: WizardPrompter): WizardPrompter {
  return {
    ...prompter,
    async ask(asked) {
      if (asked.question.offersPractice !== true) return await prompter.ask(asked);
      const refusal: typeof asked.refusal = (text) =>
        text === practice.value ? Promise.resolve(undefined) : asked.refusal(text);
      for (;;) {
        const reply = await prompter.ask({ ...asked, choices: [...asked.choices, practice], refusal });
        if (reply.is !== 'answer' || reply.value !== practice.value) return reply;
        const scenario = await scenarioFor(prompter);
        if (scenario !== '') throw new PracticeError(scenario);
      }
    },
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
