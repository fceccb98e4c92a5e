import type { TokenCredential } from '@azure/core-auth';
import { isObject } from '../../text/is-object.ts';
import { refused } from '../refusals/translate.ts';
import { unusable } from '../refusals/unusable.ts';
import type { Clients } from './clients.ts';

/** Pages that such a list may have before it is taken for endless. */
const mostPages = 200;

/**
 * All entries of a list of Resource Manager that the SDK's clients have not, or only in an old version. The same HTTP
 * stack and credential as theirs.
 */
export async function rawList(
  clients: Clients,
  path: string,
  credential: TokenCredential,
  doing: string,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const { cloud } = clients.connection.rules;
  const entries: Record<string, unknown>[] = [];
  let url = `${cloud.resourceManager}${path}`;
  for (let pages = 0; pages < mostPages; pages += 1) {
    const answer = await clients.send({ url, scope: cloud.resourceManagerScope, credential });
    if (answer.status !== 200) throw refused(answer);
    const body = JSON.parse(answer.bodyAsText === '' ? 'null' : (answer.bodyAsText ?? 'null')) as Page | null;
    if (!Array.isArray(body?.value) || !body.value.every(isObject)) throw unusable(doing);
    entries.push(...body.value);
    if (typeof body.nextLink !== 'string' || body.nextLink === '') return entries;
    url = body.nextLink;
  }
  throw unusable(doing);
}

interface Page {
  readonly value?: unknown;
  readonly nextLink?: unknown;
}

/** A field of such an entry, when it is text. */
export function textIn(entry: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = entry[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
