import { RefusedError } from '../refusal.ts';

/**
 * A model that does not conform to DTDL. The frame around the problem is recorded
 * (JavaScript SDK, "create model invalid model" 2021 and "create model invalid reference" 2022), double full stop included.
 */
export function parserError(problem: string): RefusedError {
  return new RefusedError(
    400,
    'DTDLParserError',
    `None of the models in this request could be created due to a problem with one or more models: ${problem}. See model documentation(https://aka.ms/ADTv2Models) for supported format.`,
  );
}

/** The recorded wording for a value that is neither an identifier nor a term of the language. */
export function notATerm(owner: string, where: string, property: string, value: string): RefusedError {
  return parserError(
    `${owner} has ${where} whose property '${property}' has value '${value}' that is not a DTMI or a DTDL term. Replace the value of property '${property}, with a valid DTMI or a term defined by DTDL -- see https://github.com/Azure/opendigitaltwins-dtdl/tree/master/DTDL.`,
  );
}
