/** One line of the traffic log: what was sent and what came back, with nothing in it that opens a door. */
export interface TrafficEntry {
  readonly time: string;
  readonly method: string;
  readonly url: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody: unknown;
  /** `null` when no answer came. */
  readonly status: number | null;
  readonly responseHeaders: Readonly<Record<string, string>>;
  /** The answer; or `{ "networkError": "…" }` when none came. */
  readonly responseBody: unknown;
  readonly ms: number;
}

const hidden = '[hidden]';

const secretHeaders = new Set([
  'authorization',
  'proxy-authorization',
  'cookie',
  'set-cookie',
  'www-authenticate',
  'x-ms-authorization-auxiliary',
]);

/** Fields of sign-in requests and answers (RFC 6749, RFC 8628, OpenID Connect) that are, hold, or lead to a secret. */
const secretFields = new Set([
  'access_token',
  'refresh_token',
  'id_token',
  'client_secret',
  'client_assertion',
  'assertion',
  'password',
  'code',
  'code_verifier',
  'device_code',
  'user_code',
  'verification_uri_complete',
  'client_info',
  'x-client-info',
  'secret',
  'sas',
]);

/** Asynchronous operations of Resource Manager carry a certificate and a signature in these query parameters. */
const signedParameters = new Set(['t', 'c', 's', 'h', 'sig', 'signature', 'code', 'token', 'access_token', 'state']);

const jsonWebToken = /eyJ[A-Za-z0-9_-]{6,}\.[A-Za-z0-9_-]{6,}(\.[A-Za-z0-9_-]*)*/g;

/** A URL without tokens, and without the query parameters that sign it. */
export function redactUrl(address: string): string {
  const url = address.replace(jsonWebToken, hidden);
  const question = url.indexOf('?');
  if (question < 0) return url;
  const query = url
    .slice(question + 1)
    .split('&')
    .map((pair) => {
      const name = pair.split('=', 1)[0] ?? '';
      return signedParameters.has(name.toLowerCase()) ? `${name}=${hidden}` : pair;
    });
  return `${url.slice(0, question)}?${query.join('&')}`;
}

function redactText(text: string): string {
  return /^https?:\/\//i.test(text) ? redactUrl(text) : text.replace(jsonWebToken, hidden);
}

/** Headers by lower-case name, without those that carry credentials. */
export function redactHeaders(headers: Iterable<readonly [string, string]>): Record<string, string> {
  const clean: Record<string, string> = {};
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    clean[key] = secretHeaders.has(key) ? hidden : redactText(value);
  }
  return clean;
}

function redactValue(value: unknown, isDeviceCode: boolean): unknown {
  if (typeof value === 'string') return redactText(value);
  if (Array.isArray(value)) return value.map((item) => redactValue(item, isDeviceCode));
  if (value === null || typeof value !== 'object') return value;
  const clean: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(value)) {
    const key = name.toLowerCase();
    // The "message" of a device-code answer repeats the code.
    const isSecret = secretFields.has(key) || (isDeviceCode && key === 'message');
    // Azure's errors have a "code" too; that one is the point of the log.
    const isErrorCode = key === 'code' && 'message' in value;
    clean[name] = isSecret && !isErrorCode ? hidden : redactValue(field, isDeviceCode);
  }
  return clean;
}

/** A body as the log shows it: parsed where it is JSON or a form, and without secrets. */
export function redactBody(text: string | undefined, contentType: string | undefined): unknown {
  if (text === undefined || text === '') return null;
  if (contentType?.includes('x-www-form-urlencoded')) {
    return redactValue(Object.fromEntries(new URLSearchParams(text)), false);
  }
  try {
    const body: unknown = JSON.parse(text);
    return redactValue(body, typeof body === 'object' && body !== null && 'device_code' in body);
  } catch {
    return redactText(text.slice(0, 4000));
  }
}
