import type { Role } from '../domain/roles.ts';
import type { SetupError } from '../errors.ts';
import type {
  Account,
  Azure,
  Instance,
  Principal,
  Provider,
  ResourceGroup,
  RoleAssignment,
  Subscription,
} from '../port/azure.ts';
import type { Right } from '../rights/match.ts';
import type { Verdict } from '../rights/verdict.ts';
import type { Activation, HandOver } from './hand-over.ts';
import type { PromptOptions, Question } from './question.ts';

/** The steps, in order. The ids appear in the state file, in JSON output and in messages for scripts. */
export const stepIds = [
  'login',
  'subscription',
  'provider',
  'resource-group',
  'instance',
  'permissions',
  'role',
  'verify',
] as const;

export type StepId = (typeof stepIds)[number];

/** What each step finds out, and gives to the steps after it. */
export interface Facts {
  readonly login: Account;
  readonly subscription: Subscription;
  readonly provider: Provider;
  readonly 'resource-group': ResourceGroup;
  readonly instance: Instance;
  readonly permissions: Rights;
  readonly role: Grant;
  readonly verify: Proof;
}

/** The account's rights at the place where the instance is or will be. */
export interface Rights {
  /** Whether it may give roles on the instance. */
  readonly assignRoles: Verdict;
  /** The steps whose changes it may not make. */
  readonly missing: readonly StepId[];
}

/** Who has which role on the instance. */
export interface Grant {
  readonly principal: Principal;
  readonly role: Role;
  /** The account itself: then the instance can be called as a proof. */
  readonly mine: boolean;
  readonly assignment: Pick<RoleAssignment, 'id' | 'scope'>;
}

export interface Proof {
  /** True when the instance itself answered; false when the assignment is another's and can only be listed. */
  readonly called: boolean;
}

/** What a step is given. It cannot print, prompt, save, retry or end the program. */
export interface World<Needs extends StepId> {
  /** Facts of the steps before; an expectation when the step is in `absent`. */
  readonly facts: { readonly [Id in Needs]: Facts[Id] };
  /** Steps whose fact is still only expected: nothing of them is in Azure yet. */
  readonly absent: ReadonlySet<StepId>;
  readonly azure: Azure;
  /** The answer to a question: given, saved, recommended or asked for. */
  ask(question: Question, live: PromptOptions): Promise<string>;
  /** The answer if there is one already; asks nobody. */
  answered(question: Question): string | undefined;
  /** Answers that Azure has refused in this run, and that the person was asked to replace. */
  refused(question: Question): ReadonlySet<string>;
  /** The person is to be asked this, also where it usually isn't: they want to change it, or it would cure a refusal. */
  isReopened(question: Question): boolean;
  /** Forgets the answer, and asks again with the reason. */
  askAgain(question: Question, live: PromptOptions, why: SetupError): Promise<string>;
  /** Shows what an answer was understood as, and asks; a person who has just typed it can say no, and is then asked again. */
  confirm(question: Question, message: string, understood: string): Promise<void>;
  /** What the changes planned before this step need. */
  readonly needed: readonly { readonly step: StepId; readonly right: Right; readonly az: readonly Argv[] }[];
  /** The tags that mark what this set-up creates. */
  readonly mark: Readonly<Record<string, string>>;
  /** Seconds since this set-up made what has that resource id, also in an earlier run; `undefined` for what it did not make. */
  madeAgo(id: string): number | undefined;
  /** A few letters and digits for the nth invented name, the same whenever this set-up runs. */
  suffix(n: number): string;
}

export type Evidence = 'checked' | 'assumed' | 'unknown';

/** What a look at Azure says about a change that was sent. */
export type Look<Value> =
  | { readonly is: 'there'; readonly value: Value }
  | { readonly is: 'under-way'; readonly state: string }
  | { readonly is: 'absent' };

