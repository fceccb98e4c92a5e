/** Who said no: decides how a code or a bare status is understood. */
export type Source = 'arm' | 'signIn' | 'directory' | 'twins';

/** A refusal as Azure, Entra ID, Graph or the instance said it, read from whatever shape it came in. */
export interface FailedResponse {
  readonly source: Source;
  /** Azure's code; the AADSTS number for sign-in where there is one; empty when nothing was said. */
  readonly code: string;
  readonly message: string;
  readonly httpStatus?: number | undefined;
  readonly correlationId?: string | undefined;
  readonly retryAfter?: number | undefined;
  /** The answer was not Azure's JSON but a page for people. */
  readonly html?: boolean | undefined;
  /** Nor was it such a page, nor empty: cut off, or of something else. */
  readonly garbled?: boolean | undefined;
  /** More codes that the answer holds: of inner errors and details, and OAuth's word beside an AADSTS number. */
  readonly others?: readonly string[] | undefined;
  /** What a claims challenge asks for, as it is written there. */
  readonly challenge?: string | undefined;
  /** What the policies that refused tell of themselves (`additionalInfo` of type PolicyViolation). */
  readonly violations?: readonly Bag[] | undefined;
}

type Bag = Readonly<Record<string, unknown>>;

function bag(value: unknown): Bag | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Bag) : undefined;
}

/** A field whatever its case: some answers say "Error" and "Code" (resource-group deletion does). */
function field(of: Bag | undefined, name: string): unknown {
  if (of === undefined) return undefined;
  const key = Object.keys(of).find((candidate) => candidate.toLowerCase() === name);
  return key === undefined ? undefined : of[key];
}

function text(of: Bag | undefined, name: string): string | undefined {
  const value = field(of, name);
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : undefined;
}

/** Codes of `details` and `innererror`, two levels deep. */
function innerCodes(error: Bag | undefined, depth = 2): string[] {
  if (error === undefined || depth === 0) return [];
  const details = field(error, 'details');
  const inner = [bag(field(error, 'innererror')), ...(Array.isArray(details) ? details.map(bag) : [])];
  return inner.flatMap((one) => [text(one, 'code') ?? '', ...innerCodes(one, depth - 1)]).filter((code) => code !== '');
}

/** The policies named in `additionalInfo`, of the error itself and of its details. */
function policyViolations(error: Bag | undefined): readonly Bag[] {
  const details = field(error, 'details');
  const places = [error, ...(Array.isArray(details) ? details.map(bag) : [])];
  return places.flatMap((place) => {
    const infos = field(place, 'additionalinfo');
    if (!Array.isArray(infos)) return [];
    return infos.map(bag).flatMap((each) => {
      const info = text(each, 'type') === 'PolicyViolation' ? bag(field(each, 'info')) : undefined;
      return info === undefined ? [] : [info];
    });
  });
}

/** The number that Entra ID gives each of its refusals. */
function aadsts(message: string): string | undefined {
  return /AADSTS\d{4,7}/.exec(message)?.[0];
}

function parse(body: string): Bag | undefined {
  try {
    return bag(JSON.parse(body));
  } catch {
    return undefined;
  }
}

/** What an error body says. Empty bodies and pages for people are answers too. */
export function readBody(source: Source, httpStatus: number, body: string): FailedResponse {
  const root = parse(body);
  if (root === undefined) {
    const html = /^\s*</.test(body);
    return { source, code: '', message: '', httpStatus, html, garbled: !html && body.trim() !== '' };
  }
  const error = field(root, 'error');
  if (typeof error === 'string') return oauthFailure(source, httpStatus, root, error);
  const inner = bag(error) ?? bag(field(root, 'odata.error')) ?? root;
  const message = text(inner, 'message') ?? text(bag(field(inner, 'message')), 'value') ?? '';
  return {
    source,
    code: text(inner, 'code') ?? '',
    message,
    httpStatus,
    others: innerCodes(inner),
    violations: policyViolations(inner),
  };
}

function oauthFailure(source: Source, httpStatus: number, root: Bag, word: string): FailedResponse {
  const description = text(root, 'error_description') ?? '';
  const numbers = field(root, 'error_codes');
  const number = Array.isArray(numbers) && typeof numbers[0] === 'number' ? `AADSTS${numbers[0]}` : undefined;
  return {
    source,
    code: aadsts(description) ?? number ?? word,
    message: sentence(description),
    httpStatus,
    correlationId: text(root, 'correlation_id'),
    others: [word, text(root, 'suberror') ?? ''],
  };
}

/** Entra ID's first line, without the trace that follows it. */
function sentence(description: string): string {
  return description.split(/\r?\n|(?= Trace ID: )/, 1)[0]?.trim() ?? '';
}

/** An answer, as far as this module looks at it: that of core-rest-pipeline fits. */
interface Answer {
  readonly status: number;
  readonly bodyAsText?: string | null | undefined;
  readonly headers: { get(name: string): string | undefined };
}

/** What an answer that refuses says, with the ids that Azure's support asks for. */
export function readAnswer(source: Source, answer: Answer, retryAfter: number | undefined): FailedResponse {
  const failure = readBody(source, answer.status, answer.bodyAsText ?? '');
  const correlationId = answer.headers.get('x-ms-correlation-request-id') ?? answer.headers.get('request-id');
  return {
    ...failure,
    code: failure.code === '' ? (answer.headers.get('x-ms-error-code') ?? '') : failure.code,
    correlationId: failure.correlationId ?? correlationId ?? answer.headers.get('x-ms-request-id'),
    retryAfter,
    ...(answer.status === 401 && hasClaims(answer.headers.get('www-authenticate'))
      ? { others: [...(failure.others ?? []), 'claims-challenge'], challenge: challengeIn(answer) }
      : {}),
  };
}

function hasClaims(challenge: string | undefined): boolean {
  return challenge !== undefined && /\bclaims="/.test(challenge);
}

/** What a challenge asks for: the claims, decoded, and its own sentence (RFC 6750, 3; "Claims challenges", Microsoft identity platform). */
function challengeIn({ headers }: Answer): string {
  const header = headers.get('www-authenticate') ?? '';
  const [, claims = ''] = /\bclaims="([^"]{1,4000})"/.exec(header) ?? [];
  const [, description = ''] = /\berror_description="([^"]{1,1000})"/.exec(header) ?? [];
  return `${Buffer.from(claims, 'base64').toString('utf8')} ${description}`;
}

/** What an error of @azure/identity says: they differ in shape, but the words of Entra ID are in the message. */
export function readIdentityError(error: Error): FailedResponse {
  const response = bag((error as { errorResponse?: unknown }).errorResponse);
  const message = text(response, 'errordescription') ?? error.message;
  const word =
    text(response, 'error') ??
    /\b(authorization_pending|expired_token|authorization_declined|access_denied|bad_verification_code|invalid_grant|interaction_required|consent_required|invalid_client|unauthorized_client|invalid_request|invalid_scope|temporarily_unavailable|device_code_expired)\b/.exec(
      message,
    )?.[0];
  const statusCode = (error as { statusCode?: unknown }).statusCode;
  return {
    source: 'signIn',
    code: aadsts(message) ?? word ?? error.name,
    message: sentence(message),
    ...(typeof statusCode === 'number' ? { httpStatus: statusCode } : {}),
    correlationId: text(response, 'correlationid') ?? /Correlation ID: ([0-9a-f-]{36})/i.exec(message)?.[1],
    others: [word ?? '', error.name],
  };
}
