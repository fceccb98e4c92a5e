import type { Trouble } from '../errors.ts';
import type { Failure } from './failure.ts';

/** What was being done, and the values that help texts fill in. */
export interface About {
  /** For a sentence: "create the instance". */
  readonly doing: string;
  /** "Azure", "the sandbox". */
  readonly cloud?: string | undefined;
  readonly deviceLogin?: string | undefined;
  readonly portal?: string | undefined;
  readonly account?: string | undefined;
  readonly tenantId?: string | undefined;
  readonly subscriptionId?: string | undefined;
  readonly resourceGroup?: string | undefined;
  readonly location?: string | undefined;
  readonly name?: string | undefined;
  /** Whoever gets the role: as typed, or the object id. */
  readonly assignee?: string | undefined;
  readonly roleId?: string | undefined;
  readonly scope?: string | undefined;
}

/** What a row of a table gives; the code, status and ids are added to it. */
export type Words = Pick<Trouble, 'ending' | 'message' | 'help' | 'again' | 'questions'>;

export type Row = (failure: Failure, about: About) => Words;

/** Rows by Azure's code, in lower case. */
export type Table = Readonly<Record<string, Row>>;

/** The same words for every case. */
export function always(words: Words): Row {
  return () => words;
}

/** A value as one word of a POSIX shell's command line; a placeholder when it isn't known. */
export function shellWord(value: string | undefined, placeholder: string): string {
  if (value === undefined || value === '') return placeholder;
  const clean = legible(value, 400);
  return /^[\w@%+=:,./-]+$/.test(clean) ? clean : `'${clean.replaceAll("'", String.raw`'\''`)}'`;
}

/** Text of a remote side made safe to print: control, bidirectional and invisible characters become visible, the length is bounded. */
export function legible(remote: string, longest = 600): string {
  const visible = remote
    .replaceAll(/[\t\r\n]+/g, ' ')
    .replaceAll(
      /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e0fff}]/gu,
      (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
    )
    .trim();
  if (visible.length <= longest) return visible;
  return `${visible.slice(0, longest).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** Azure's own words in quotation marks, or nothing. */
export function quoted(failure: Failure): string {
  const message = legible(failure.message);
  return message === '' ? '' : ` Azure said: "${message}"`;
}

/** " “name”" or nothing. */
export function named(value: string | undefined): string {
  return value === undefined || value === '' ? '' : ` "${legible(value, 120)}"`;
}
