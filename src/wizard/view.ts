import type { Applied } from '../engine/apply.ts';
import type { Prompter } from '../engine/context.ts';
import type { Plan } from '../engine/plan.ts';
import type { HandOver } from '../step/hand-over.ts';
import type { Choice } from '../step/question.ts';
import type { RowValues } from './several/list-text.ts';

export type { RowValues } from './several/list-text.ts';

/** A person at a terminal: answers questions, and chooses from menus. */
export interface WizardPrompter extends Prompter {
  /** A choice that is no answer to a question of the set-up: what to do next. */
  choose(menu: Menu): Promise<string>;
}

interface Menu {
  readonly message: string;
  readonly explain: string;
  readonly choices: readonly Choice[];
  readonly preselected: string;
  /** The choice that Esc is. */
  readonly escape: string;
}

/** What the wizard shows and is told; it draws nothing itself. */
export interface View {
  readonly prompter: WizardPrompter | undefined;
  /** A survey has ended with this plan. */
  planned(plan: Plan): void;
  showPlan(plan: Plan): void;
  /** The plan that is shown is one no longer. */
  closePlan(): void;
  /** The plan with how sure each line is, the commands, and that nothing was changed. */
  showPreview(plan: Plan): void;
  showCommands(plan: Plan): void;
  /** Writes the plan down, for a colleague and as a script, and says where. */
  savePlan(plan: Plan): void;
  /**
   * Writes several set-ups down as a list, says where, and gives the file; undefined where it can't be written. Not there where the
   * set-up can't become one of a list.
   */
  readonly saveList?: ((rows: readonly RowValues[]) => string | undefined) | undefined;
  say(text: string): void;
  /** Stops showing work. */
  rest(): void;
  /** Writes what somebody else must do, says so when a person is there, and gives the file's path. */
  handOver(handOvers: readonly HandOver[], report: Applied['report']): string;
  /** Works until it is done or a key is pressed, which aborts the signal. */
  untilKey<Value>(work: (leave: AbortSignal) => Promise<Value>): Promise<Value>;
}
