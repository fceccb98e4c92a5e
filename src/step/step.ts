import type { Resource, Unmade } from '../domain/resource.ts';
import type { Right } from '../domain/right.ts';
import type { Told } from '../port/azure.ts';
import type { Argv } from '../text/argv.ts';
import type { Activation, HandOver } from './hand-over.ts';
import type { Question } from './question.ts';
import type { Removal, RemovalWorld } from './removal.ts';
import type { Report } from './report.ts';
import type { Ahead, World } from './world.ts';

export type Evidence = 'checked' | 'assumed' | 'unknown';

/** What a look at Azure says about a change that was sent. */
export type Look<Value> =
  /** `born`: when Azure made it, where the look has told. */
  | { readonly is: 'there'; readonly value: Value; readonly born?: string | undefined }
  | { readonly is: 'under-way'; readonly state: string }
  | { readonly is: 'absent' };

/** What would make it so. The engine creates it, waits for it, remembers it, shows it. */
export interface Change<Value> {
  /** What is created. Left out when there is only something to wait for: it was sent before, or is another's work. */
  readonly makes?: Resource | undefined;
  /** What still stands in the way and goes by itself ("the old one is still being deleted"); nothing is sent before it has gone. */
  held?(): Promise<string | undefined>;
  /** What a colleague with more rights needs, when it turns out only now that they are missing. */
  handOver?(): Promise<HandOver>;
  /** Looks at Azure, changes nothing. `told`: what Azure's answer to the creation, a moment ago, said of it. */
  look(options: { readonly fresh: boolean; readonly told?: Told | undefined }): Promise<Look<Value>>;
  /** Why it takes so long; for when it has, and for when the wait ends. */
  explain?(): Promise<string>;
  /** It is never done at once: the first look is a moment after it was sent. */
  readonly takesAWhile?: true;
  /** Seconds it usually takes, for people. */
  readonly usually?: number;
  /** Seconds after which nobody waits any longer. */
  readonly longest: number;
  /** What happens then: it is an error that the wait ended (`waiting`), or the set-up goes on (`go-on`). */
  readonly atLongest: 'waiting' | 'go-on';
  /** What is being waited for, for a line on the screen: "Azure is creating it". */
  readonly doing: string;
  /** What to say when it is done: "created". */
  readonly done: string;
  /** What else to say of what came to be: that it isn't quite what was asked for. */
  remark?(value: Value): string | undefined;
}

interface Said {
  /** What the plan says: "will be created: rg-x, West Europe". */
  readonly says: string;
  readonly evidence: Evidence;
  /** The commands of the Azure CLI that do the same. */
  readonly az: readonly Argv[];
}

export type Outcome<Value> =
  | (Said & {
      readonly kind: 'found';
      readonly value: Value;
      /** Resource id of what was found, in a step that makes it where it isn't there. */
      readonly id?: string;
    })
  | (Said & {
      readonly kind: 'change';
      readonly change: Change<Value>;
      readonly expects: Value;
      /** What the plan says instead where the account may not make it, or something before it. */
      readonly unmade?: Unmade;
    })
  | (Said & {
      readonly kind: 'blocked';
      readonly missing: readonly Right[];
      /** What is made once the rights are there, where this step makes something. */
      readonly makes?: Resource;
      /** Why the account's own roles are not enough; empty when nothing is known of them. */
      readonly why: string;
      /** With it, later steps are planned all the same: what they lack is then known in one go. */
      readonly value?: Value;
      /** What it would have been: told to programs, and no fact for later steps. */
      readonly wants?: Value;
      /** What the account could do about it itself. */
      readonly activations: readonly Activation[];
      /** The earlier steps whose changes it makes impossible; its own and the later ones that need it are so anyway. */
      readonly stops: readonly string[];
      readonly handOver: HandOver;
    });

/** Facts by the ids of the steps that find them. */
export type FactsById = Readonly<Record<string, unknown>>;

/**
 * One paragraph of the how-to: reads the facts it needs, asks what it must, looks at Azure, says what is or what would
 * change. `Needs` are the facts of earlier steps by their ids, `Value` is the fact that it gives itself.
 */
export interface Step<Id extends string, Value, Needs extends object = object> {
  readonly id: Id;
  /** "Resource group". */
  readonly title: string;
  readonly needs: readonly (keyof Needs & string)[];
  readonly questions: readonly Question[];
  /** What it found is said on the screen at once, before the plan: "Signed in: Ana Lima". */
  readonly saidAtOnce?: true;
  /**
   * It makes nothing, and nothing that is made changes what it finds: what the plan has found counts while that is carried out. Where
   * it isn't so any more, Azure refuses what it was about.
   */
  readonly settled?: true;
  plan(world: World<Needs>): Promise<Outcome<Value>>;
  /** Starts reads that its plan will ask for in any case, once so much is known: their answers are on their way before its turn comes. */
  ahead?(world: Ahead<Partial<Needs>>): readonly Promise<unknown>[];
  /** What its fact adds to what programs and the last page are told. */
  report?(value: Value, facts: Partial<Needs>): Partial<Report>;
  /** What comes of something that it made, when the set-up is taken back; left out where nothing is made. */
  remove?(world: RemovalWorld): Promise<Removal>;
}

/** A step of the ordered list, as the engine walks it: what it needs is there, which {@link ordered} has made sure of. */
export interface AnyStep {
  readonly id: string;
  readonly title: string;
  readonly needs: readonly string[];
  readonly questions: readonly Question[];
  readonly saidAtOnce?: true;
  readonly settled?: true;
  plan(world: World<FactsById>): Promise<Outcome<unknown>>;
  ahead?(world: Ahead<FactsById>): readonly Promise<unknown>[];
  report?(value: unknown, facts: FactsById): Partial<Report>;
  remove?(world: RemovalWorld): Promise<Removal>;
}
