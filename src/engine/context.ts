import type { Born } from '../domain/birth.ts';
import type { Approved, ApprovedUndo } from '../domain/consent.ts';
import type { PlanAccount, PlanValue } from '../domain/plan.ts';
import type { Resource } from '../domain/resource.ts';
import type { SetupError } from '../errors.ts';
import type { Azure, AzureEvent } from '../port/azure.ts';
import type { Cloud } from '../port/cloud.ts';
import type { Machine } from '../port/machine.ts';
import type { Choice, Question } from '../step/question.ts';
import type { Report } from '../step/report.ts';
import type { AnyStep, Evidence } from '../step/step.ts';
import type { Argv } from '../text/argv.ts';
import type { Answer, Source } from './answered.ts';

export type { Answer, Source } from './answered.ts';

/** What a set-up remembers. Every method that changes something returns only when it is safe on disk. */
export interface Memory {
  readonly id: string;
  /** Random; invented names are made from it, so that they stay the same. */
  readonly seed: string;
  answer(key: string): Answer | undefined;
  keep(key: string, answer: Answer): void;
  forget(keys: readonly string[]): void;
  /** The answer that was given with this run can't be used: the one that was saved before it counts again, if there was any. */
  refused(key: string): void;
  /** A request that makes it is about to be sent. Gives the time when it was first about to be, in milliseconds. */
  making(step: string, resource: Resource, now: number): number;
  /** What was begun to be made, and not yet seen to be there: by this run or an earlier one. */
  begun(): Begun | undefined;
  /** It is there, and we have made it. `born`: when Azure made it, where it tells. */
  made(begun: Begun, now: number, born?: string): void;
  /** When that was first seen, in milliseconds; `undefined` for what this set-up did not make. */
  madeAt(id: string): number | undefined;
  /** What was sent when it was made; `undefined` for what this set-up did not make, or an older version made. */
  sent(id: string): Resource | undefined;
  /** What this set-up has made. */
  things(): readonly Thing[];
  /** What was begun never came to be, or is somebody else's. */
  unmade(): void;
  /** A request that takes it away is about to be sent. */
  removing(thing: Begun, now: number): void;
  /** It is gone: it said so itself. */
  removed(id: string): void;
  /** It was agreed that all this is taken back. What was agreed to be made isn't any more. */
  undoing(undo: ApprovedUndo, now: number): void;
  /** All that could be is taken back. */
  undone(): void;
  /** The step was seen to be done. */
  settled(step: string): void;
  /** The plan was agreed to: by whom, and what would be made. */
  approved(id: string, plan: PlanValue, now: number): void;
  /** What was agreed to last, who has carried it out last, and whether anything was made or begun. */
  approval(): {
    readonly approved: Approved | null;
    readonly account: Pick<PlanAccount, 'name' | 'objectId'> | null;
    readonly hasBegun: boolean;
    /** It has ended well before: looking at it again is anybody's. */
    readonly isFinished: boolean;
  };
  /** What was learned, for later commands: it is kept with the set-up. */
  learned(report: Partial<Report>): void;
}

/** What was begun to be made, or, where that is said, to be taken away. */
export interface Begun {
  readonly step: string;
  readonly id: string;
  readonly kind: Resource['kind'];
  /** What was sent; null where an older version did not write that down. */
  readonly sent: Resource | null;
  readonly direction?: 'make' | 'remove';
  readonly since?: string;
}

/** What was made. */
interface Thing extends Begun, Born {}

