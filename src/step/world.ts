import type { Resource } from '../domain/resource.ts';
import type { SetupError } from '../errors.ts';
import type { Azure } from '../port/azure.ts';
import type { Machine } from '../port/machine.ts';
import type { PromptOptions, Question } from './question.ts';

/** What an answer was understood as. */
export interface Understood {
  readonly understood: string;
  /** What agreeing to it means, a sentence. */
  readonly explain: string;
  /** However it was given, it must be confirmed; what is said where nobody can. */
  readonly unconfirmed?: SetupError | undefined;
}

/** What is planned to be made before a step. */
export interface Planned {
  /** Id of the step that makes it. */
  readonly step: string;
  readonly makes: Resource;
}

/** What is known of a world before a step's turn has come. */
export type Ahead<Facts> = Pick<World<Facts>, 'facts' | 'absent' | 'azure' | 'answered'>;

/** What a step is given. It cannot print, prompt, save, retry or end the program. */
export interface World<Facts> {
  /** Facts of the steps before; an expectation when the step is in `absent`. */
  readonly facts: Facts;
  /** Ids of steps whose fact is still only expected: nothing of them is in Azure yet. */
  readonly absent: { has(step: keyof Facts & string): boolean; readonly size: number };
  readonly azure: Azure;
  readonly machine: Machine;
  /** The answer to a question: given, saved, recommended or asked for. */
  ask(question: Question, options: PromptOptions): Promise<string>;
  /** The answer if there is one already that can be one; asks nobody. */
  answered(question: Question): string | undefined;
  /** Answers that Azure has refused in this run, and that the person was asked to replace. */
  refused(question: Question): ReadonlySet<string>;
  /** The person is to be asked this, also where it usually isn't: they want to change it, or it would cure a refusal. */
  isReopened(question: Question): boolean;
  /** Forgets the answer, and asks again with the reason. */
  askAgain(question: Question, options: PromptOptions, why: SetupError): Promise<string>;
  /**
   * Shows what an answer was understood as, and asks; a person who has just typed it can say no, and is then asked again.
   * @throws SetupError what `unconfirmed` says, where there is nobody to confirm what must be confirmed.
   */
  confirm(question: Question, message: string, what: Understood): Promise<void>;
  /** What is planned before this step. */
  readonly planned: readonly Planned[];
  /** The tags that mark what this set-up creates. */
  readonly mark: Readonly<Record<string, string>>;
  /** Seconds since this set-up made what has that resource id, also in an earlier run; `undefined` for what it did not make. */
  madeAgo(id: string): number | undefined;
  /** As this set-up has sent it, also in an earlier run; `undefined` for what it did not make. */
  sent(id: string): Resource | undefined;
  /** A few letters and digits for the nth invented name, the same whenever this set-up runs. */
  suffix(n: number): string;
}
