import type { Ask, Reply } from '../exchange.ts';
import type { TwinsGraph } from './graph.ts';

/** What a call gives: the answer, and the graph when it changed. */
export interface Outcome {
  readonly reply: Reply;
  readonly graph?: TwinsGraph;
}

/** A request to an instance. */
export interface TwinsAsk extends Ask {
  /** Where it is called: `https://room.api.weu.digitaltwins.azure.net`, without a slash at the end. */
  readonly address: string;
  /** Names of the endpoints that are ready. */
  readonly endpoints: readonly string[];
}

/** One call: `names` are the variable parts of the path, decoded. */
export type Run = (graph: TwinsGraph, ask: TwinsAsk, names: readonly string[], now: Date) => Outcome;
