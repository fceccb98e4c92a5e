import { RefusedError } from '../refusal.ts';

/**
 * A model that does not conform to DTDL: what is wrong, and what to do; what follows from it is told as well. The frame around
 * them and between them is recorded (JavaScript SDK, "create model invalid model" and "create model invalid reference", 2023),
 * double full stop included; the two sentences are those of Microsoft's parser.
 */
export function parserError(
  problem: string,
  action?: string,
  also: readonly (readonly [problem: string, action: string])[] = [],
): RefusedError {
  const all = [[problem, action] as const, ...also];
  const both = all.map(([what, todo]) => (todo === undefined ? what : `${what}. ${todo}.`)).join(' | ');
  return new RefusedError(
    400,
    'DTDLParserError',
    `None of the models in this request could be created due to a problem with one or more models: ${both}. See model documentation(https://aka.ms/ADTv2Models) for supported format.`,
  );
}

/** An identifier that two elements of one upload have. */
export function definedTwice(id: string): RefusedError {
  return parserError(
    `${id} has more than one definition`,
    `Remove all but one JSON object containing '@id' property with value ${id}, or change the '@id' values so there are no duplicates`,
  );
}
