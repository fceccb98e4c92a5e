import type { Front } from '../../src/wizard/wizard.ts';

/** A front that shows nothing, with nobody there; what is said to people is kept. */
export function silentFront(change: Partial<Front> = {}): Front & { readonly said: string[] } {
  const nothing = (): void => undefined;
  const said: string[] = [];
  return {
    person: undefined,
    planned: nothing,
    showPlan: nothing,
    showPreview: nothing,
    showCommands: nothing,
    say: (text) => said.push(text),
    rest: nothing,
    handOver: () => 'hand-over.md',
    untilKey: (work) => work(new AbortController().signal),
    lookEverySeconds: 1,
    ...change,
    said,
  };
}
