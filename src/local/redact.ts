import { hidden, hold, masked } from '../text/held-secrets.ts';

/** One line of a traffic log: what was sent and what came back, with nothing in it that opens a door. */
export interface TrafficEntry {
  readonly time: string;
  readonly method: string;
  readonly url: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody: unknown;
  /** `null` when no answer came. */
  readonly status: number | null;
  readonly responseHeaders: Readonly<Record<string, string>>;
  /** The answer; or `{ "networkError": "..." }` when none came. */
  readonly responseBody: unknown;
  readonly ms: number;
}

/** Characters of a body that is neither JSON nor a form. */
const longestText = 4000;

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
  'nonce',
  'secret',
  'sas',
]);

/**
 * Query parameters, also of fragments: the certificate and signature of Resource Manager's asynchronous operations, and what a
 * browser carries back and forth while somebody signs in.
 */
const signedParameters =
  /([?&#](?:t|c|s|h|sig|signature|code|token|access_token|state|nonce|client_info|user_code|code_challenge|session_state)=)[^&#"\s]*/gi;

/** An address without tokens, and without the parameters that sign it. */
export function redactUrl(address: string): string {
  return masked(address).replace(signedParameters, `$1${hidden}`);
}

function redactText(text: string): string {
  return /^https?:\/\//i.test(text) ? redactUrl(text) : masked(text);
}

/** The value of a header as the log shows it. */
export function redactHeader(name: string, value: string): string {
  return secretHeaders.has(name.toLowerCase()) ? hidden : redactText(value);
}

/** Headers by lower-case name, without those that carry credentials. */
export function redactHeaders(headers: Iterable<readonly [string, string]>): Record<string, string> {
  const clean: Record<string, string> = {};
  for (const [name, value] of headers) clean[name.toLowerCase()] = redactHeader(name, value);
  return clean;
}

/** Azure's errors have a "code" too; that one is the point of the log. */
function isSecretField(key: string, among: object): boolean {
  return secretFields.has(key) && !(key === 'code' && 'message' in among);
}

function redactValue(value: unknown, isDeviceCode: boolean): unknown {
  if (typeof value === 'string') return redactText(value);
  if (Array.isArray(value)) return value.map((item) => redactValue(item, isDeviceCode));
  if (value === null || typeof value !== 'object') return value;
  const clean: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(value)) {
    const key = name.toLowerCase();
    // The "message" of a device-code answer repeats the code.
    const isSecret = isSecretField(key, value) || (isDeviceCode && key === 'message');
    clean[name] = isSecret ? hidden : redactValue(field, isDeviceCode);
  }
  return clean;
}

/** A parsed body without secrets. */
export function redactParsed(body: unknown): unknown {
  return redactValue(body, typeof body === 'object' && body !== null && 'device_code' in body);
}

/** What a body holds where it is JSON or a form; otherwise its text. */
function parsed(text: string, contentType: string | undefined): unknown {
  if (contentType?.includes('x-www-form-urlencoded')) return Object.fromEntries(new URLSearchParams(text));
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A body as the log shows it: parsed where it is JSON or a form, and without secrets. */
export function redactBody(text: string | undefined, contentType: string | undefined): unknown {
  if (text === undefined || text === '') return null;
  const body = parsed(text, contentType);
  return body === text ? redactText(text).slice(0, longestText) : redactParsed(body);
}

/** Fields that are shown to the person who signs in, or open nothing by themselves. */
const harmless = new Set(['user_code', 'verification_uri_complete', 'client_info', 'x-client-info', 'nonce']);

function holdFields(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, field] of Object.entries(value)) {
    const key = name.toLowerCase();
    if (typeof field === 'object') holdFields(field);
    else if (typeof field === 'string' && isSecretField(key, value) && !harmless.has(key)) hold(field);
  }
}

/** Holds the secrets of a sign-in's request or answer: they are shown nowhere from now on. */
export function holdSecretsOfBody(text: string | null | undefined, contentType: string | undefined): void {
  if (text !== null && text !== undefined) holdFields(parsed(text, contentType));
}
