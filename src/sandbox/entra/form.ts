import { refuse } from './refusal.ts';

/** A form's fields; the last of several of one name. */
export type Form = Readonly<Record<string, string>>;

/** The fields of a request's body, with those of its query where the body has none. */
export function formOf(body: unknown, query: URLSearchParams): Form {
  const fields = Object.entries(typeof body === 'object' && body !== null ? body : {}).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return { ...Object.fromEntries(query), ...Object.fromEntries(fields) };
}

export function formValue(form: Form, name: string): string {
  const value = form[name];
  if (value === undefined || value === '')
    refuse(400, 'invalid_request', 900144, `The request body must contain the following parameter: '${name}'.`);
  return value;
}

/** Whether a `claims` parameter asks for multi-factor authentication: `{"access_token":{"acrs":{…"p1"}}}`. */
export function asksForMfa(claims: string | undefined): boolean {
  if (claims === undefined) return false;
  try {
    const parsed = JSON.parse(claims) as { access_token?: { acrs?: { values?: unknown; value?: unknown } } } | null;
    const acrs = parsed?.access_token?.acrs;
    return acrs?.value === 'p1' || (Array.isArray(acrs?.values) && acrs.values.includes('p1'));
  } catch {
    return false;
  }
}
