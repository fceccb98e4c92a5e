import { type TrafficEntry as AnyEntry, redactHeader, redactParsed, redactUrl } from '../../local/redact.ts';
import { hidden } from '../../text/held-secrets.ts';
import { withoutSecureValues } from './secure-parameters.ts';

/** One request with its answer, as `--log` writes it: there always is one. */
export interface TrafficEntry extends AnyEntry {
  readonly status: number;
}

function cleaned(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, redactHeader(name, value)]));
}

function isDeployment(url: string): boolean {
  return /\/providers\/Microsoft\.Resources\/deployments\//i.test(url);
}

/** An entry without anything secret. A page of a sign-in is left out as a whole: codes and states are all over it. */
export function redacted(entry: TrafficEntry): TrafficEntry {
  const isSignIn = /\/oauth2\/|\/devicelogin|\/login\b|\/signin\b/i.test(entry.url);
  const { responseBody } = entry;
  return {
    ...entry,
    url: redactUrl(entry.url),
    requestHeaders: cleaned(entry.requestHeaders),
    requestBody: redactParsed(isDeployment(entry.url) ? withoutSecureValues(entry.requestBody) : entry.requestBody),
    responseHeaders: cleaned(entry.responseHeaders),
    responseBody: isSignIn && typeof responseBody === 'string' ? hidden : redactParsed(responseBody),
  };
}
