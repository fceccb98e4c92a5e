/** One request with its answer, as `--log` writes it. Tokens, secrets, device codes and signatures never appear. */
export interface TrafficEntry {
  readonly time: string;
  readonly method: string;
  readonly url: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody: unknown;
  readonly status: number;
  readonly responseHeaders: Readonly<Record<string, string>>;
  readonly responseBody: unknown;
  readonly ms: number;
}

const hidden = '[redacted]';
const secretHeaders = new Set(['authorization', 'cookie', 'set-cookie', 'proxy-authorization']);
const secretFields = new Set([
  'access_token',
  'refresh_token',
  'id_token',
  'client_secret',
  'client_assertion',
  'assertion',
  'device_code',
  'user_code',
  'code',
  'code_verifier',
  'password',
  'client_info',
  'nonce',
  'state',
]);
/** The signed parameters of polling addresses, and what a browser carries back and forth while signing in, in a fragment too. */
const secretParameters =
  /([?&#](?:t|c|s|h|sig|code|state|nonce|client_info|user_code|code_challenge|session_state)=)[^&#"\s]*/g;

/** An address without its signatures. */
function cleanUrl(url: string): string {
  return url.replace(secretParameters, `$1${hidden}`);
}

function cleanHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      secretHeaders.has(name.toLowerCase()) ? hidden : cleanUrl(value),
    ]),
  );
}

/** `code` is a secret in a sign-in's form and the name of an error elsewhere. */
function cleanFields(body: unknown, signIn: boolean): unknown {
  if (typeof body !== 'object' || body === null || !signIn) return body;
  return Object.fromEntries(
    Object.entries(body).map(([name, value]: [string, unknown]) => {
      if (secretFields.has(name.toLowerCase())) return [name, hidden];
      return [
        name,
        name === 'message' && typeof value === 'string' ? value.replace(/code \S+ to/, `code ${hidden} to`) : value,
      ];
    }),
  );
}

/** An entry without anything secret. */
export function redacted(entry: TrafficEntry): TrafficEntry {
  const signIn = /\/oauth2\/|\/devicelogin|\/login\b|\/signin\b/i.test(entry.url);
  return {
    ...entry,
    url: cleanUrl(entry.url),
    requestHeaders: cleanHeaders(entry.requestHeaders),
    requestBody: cleanFields(entry.requestBody, signIn),
    responseHeaders: cleanHeaders(entry.responseHeaders),
    responseBody: signIn && typeof entry.responseBody === 'string' ? hidden : cleanFields(entry.responseBody, signIn),
  };
}
