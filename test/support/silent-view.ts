import type { View } from '../../src/wizard/view.ts';

/** A front that shows nothing, with nobody there; what is said to people is kept. */
export function silentView(change: Partial<View> = {}): View & { readonly said: string[] } {
  const nothing = (): void => undefined;
  const said: string[] = [];
  return {
    prompter: undefined,
    planned: nothing,
    showPlan: nothing,
    closePlan: nothing,
    showPreview: nothing,
    savePlan: () => undefined,
    showCommands: nothing,
    say: (text) => said.push(text),
    rest: nothing,
    handOver: () => 'hand-over.md',
    untilKey: (work) => work(new AbortController().signal),
    ...change,
    said,
  };
}
