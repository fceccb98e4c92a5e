import type { PrincipalType } from '../../domain/principal-type.ts';
import type { ErrorDetails } from '../../errors.ts';
import { safe } from '../../text/safe.ts';
import { withoutSecrets } from '../../text/secrets.ts';
import { azArgument } from '../../text/shell.ts';
import type { FailedResponse } from './response.ts';

/** What was being done, and the values that help texts fill in. */
export interface About {
  /** For a sentence: "create the instance". */
  readonly doing: string;
  /** "Azure", "the sandbox". */
  readonly cloud?: string | undefined;
  readonly deviceLogin?: string | undefined;
  readonly portal?: string | undefined;
  readonly account?: string | undefined;
  /** The account's object id in the directory (tenant) of the subscription, and what it is. */
  readonly accountId?: string | undefined;
  readonly accountType?: PrincipalType | undefined;
  readonly tenantId?: string | undefined;
  readonly subscriptionId?: string | undefined;
  readonly resourceGroup?: string | undefined;
  /** Canonical, for commands: "westeurope". */
  readonly location?: string | undefined;
  /** For people, where Azure has told: "West Europe". */
  readonly region?: string | undefined;
  readonly name?: string | undefined;
  /** Who gets the role: as typed, or the object id. */
  readonly assignee?: string | undefined;
  readonly roleId?: string | undefined;
  readonly scope?: string | undefined;
}

/** What a row of a table gives; the code, status and ids are added to it. */
export type Explanation = Pick<ErrorDetails, 'ending' | 'message' | 'suggestion' | 'again' | 'cures'>;

export type Row = (failure: FailedResponse, about: About) => Explanation;

/** Rows by Azure's code, in lower case. */
export type Table = Readonly<Record<string, Row>>;

/** The same words for every case. */
export function always(words: Explanation): Row {
  return () => words;
}

/** A value as one word of a command line of az; a placeholder when it isn't known. */
export function shellWord(value: string | undefined, placeholder: string): string {
  return value === undefined || value === '' ? placeholder : azArgument(value.slice(0, 400));
}

/** Text of a remote side made safe to print, and not too long. */
export function legible(remote: string, longest = 600): string {
  const visible = safe(withoutSecrets(remote)).trim();
  if (visible.length <= longest) return visible;
  return `${visible.slice(0, longest).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** Azure's own words in quotation marks, or nothing. */
export function quoted(failure: FailedResponse): string {
  const message = legible(failure.message);
  return message === '' ? '' : ` Azure said: "${message}"`;
}

/** " “name”" or nothing. */
export function named(value: string | undefined): string {
  return value === undefined || value === '' ? '' : ` "${legible(value, 120)}"`;
}

/** The region as people call it, in quotation marks, or nothing. */
export function namedRegion({ region, location }: About): string {
  return named(region ?? location);
}

/** The end of an `az` command line that must not look in whichever subscription az happens to have chosen. */
export function inSubscription({ subscriptionId }: About): string {
  return subscriptionId === undefined ? '' : ` --subscription ${shellWord(subscriptionId, '')}`;
}

/** The account for `az role assignment`: by object id where it is known, since az doesn't find guests by their e-mail. */
export function accountArguments({ account, accountId, accountType }: About): string {
  if (accountId === undefined) return `--assignee ${shellWord(account, 'YOU')}`;
  const type = accountType === undefined ? '' : ` --assignee-principal-type ${accountType}`;
  return `--assignee-object-id ${shellWord(accountId, '')}${type}`;
}
