import type { AnyStep } from './step.ts';
import type { World } from './world.ts';

/** Any step, with its types still known. */
type AnyTyped = Omit<AnyStep, 'plan' | 'ahead' | 'report'> & {
  plan(world: never): Promise<unknown>;
  ahead?(world: never): readonly Promise<unknown>[];
  report?(value: never, facts: never): unknown;
};

/** The fact that a step gives. */
type FactOf<One> = One extends { plan(world: never): Promise<infer Gives> }
  ? Extract<Gives, { readonly kind: 'found' }> extends { readonly value: infer Value }
    ? Value
    : never
  : never;

/** The facts that a step needs. */
type NeedsOf<One> = One extends { plan(world: World<infer Needs>): Promise<unknown> } ? Needs : never;

/** The facts that a list of steps gives, by their ids. */
export type FactsOf<Steps extends readonly { readonly id: string }[]> = {
  readonly [One in Steps[number] as One['id']]: FactOf<One>;
};

/** The ids of a list of steps. */
export type IdOf<Steps extends readonly { readonly id: string }[]> = Steps[number]['id'];

/** What a step needs that no step before it gives, by its id. */
type Lacking<One, Known extends object> = {
  [Id in keyof NeedsOf<One>]: Id extends keyof Known ? (Known[Id] extends NeedsOf<One>[Id] ? never : Id) : Id;
}[keyof NeedsOf<One>];

type InOrder<Steps extends readonly unknown[], Known extends object = object> = Steps extends readonly [
  infer First extends AnyTyped,
  ...infer Rest,
]
  ? [Lacking<First, Known>] extends [never]
    ? readonly [First, ...InOrder<Rest, Known & { readonly [Id in First['id']]: FactOf<First> }>]
    : readonly [
        `The step "${First['id']}" needs "${Lacking<First, Known> & string}"; before it stand: "${keyof Known & string}"`,
        ...Rest,
      ]
  : readonly [];

/**
 * The steps in order. A list in which a step stands before what it needs does not compile, and the compiler says which step,
 * what it lacks, and what stands before it.
 */
export function ordered<const Steps extends readonly AnyTyped[]>(...steps: Steps & InOrder<Steps>): Steps {
  return steps;
}

/** The steps as the engine walks them: that each finds what it needs, {@link ordered} has made sure of. */
export function walkable(steps: readonly AnyTyped[]): readonly AnyStep[] {
  return steps as unknown as readonly AnyStep[];
}
