import type { Ask } from '../exchange.ts';
import { isArray, isObject, type Json, type JsonObject, ownText, sizeOf } from './json.ts';
import { invalidArgument, RefusedError } from './refusal.ts';

/** Microsoft's article "Azure Digital Twins service limits". */
export const limits = {
  modelsInOneCall: 250,
  models: 10_000,
  modelBytes: 1_048_576,
  twinBytes: 32_768,
  modelsOnOnePage: 100,
  rowsOnOnePage: 1000,
  queryText: 8000,
} as const;

/** The body as JSON that is neither too big nor nested too deeply to be handled. */
export function bodyOf(ask: Ask, most: number): Json {
  const body = (ask.body ?? null) as Json;
  if (body === null) throw invalidArgument('The request body is missing or is not valid JSON.');
  if (sizeOf(body) > most)
    throw invalidArgument(`The request body is larger than ${most} bytes, or nested too deeply.`);
  return body;
}

export function objectBody(ask: Ask): JsonObject {
  const body = bodyOf(ask, limits.twinBytes);
  if (!isObject(body)) throw invalidArgument('The request body must be a JSON object.');
  return body;
}

export interface PatchStep {
  readonly op: 'add' | 'replace' | 'remove';
  readonly path: string;
  readonly value: Json | undefined;
}

/** Recorded frame of every complaint about a patch (JavaScript SDK, "update digital twin invalid patch", 2022). */
export function patchError(problem: string): RefusedError {
  return new RefusedError(
    400,
    'JsonPatchInvalid',
    `${problem}. Please provide a valid patch document. See section on update apis in the documentation https://aka.ms/adtv2twins.`,
  );
}

/** Reads a JSON Patch; the service takes add, replace and remove only. */
export function patchBody(ask: Ask): readonly PatchStep[] {
  const body = bodyOf(ask, limits.twinBytes);
  if (!isArray(body) || body.length === 0) throw patchError('The patch document is not an array of operations');
  return body.map((each) => {
    if (!isObject(each)) throw patchError('An operation of the patch document is not an object');
    const { op, path, value } = each;
    // Recorded ("update relationship invalid patch", 2023).
    if (op === undefined || op === null || op === '') throw patchError('Parameter op must not be empty');
    if (op !== 'add' && op !== 'replace' && op !== 'remove') {
      throw patchError(
        `Unsupported operation type ${typeof op === 'string' ? op.slice(0, 100) : JSON.stringify(op).slice(0, 100)}`,
      );
    }
    if (typeof path !== 'string' || !path.startsWith('/')) throw patchError('An operation has no valid path');
    if (op !== 'remove' && value === undefined) throw patchError(`Operation ${op} on ${path} has no value`);
    return { op, path, value: Object.hasOwn(each, 'value') ? value : undefined };
  });
}

const entityTags = /^\s*(W\/)?"[^"]*"\s*(,\s*(W\/)?"[^"]*"\s*)*$/;

/**
 * Compares the request's If-Match, where there is one, with what is stored.
 * Recorded: the 400 (JavaScript SDK, "update digital twin invalid conditions"), and the 412 (.NET SDK,
 * "DigitalTwins_PatchTwinFailsIfInvalidETagProvided", 2022).
 */
export function checkIfMatch(ask: Ask, stored: JsonObject): void {
  const given = ask.headers['if-match'];
  if (given === undefined || given.trim() === '*') return;
  if (given.length > 4096 || !entityTags.test(given)) {
    throw invalidArgument('Invalid If-Match header value. Allowed value(s): If-Match: {etag} or If-Match: *');
  }
  const tags = given.split(',').map((each) => each.trim().replace(/^W\//, ''));
  const current = (ownText(stored, '$etag') ?? '').replace(/^W\//, '');
  if (tags.includes(current)) return;
  throw new RefusedError(
    412,
    'PreconditionFailed',
    `The provided etag ${given.slice(0, 200)} doesn't match the current etag for the resource. Please obtain and provide the latest etag by getting the resource. See section on get apis in the documentation https://aka.ms/adtv2twins.`,
  );
}

/** Refuses to replace what exists when the request says If-None-Match: *. Recorded ("create digitaltwin conditionally if missing"). */
export function checkIfNoneMatch(ask: Ask, exists: boolean, what: string, id: string): void {
  const given = ask.headers['if-none-match'];
  if (given === undefined) return;
  if (given.trim() !== '*') {
    throw invalidArgument('Invalid If-None-Match header value. Allowed value(s): If-None-Match: *');
  }
  if (!exists) return;
  const short = what === 'digital twin' ? 'twin' : what;
  throw new RefusedError(
    412,
    'PreconditionFailed',
    `If-None-Match: * header was specified but a ${short} with the id ${id} was found. Please specify a different ${short} id.`,
  );
}
