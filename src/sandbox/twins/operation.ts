import type { Ask, Reply } from '../exchange.ts';
import type { TwinsGraph } from './graph.ts';

/** What a call gives: the answer, and the graph when it changed. */
export interface Outcome {
  readonly reply: Reply;
  readonly graph?: TwinsGraph;
}

/** A request, and where its instance is called: `https://room.api.weu.digitaltwins.azure.net`, without a slash at the end. */
export interface TwinsAsk extends Ask {
  readonly address: string;
}

/** One call: `names` are the variable parts of the path, decoded. */
export type Run = (graph: TwinsGraph, ask: TwinsAsk, names: readonly string[], now: Date) => Outcome;
