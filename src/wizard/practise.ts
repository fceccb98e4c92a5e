import type { WizardPrompter } from './view.ts';

/** The person has no Azure account and wants to practise in the sandbox. */
export class PractiseError extends Error {
  override readonly name = 'PractiseError';
  readonly scenario: string;
  constructor(scenario: string) {
    super('practise in the sandbox');
    this.scenario = scenario;
  }
}

const practise = {
  value: 'practise',
  label: 'No Azure account? Practice in the sandbox',
  hint: 'free, on this computer',
};

/** Adds practising to the ways to sign in; whoever chooses it also chooses what to practise. */
export function withPractice(prompter: WizardPrompter): WizardPrompter {
  return {
    ...prompter,
    async ask(asked) {
      if (asked.question.offersPractice !== true) return await prompter.ask(asked);
      const refusal: typeof asked.refusal = (text) =>
        text === practise.value ? Promise.resolve(undefined) : asked.refusal(text);
      const reply = await prompter.ask({ ...asked, choices: [...asked.choices, practise], refusal });
      if (reply.is === 'answer' && reply.value === practise.value) throw new PractiseError(await scenarioFor(prompter));
      return reply;
    },
  };
}

async function scenarioFor(prompter: WizardPrompter): Promise<string> {
  const { scenarios } = await import('../sandbox/scenarios.ts');
  return await prompter.choose({
    message: 'What do you want to practice?',
    explain:
      'The sandbox plays a situation that people meet in Azure. Each can be finished, and each has a world of its own.',
    choices: scenarios.map(({ name, description }) => ({ value: name, label: name, hint: description })),
    preselected: scenarios[0]?.name ?? 'owner',
  });
}
