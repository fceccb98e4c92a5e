import type { Stopper } from '../../local/stopper.ts';
import type { WizardPrompter } from '../../wizard/view.ts';
import type { Leaving } from './follow.ts';

/** How a first Ctrl-C is heard from now on; where nobody can be asked, what is under way is left. */
export function leavingOn(stop: Stopper, prompter: WizardPrompter | undefined, rest: () => void): Leaving {
  const asked = new AbortController();
  stop.working(() => asked.abort(stop.stopping()));
  let decision: Promise<'leave' | 'cancel'> | undefined;
  const decide = async (): Promise<'leave' | 'cancel'> => {
    if (prompter === undefined) return 'leave';
    rest();
    const choice = await prompter.choose({
      message: 'A deployment is under way. What shall become of it?',
      explain:
        'Left running, it goes on in Azure without this computer. Cancelled, nothing more is begun, and what was made stays.',
      choices: [
        { value: 'leave', label: 'Leave it running' },
        { value: 'cancel', label: 'Cancel it' },
      ],
      preselected: 'leave',
      escape: 'leave',
    });
    return choice === 'cancel' ? 'cancel' : 'leave';
  };
  return { asked: asked.signal, decide: () => (decision ??= decide()), over: () => stop.working(undefined) };
}
