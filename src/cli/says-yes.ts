import type { WizardPrompter } from '../wizard/view.ts';

/** Whether the person says yes. No stands first, and is what Enter and Esc mean. */
export async function saysYes(prompter: WizardPrompter, message: string, explain: string): Promise<boolean> {
  const choices = [
    { value: 'no', label: 'No' },
    { value: 'yes', label: 'Yes' },
  ];
  return (await prompter.choose({ message, explain, choices, preselected: 'no', escape: 'no' })) === 'yes';
}
