import type { PipelineResponse } from '@azure/core-rest-pipeline';
import { unusable } from '../refusals/unusable.ts';

/** Pages that a list may have before it is taken for endless. */
const mostPages = 1000;

/** As the SDK's operations call back with each answer. */
interface Heard {
  readonly status: number;
  readonly bodyAsText?: string | null;
}

interface ListOptions {
  onResponse(answer: Heard): void;
}

/**
 * All entries of a list. The SDK takes any answer without a `value` for an empty list, so each page is checked: "there is
 * nothing" must be what Azure said.
 */
export async function allOf<Entry>(
  list: (options: ListOptions) => { byPage(): AsyncIterableIterator<readonly Entry[]> },
  doing: string,
): Promise<Entry[]> {
  const entries: Entry[] = [];
  let pages = 0;
  const onResponse = (answer: Heard): void => {
    pages += 1;
    if (answer.status < 300 && (pages > mostPages || !isList(answer.bodyAsText))) throw unusable(doing);
  };
  for await (const page of list({ onResponse }).byPage()) entries.push(...page);
  return entries;
}

function isList(text: string | null | undefined): boolean {
  const body: unknown = text === undefined || text === null || text === '' ? undefined : JSON.parse(text);
  return typeof body === 'object' && body !== null && 'value' in body && Array.isArray(body.value);
}

/**
 * The JSON object in an answer.
 * @throws SetupError for an answer that is empty or holds something else.
 */
export function objectIn(
  answer: Pick<PipelineResponse, 'bodyAsText'>,
  doing: string,
): Readonly<Record<string, unknown>> {
  const body = parsed(answer.bodyAsText ?? '');
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw unusable(doing);
  return body as Readonly<Record<string, unknown>>;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The same name or id as was asked for, whatever its case: an answer about anything else is no evidence. */
export function isAbout(got: string | undefined, asked: string): boolean {
  return got?.toLowerCase() === asked.toLowerCase();
}
