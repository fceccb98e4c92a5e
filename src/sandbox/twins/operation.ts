import type { Ask, Reply } from '../exchange.ts';
import type { TwinsGraph } from './graph.ts';

/** What a call gives: the answer, and the graph when it changed. */
export interface Outcome {
  readonly reply: Reply;
  readonly graph?: TwinsGraph;
}

/** One call: `names` are the variable parts of the path, decoded. */
export type Run = (graph: TwinsGraph, ask: Ask, names: readonly string[], now: Date) => Outcome;