/** A question as it is put to a person. */
export interface Asked {
  readonly question: Question;
  readonly choices: readonly Choice[];
  /** What the list is once everything has answered: the same rows, in the same places. */
  readonly whole?: Promise<Pick<Asked, 'choices' | 'preselected' | 'why'>> | undefined;
  /** Label of "any other text is an answer too"; undefined when only the choices are. */
  readonly otherwise: string | undefined;
  /** What is done with such a text: "create". */
  readonly verb?: string | undefined;
  /** What such a text may be: "type an e-mail or a name". */
  readonly otherwiseHint?: string | undefined;
  /** Looks for more choices while a text is typed. */
  readonly find?: ((text: string) => Promise<readonly Choice[]>) | undefined;
  /** "Otherwise" may be chosen without a text: it leaves the question open. */
  readonly open: boolean;
  /** Preselected: the earlier answer, or the recommended one. */
  readonly preselected: string | undefined;
  /** Why it is recommended. */
  readonly why: string | undefined;
  /** Why it is asked again. */
  readonly note: string | undefined;
  readonly canGoBack: boolean;
  /** What going back does here, where that isn't the question before: "leave". */
  readonly back?: string | undefined;
  /** `undefined` when a text can be used; otherwise one sentence that says why not. */
  refusal(text: string): Promise<string | undefined>;
  /** Whether there are others to offer instead of a text that can't be used: it is worth giving it back then. */
  hasOthers?(text: string): boolean;
  /** Something to say about a text that can be used; undefined when texts are not looked up while they are typed. */
  readonly remark: ((text: string) => Promise<string>) | undefined;
}

export type Reply =
  | { readonly is: 'answer'; readonly value: string }
  /** "Create a new one", where that leaves the question open. */
  | { readonly is: 'otherwise' }
  | { readonly is: 'back' };

/** A person who answers questions; there is none without a terminal. */
export interface Prompter {
  ask(asked: Asked): Promise<Reply>;
  /** Shows what an answer was understood as. */
  confirm(question: Question, understood: string): Promise<'yes' | 'no' | 'back'>;
}

export type Status = 'done' | 'reused' | 'planned' | 'skipped' | 'waiting' | 'failed' | 'blocked' | 'open';

/** One line of the plan, of the progress and of the report: the same thing at three times. */
export interface Line {
  readonly id: string;
  readonly title: string;
  readonly status: Status;
  readonly says: string;
  readonly az: readonly Argv[];
  readonly evidence: Evidence;
  /** The actions that what it would make needs. */
  readonly rights?: readonly string[] | undefined;
  /** Seconds that it usually takes, where that is worth saying. */
  readonly usually?: number | undefined;
  /** Seconds that it took. */
  readonly took?: number | undefined;
}

/** What the engine reports; the terminal, plain output and the tests listen. */
export type EngineEvent =
  | { readonly kind: 'looking'; readonly step: string; readonly title: string }
  | {
      readonly kind: 'answered';
      readonly question: Question;
      readonly value: string;
      readonly label: string;
      readonly from: Source;
      readonly why: string | undefined;
    }
  /** `step`: the one that says so. */
  | { readonly kind: 'signed-in'; readonly step: string; readonly says: string }
  /** What was said under a name (the key of a question, the id of a step, "plan") is no longer so. */
  | { readonly kind: 'untold'; readonly name: string }
  /** Azure has refused something, and a question comes again. `title`: of the step. */
  | { readonly kind: 'refused'; readonly title: string; readonly error: SetupError }
  | {
      readonly kind: 'working';
      readonly line: Line;
      readonly doing: string;
      readonly state: string | undefined;
      readonly elapsed: number;
      /** Why it takes so long, when it has. */
      readonly note?: string | undefined;
      /** It goes on in Azure when the program ends. */
      readonly goesOn: boolean;
    }
  | { readonly kind: 'settled'; readonly line: Line }
  /** What came of what an earlier run had begun, when this one looks first. */
  | { readonly kind: 'meanwhile'; readonly line: Line }
  | AzureEvent;

export interface Clock {
  /** Milliseconds. */
  now(): number;
  /** Resolves after that many milliseconds; rejects when the signal aborts. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** Everything that the engine works with. */
export interface Context {
  readonly steps: readonly AnyStep[];
  readonly azure: Azure;
  readonly machine: Machine;
  /** Where it happens. In a cloud of practice every recommendation is taken, also those that cost something elsewhere. */
  readonly cloud: Pick<Cloud, 'name' | 'practice' | 'lookEverySeconds'>;
  readonly prompter: Prompter | undefined;
  readonly memory: Memory;
  tell(event: EngineEvent): void;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Waits until a role has taken effect. */
  readonly waits: boolean;
  /** Longest wait for one operation, in seconds; the step's own limit when undefined. */
  readonly timeout: number | undefined;
}
