import { hidden, masked } from './held-secrets.ts';

/** What is called a secret: of a connection string, of an answer. */
const assignments =
  /\b(password|passwd|pwd|secret|client_secret|client_assertion|access_?token|refresh_?token|api_?key|account_?key|shared_?access_?key|sig)(["']?\s*[=:]\s*["']?)[^\s"',}&]+/gi;

/** What a server that repeats a request's headers says. Words for people, such as "Bearer authentication", have no figures. */
const credentials = /\b(bearer|basic)(\s+)(?=[\w~+/.-]*[\d=])[\w~+/.=-]{8,}/gi;

/** Whether a text holds what looks like a secret: it is neither shown nor saved. */
export function looksSecret(text: string): boolean {
  return masked(text) !== text || (/[=:]/.test(text) && text.search(assignments) >= 0);
}

/** Another's text without secrets: those that this process holds, what looks like one, and what is called one. */
export function withoutSecrets(text: string): string {
  return masked(text).replaceAll(assignments, `$1$2${hidden}`).replaceAll(credentials, `$1$2${hidden}`);
}
