import type { Reply } from '../exchange.ts';

/** A request that the data plane refuses, in its own error shape. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly status: number;
  readonly code: string;
  readonly details: readonly string[];
  constructor(status: number, code: string, message: string, details: readonly string[] = []) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

/** The only header beside content-type, content-length and date that every recorded answer carries. */
const strict = { 'Strict-Transport-Security': 'max-age=2592000' };

export function answer(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, headers: { 'Content-Type': 'application/json; charset=utf-8', ...strict, ...headers }, body };
}

/** 204, as recorded: Content-Length 0 and no content type. */
export function noContent(headers: Readonly<Record<string, string>> = {}): Reply {
  return { status: 204, headers: { ...strict, ...headers } };
}

/**
 * `{error:{code,message}}`, with `details` of the same code where there are any.
 * Source: recordings of the JavaScript SDK, "create invalid digitaltwin" (2022).
 */
export function refusal(error: RefusedError): Reply {
  const { status, code, message, details } = error;
  const more = details.length === 0 ? {} : { details: details.map((each) => ({ code, message: each })) };
  return answer(status, { error: { code, message, ...more } });
}

export function invalidArgument(message: string): RefusedError {
  return new RefusedError(400, 'InvalidArgument', message);
}