/** What would make it so. The engine sends it, waits for it, remembers it, shows it. */
export interface Change<Value> {
  /** Resource id (or the like) of what is made; kept before the request is sent. */
  readonly id: string;
  /** Nothing to send: it was sent before, or there is nothing to send but only to wait for. */
  readonly sent?: boolean;
  readonly needs: readonly Right[];
  /** One request that changes something. Left out when there is only something to wait for. */
  send?(): Promise<unknown>;
  /** What still stands in the way and goes by itself ("the old one is still being deleted"); nothing is sent before it has gone. */
  held?(): Promise<string | undefined>;
  /** What somebody with more rights needs, when it turns out only now that they are missing. */
  handOver?(): Promise<HandOver>;
  /** Looks at Azure, changes nothing. */
  look(options: { readonly fresh: boolean }): Promise<Look<Value>>;
  /** Why it takes so long; for when it has, and for when the wait ends. */
  explain?(): Promise<string>;
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
}

/** A command line, one argument an element. */
export type Argv = readonly string[];

interface Said {
  /** What the plan says: "will be created: rg-x, West Europe". */
  readonly says: string;
  readonly evidence: Evidence;
  /** The commands of the Azure CLI that do the same. */
  readonly az: readonly Argv[];
}

export type Outcome<Value> =
  | (Said & { readonly kind: 'found'; readonly value: Value })
  | (Said & { readonly kind: 'change'; readonly change: Change<Value>; readonly expects: Value })
  | (Said & {
      readonly kind: 'blocked';
      readonly missing: readonly Right[];
      /** Why the account's own roles are not enough; empty when nothing is known of them. */
      readonly why: string;
      /** With it, later steps are planned all the same: what they lack is then known in one go. */
      readonly value?: Value;
      /** What the account could do about it itself. */
      readonly activations: readonly Activation[];
      /** The earlier steps whose changes it makes impossible; its own and the later ones that need it are so anyway. */
      readonly stops: readonly StepId[];
      readonly handOver: HandOver;
    });

/** What shows whether something that stands in Azure is what a set-up began to make. */
export interface Trace {
  /** Resource id. */
  readonly id: string;
  /** Where such things carry tags. */
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

/** One paragraph of the how-to: reads the facts it needs, asks what it must, looks at Azure, says what is or what would change. */
export interface Step<Needs extends StepId, Gives extends StepId> {
  readonly id: Gives;
  /** "Resource group". */
  readonly title: string;
  readonly needs: readonly Needs[];
  readonly questions: readonly Question[];
  plan(world: World<Needs>): Promise<Outcome<Facts[Gives]>>;
  /** Looks for what a change of this step with that id has made, in whatever state it is. */
  seek?(azure: Azure, id: string): Promise<Trace | undefined>;
  /** The same of a fact of this step. */
  trace?(value: Facts[Gives]): Trace;
}

/** A step of the ordered list, as the engine walks it: what it needs is there, which {@link ordered} has made sure of. */
export interface AnyStep {
  readonly id: StepId;
  readonly title: string;
  readonly needs: readonly StepId[];
  readonly questions: readonly Question[];
  plan(world: World<StepId>): Promise<Outcome<Facts[StepId]>>;
  seek?(azure: Azure, id: string): Promise<Trace | undefined>;
  trace?(value: Facts[StepId]): Trace;
}

type InOrder<Steps extends readonly unknown[], Known extends StepId = never> = Steps extends readonly [
  Step<infer Needs, infer Gives>,
  ...infer Rest,
]
  ? [Needs] extends [Known]
    ? readonly [Steps[0], ...InOrder<Rest, Known | Gives>]
    : readonly [{ readonly standsBefore: Exclude<Needs, Known> }]
  : readonly [];

/** The steps in order. A list in which a step stands before what it needs does not compile. */
export function ordered<const Steps extends readonly unknown[]>(...steps: Steps & InOrder<Steps>): readonly AnyStep[] {
  return steps as unknown as readonly AnyStep[];
}
