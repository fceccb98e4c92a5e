import { type ErrorDetails, SetupError } from '../../errors.ts';
import { longestWait, retryAfterSeconds } from '../http/retry.ts';
import { accessRefusals } from './access.ts';
import { accountRefusals } from './account.ts';
import { deploymentRefusals } from './deployment.ts';
import { entraNumber, unknownNumber } from './entra-numbers.ts';
import { missingRight } from './missing-right.ts';
import { placeRefusals } from './place.ts';
import { resourceRefusals } from './resource.ts';
import { type FailedResponse, readAnswer, readIdentityError, type Source } from './response.ts';
import { signInRefusals } from './sign-in.ts';
import { statusRefusal } from './status.ts';
import { type About, type Explanation, legible, type Table } from './table.ts';
import { unusable } from './unusable.ts';

const tables: Record<Source, readonly Table[]> = {
  signIn: [signInRefusals, accountRefusals, accessRefusals],
  arm: [deploymentRefusals, resourceRefusals, placeRefusals, accessRefusals, signInRefusals],
  directory: [accessRefusals, signInRefusals],
  twins: [accessRefusals, resourceRefusals],
};

/**
 * The one door at which refusals of Azure, Entra ID, Microsoft Graph, an instance and the network become words for a
 * person. Errors that are explained already, and the reason of an abort, pass unchanged.
 */
export function translate(error: unknown, about: About, source: Source = 'arm'): Error {
  if (error instanceof SetupError) return error;
  if (!(error instanceof Error)) return new TypeError(`Something that is no error was thrown: ${String(error)}`);
  const { response } = error as { response?: unknown };
  if (isAnswer(response)) {
    const retryAfter = retryAfterSeconds(response.headers.get('retry-after'), Date.now());
    return explain(readAnswer(source, response, retryAfter), about, error);
  }
  if (isIdentityError(error)) return explain(readIdentityError(error), about, error);
  if ((error as { code?: unknown }).code === 'PARSE_ERROR') return unusable(about.doing, error);
  return error;
}

/** What Azure said, when an error is its refusal. */
export function refusalOf(error: unknown): FailedResponse | undefined {
  const { response } = (error ?? {}) as { response?: unknown };
  return isAnswer(response) ? readAnswer('arm', response, undefined) : undefined;
}

/** An answer as an error, for requests that the SDK doesn't check itself. */
export function refused(response: Answer): Error {
  return Object.assign(new Error(`HTTP ${response.status}`), { response });
}

/** Whether an error is a refusal with one of these codes. */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  const code = refusalOf(error)?.code.toLowerCase();
  return codes.some((wanted) => wanted.toLowerCase() === code);
}

/** The words for a refusal, also for one that Azure doesn't give as an error: "NoSubscriptions", "AlreadyExists", "NobodyFound". */
export function explain(failure: FailedResponse, about: About, cause?: unknown): SetupError {
  const words = look(failure, about);
  const trouble: ErrorDetails = {
    ...words,
    code: codeOf(failure),
    ...(failure.httpStatus === undefined ? {} : { httpStatus: failure.httpStatus }),
    ...(failure.correlationId === undefined ? {} : { correlationId: legible(failure.correlationId, 80) }),
    ...(failure.retryAfter === undefined || words.again !== 'soon' ? {} : { retryAfter: failure.retryAfter }),
  };
  return new SetupError(longWait(trouble), cause);
}

function look(failure: FailedResponse, about: About): Explanation {
  const wants = [failure.code, ...(failure.others ?? [])].map((code) => code.toLowerCase());
  // A claims challenge says what to do whatever the code beside it.
  if (wants.includes('claims-challenge')) wants.unshift('claims-challenge');
  const number = entraNumber(failure);
  // OAuth's word counts only where there is no number: "invalid_grant" is said of nearly everything.
  for (const code of number === undefined ? wants : wants.filter((each) => !oauthWords.has(each))) {
    for (const table of tables[failure.source]) {
      const row = Object.hasOwn(table, code) ? table[code] : undefined;
      if (row !== undefined) return row(failure, about);
    }
  }
  if (number !== undefined) return unknownNumber(failure, number);
  return missingRight(failure, about) ?? statusRefusal(failure, about);
}

const oauthWords = new Set([
  'invalid_grant',
  'invalid_client',
  'unauthorized_client',
  'interaction_required',
  'consent_required',
  'access_denied',
  'invalid_scope',
  'invalid_resource',
  'credentialunavailableerror',
]);

function codeOf(failure: FailedResponse): string {
  if (failure.code !== '') return legible(failure.code, 80);
  if (failure.html === true) return 'unusable-answer';
  return failure.httpStatus === undefined ? 'unknown' : `http-${failure.httpStatus}`;
}

/** A wait that nobody sits through is said, instead of waited for. */
function longWait(trouble: ErrorDetails): ErrorDetails {
  const { retryAfter } = trouble;
  if (retryAfter === undefined || retryAfter <= longestWait) return trouble;
  const minutes = Math.ceil(Math.min(retryAfter, 24 * 3600) / 60);
  return {
    ...trouble,
    again: undefined,
    ending: 'forNow',
    suggestion: `Azure asks to wait about ${minutes} minutes. Run again after that to carry on.`,
  };
}

interface Answer {
  readonly status: number;
  readonly bodyAsText?: string | null;
  readonly headers: { get(name: string): string | undefined };
}

function isAnswer(value: unknown): value is Answer {
  const { status, headers } = (value ?? {}) as { status?: unknown; headers?: { get?: unknown } };
  return typeof status === 'number' && typeof headers?.get === 'function';
}

function isIdentityError(error: Error): boolean {
  return [
    'AuthenticationError',
    'AggregateAuthenticationError',
    'AuthenticationRequiredError',
    'CredentialUnavailableError',
    'ClientAuthError',
    'AuthError',
    'ServerError',
    'InteractionRequiredAuthError',
    'ClientConfigurationError',
  ].includes(error.name);
}
