import type { Subject } from '../domain/subject.ts';
import type { SetupError } from '../errors.ts';
import type { Report } from './report.ts';

/** A question: a flag, a variable, a key of the answers file and a prompt are one thing, declared once. */
export interface Question<Key extends string = string> {
  /** Key in the answers file and in the state file. */
  readonly key: Key;
  /** What it is about: refusals say by this word which answer to change. A menu is about nothing of a set-up. */
  readonly subject?: Subject;
  /** `--flag`, without the dashes. */
  readonly flag: string;
  readonly short?: string;
  /** What stands for the value in help: NAME, ID. */
  readonly placeholder: string;
  /** The prompt's words: "Resource group". */
  readonly message: string;
  /** One sentence for somebody who has never heard of it. */
  readonly explain: string;
  /** One line in `--help`. */
  readonly help: string;
  /** Has a default that suits nearly everybody: only asked when somebody wants to change it. */
  readonly optional?: true;
  /** The step says what came of it, so the answer needs no line of its own. */
  readonly saidByStep?: true;
  /** Never has a safe recommendation in Azure: named with the others when answers are missing. */
  readonly alwaysNeeded?: true;
  /** Needed only in some cases, which an open question decides; a clause for a sentence: "the resource group is new". */
  readonly neededWhen?: { readonly says: string; readonly decides: Question };
  /** Questions whose other answer makes this one stale. */
  readonly dependsOn?: readonly Question[];
  /** Answers that a shell offers while a command line is typed. */
  readonly offers?: readonly string[];
  /** What nearly everybody gets; such an answer is left out of the command that repeats a set-up. */
  readonly usual?: string;
  /** Tells one set-up from another: answers that differ here mean another one. */
  readonly identifies?: true;
  /** The kept form as the arguments of a flag that may be repeated; one argument where it is left out. */
  list?(value: string): readonly string[];
  /** The answer that a set-up has whether or not it was given. */
  known?(report: Partial<Report>): string | undefined;
  /** The answer once the plan is approved, such that it means the same whoever is signed in later. */
  settled?(report: Partial<Report>): string | undefined;
  /** A recommendation of the moment is not repeated: it may be another one next time. */
  readonly ofTheMoment?: true;
  /** People without an account may choose to practice instead. */
  readonly offersPractice?: true;
  /** What `doctor` asks too. */
  readonly forDoctor?: true;
  /** The kept form of an answer as people read it, where that isn't the same. */
  show?(value: string): string;
  /** Gives the answer in the form that is kept; throws a usage error that names the rule. Never asks anybody. */
  parse(text: string): string;
}

export interface Choice {
  readonly value: string;
  readonly label: string;
  /** What the answer's line says once it is chosen, when the label is too long for that. */
  readonly said?: string;
  /** Beside the label, less important. */
  readonly hint?: string | undefined;
  /** Choosing it answers another question too, and everything from that one on is looked at again. */
  readonly also?: { readonly key: string; readonly value: string };
  /** What is done once a person has chosen it, before it is an answer; an error that says why it is none. */
  act?(): Promise<SetupError | undefined>;
  /** Why it can't be chosen. */
  readonly disabled?: string | undefined;
}

/** What a question knows at the moment when it is asked. */
export interface PromptOptions {
  readonly choices?: readonly Choice[];
  /** These options once everything has answered: a list that is shown fills in, and where nobody is asked it is waited for. */
  readonly whole?: Promise<PromptOptions> | undefined;
  /** With choices: any other text that parses is an answer too, under this label ("Create a new one"). */
  readonly otherwise?: string;
  /** What such a text may be: "type an e-mail or a name". */
  readonly otherwiseHint?: string;
  /** Looks for more choices that a text may mean, while it is typed. */
  find?(text: string): Promise<readonly Choice[]>;
  /** What is done with such a text: "create", "look up"; it is just taken where nothing is said. */
  readonly verb?: string;
  /** One sentence about this very list, where it asks something else than the question usually does. */
  readonly explain?: string;
  readonly recommended?: {
    readonly value: string;
    /** Why this one: "the only one that is enabled". */
    readonly why: string;
    /** Good enough to be taken when nobody is asked, also in Azure. */
    readonly safe: boolean;
    /** So clear that nobody need be asked: it is said instead. */
    readonly obvious?: boolean;
  };
  /** Why it is asked at all, where that isn't plain. */
  readonly reason?: string;
  /** An answer that does: taken in practice where nobody can be asked, and nothing is recommended. It is offered to nobody. */
  readonly example?: string | undefined;
  /** What is taken when nobody can be asked, where that is not the recommended one. */
  readonly unattended?: { readonly value: string; readonly why: string };
  /** What is said where nobody can be asked and nothing can be taken, in place of naming the flag that is missing. */
  readonly missing?: SetupError;
  /** Looks whether a value can be used: `undefined`, or an error that says why not. */
  check?(value: string): Promise<SetupError | undefined>;
  /** What a value that passed turned out to be, for the answer's line: "Bea Cruz (bea@contoso.com)". */
  understood?(value: string): string | undefined;
  /** Free choices to offer instead of a value that was refused. */
  alternatives?(value: string): Promise<readonly Choice[]>;
  /** Something to say about a value that passed: "free in West Europe". */
  remark?(value: string): Promise<string>;
  /** Only people are asked, and "otherwise" leaves it open: the question comes again. */
  readonly later?: true;
}
