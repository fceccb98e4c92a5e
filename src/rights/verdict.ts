import { sameName } from '../domain/names.ts';
import type { DenyAssignment } from '../port/access-control.ts';
import type { PermissionEntry } from '../port/azure.ts';
import { listed } from '../text/listing.ts';
import { may } from './match.ts';

/** What can be said of a right before anybody tries. */
export type Verdict =
  | { readonly is: 'yes' }
  /** A condition, or something else that only trying shows, may stand in the way. `why` is a clause: "unless …", "if …". */
  | { readonly is: 'probably'; readonly why: string }
  /** `denial`: this deny assignment takes it away, whatever the roles: neither giving nor activating one is any help. */
  | { readonly is: 'no'; readonly denial?: string }
  | { readonly is: 'unknown' };

/** The deny assignment that a verdict is due to. */
export function denialOf(verdict: Verdict): string | undefined {
  return verdict.is === 'no' ? verdict.denial : undefined;
}

/** Says that roles, given or activated, don't help. */
export function forbidden(denial: string): string {
  return `The deny assignment "${denial}" forbids it, whatever your roles.`;
}

/** What helps against a deny assignment. */
export const aroundDenials = 'a resource group or subscription that it does not reach, or that its creator exempts you';

/** What is to be done, and to what: the id of a thing that need not be there yet. */
export interface Act {
  readonly action: string;
  readonly scope: string;
}

/** Who the account is, for deny assignments. */
export interface Bearer {
  readonly objectId: string;
  /** `undefined` when the directory won't tell. */
  readonly groups: ReadonlySet<string> | undefined;
}

/** The principal that stands for everybody in deny assignments: type SystemDefined (Azure RBAC, "Understand deny assignments"). */
export const everyone = '00000000-0000-0000-0000-000000000000';

/** Whether an id is that of a scope, or of something below it. */
export function isAtOrBelow(id: string, scope: string): boolean {
  const above = scope.replace(/\/+$/, '').toLowerCase();
  const below = id.toLowerCase();
  return below === above || below.startsWith(`${above}/`) || isManagementGroup(above);
}

/** Lists at a scope give what is above it: a management group in such a list stands above the subscription. */
function isManagementGroup(scope: string): boolean {
  return scope.startsWith('/providers/microsoft.management/managementgroups/');
}

/** Whether a deny assignment forbids the act to those whom it means. */
function forbids(denial: DenyAssignment, act: Act): boolean {
  const reaches = denial.onlyItsScope ? sameName(act.scope, denial.scope) : isAtOrBelow(act.scope, denial.scope);
  return reaches && may(denial.entries, act.action);
}

/** The deny assignments that forbid the act to somebody: only then it matters in which groups the account is. */
export function inTheWay(denials: readonly DenyAssignment[], act: Act): readonly DenyAssignment[] {
  return denials.filter((denial) => forbids(denial, act));
}

/** Whether a list of principals means the account. */
function means(principals: readonly string[], { objectId, groups }: Bearer): boolean | undefined {
  const isNamed = principals.some((id) => id === everyone || sameName(id, objectId) || groups?.has(id) === true);
  if (isNamed) return true;
  return groups === undefined && principals.length > 0 ? undefined : false;
}

function isMeant(denial: DenyAssignment, bearer: Bearer): boolean | undefined {
  const included = means(denial.principals, bearer);
  const excluded = means(denial.excluded, bearer);
  if (included === false || excluded === true) return false;
  return included === true && excluded === false && !denial.conditional ? true : undefined;
}

/**
 * Whether the account may, from what its roles allow and what deny assignments take away: those win over every role
 * (Azure RBAC, "How Azure RBAC determines if a user has access to a resource"). `entries` and `denials` are those that
 * apply at the act's scope; undefined when Azure didn't tell.
 */
export function verdictOn(
  act: Act,
  entries: readonly PermissionEntry[] | undefined,
  denials: readonly DenyAssignment[] | undefined,
  bearer: Bearer,
): Verdict {
  const against = inTheWay(denials ?? [], act);
  const certain = against.find((denial) => isMeant(denial, bearer) === true);
  if (certain) return { is: 'no', denial: certain.name };
  if (entries === undefined) return { is: 'unknown' };
  if (!may(entries, act.action)) return { is: 'no' };
  const perhaps = against.find((denial) => isMeant(denial, bearer) === undefined);
  if (perhaps) return { is: 'probably', why: `unless the deny assignment "${perhaps.name}" means you` };
  return denials === undefined ? { is: 'probably', why: unread } : { is: 'yes' };
}

const unread = 'unless a deny assignment forbids it (they could not be read)';

/** What the account probably may, the same doubt once for all that it is about: "create the instance and grant access, unless …". */
export function doubts(judged: readonly { readonly says: string; readonly verdict: Verdict }[]): readonly string[] {
  const worksOf = new Map<string, readonly string[]>();
  for (const { says, verdict } of judged) {
    if (verdict.is === 'probably') worksOf.set(verdict.why, [...(worksOf.get(verdict.why) ?? []), says]);
  }
  return [...worksOf].map(([why, works]) => `${listed(works)}, ${why}`);
}

/** A role that the account holds at the act's scope or above. */
export interface HeldRole {
  readonly entries: readonly PermissionEntry[];
  readonly conditional: boolean;
}

/**
 * The same verdict after a look at the conditions of the account's own role assignments. What `permissions` lists leaves
 * conditions out: an administrator whose condition allows only some roles looks as if all were allowed. Only the
 * assignments tell (Azure RBAC, "What is Azure ABAC?"). `held` undefined: they could not be read.
 */
export function withConditions(verdict: Verdict, action: string, held: readonly HeldRole[] | undefined): Verdict {
  if (verdict.is !== 'yes') return verdict;
  if (held === undefined) return { is: 'probably', why: 'unless a condition on your role limits it' };
  const granting = held.filter((role) => may(role.entries, action));
  if (granting.length === 0 || granting.some((role) => !role.conditional)) return verdict;
  return { is: 'probably', why: 'if the condition on your role allows it' };
}
