import type { Approved } from '../domain/consent.ts';
import { isSameAccount, type More, moreThan, type PlanAccount } from '../domain/plan.ts';
import type { Plan } from '../engine/plan.ts';
import { SetupError } from '../errors.ts';

/** What was said before the plan was there. */
export interface Given {
  /** `--yes`. */
  readonly yes: boolean;
  /** `--plan`. */
  readonly planId?: string | undefined;
  /** Nothing costs anything there, so nobody has to agree where nobody can be asked. */
  readonly practice: boolean;
  /** A person is there to agree. */
  readonly canAsk: boolean;
}

/** What the set-up remembers. */
export interface Remembered {
  readonly approved: Approved | null;
  /** Who has carried it out last, where nobody's approval is saved (a file of an older version). */
  readonly account: Pick<PlanAccount, 'name' | 'objectId'> | null;
  /** Something was made already, or begun. */
  readonly hasBegun: boolean;
  /** It has ended well before: looking at it again is anybody's. */
  readonly isFinished: boolean;
}

/** Whether a plan may be carried out. `before`: it was agreed to in an earlier run. `says`: why it is asked once more. */
export type Consent =
  | { readonly is: 'agreed'; readonly before: boolean }
  | { readonly is: 'to-ask'; readonly says?: string }
  | { readonly is: 'missing' };

/** The account that approved a set-up, or, in one of an older version, has begun it; undefined when it is the same as now. */
function otherThan(now: PlanAccount, { approved, account, hasBegun }: Remembered): string | undefined {
  const before = approved?.account ?? (hasBegun && account !== null ? { ...account, tenantId: now.tenantId } : now);
  if (isSameAccount(before, now)) return undefined;
  return before.name === now.name ? `${before.name} (${before.objectId})` : before.name;
}

function notApproved(message: string, suggestion: string): SetupError {
  return new SetupError({ ending: 'refused', code: 'not-approved', message, suggestion });
}

/** What would be made, in the words of the plan's lines. */
function words({ lines, outcomes }: Plan, more: readonly More[]): string {
  const said = more.map(({ resource, differs }) => {
    const [id] = [...outcomes].find(([, each]) => each.kind === 'change' && each.change.makes === resource) ?? [];
    const line = lines.find((each) => each.id === id);
    const what = line === undefined ? resource.id : `${line.title}: ${line.says}`;
    return differs.length === 0 ? what : `${what} (what was approved has other ${differs.join(', ')})`;
  });
  return said.join('; ');
}

/**
 * Whether what a plan would make was agreed to: by `--plan` or `--yes`, or by who approved it in an earlier run. Another account
 * never carries on unasked what somebody approved.
 * @throws SetupError (refused): `plan-changed` when `--plan` names another plan, `not-approved` when nobody can be asked about
 * what was not approved.
 */
export function consentTo(plan: Plan, saved: Remembered, given: Given): Consent {
  const { value } = plan;
  const other = value && otherThan(value.account, saved);
  const approved = other === undefined ? (saved.approved?.resources ?? []) : [];
  const more = moreThan(approved, plan.resources);
  const isCovered = saved.approved !== null && other === undefined && more.length === 0;
  if (given.planId !== undefined) {
    if (plan.id === given.planId) return { is: 'agreed', before: false };
    if (isCovered && saved.approved.planId === given.planId) return { is: 'agreed', before: true };
    throw planChanged(given.planId, plan, saved, more);
  }
  const isLook = plan.resources.length === 0;
  if (isLook && (other === undefined || saved.isFinished)) return { is: 'agreed', before: true };
  if (value !== undefined && other !== undefined) {
    const both = `This set-up was approved by ${other}, and you are signed in as ${value.account.name}.`;
    if (given.canAsk) return { is: 'to-ask', says: both };
    throw notApproved(
      both,
      'Sign in as before, or run it in a terminal, where you are asked; or begin another: --fresh.',
    );
  }
  if (isCovered) return { is: 'agreed', before: true };
  if (given.yes || (given.practice && !given.canAsk)) return { is: 'agreed', before: false };
  if (given.canAsk) return { is: 'to-ask' };
  if (saved.approved === null && !saved.hasBegun) return { is: 'missing' };
  throw notApproved(
    `This would be done, and nobody has approved it: ${words(plan, more)}.`,
    `Run it in a terminal, where you are asked; or agree with --yes${plan.id === undefined ? '' : ` or --plan ${plan.id}`}.`,
  );
}

function planChanged(wanted: string, plan: Plan, { approved }: Remembered, more: readonly More[]): SetupError {
  const isKnown = approved?.planId === wanted && more.length > 0;
  const now = plan.resources.length === 0 ? 'nothing' : words(plan, moreThan([], plan.resources));
  return new SetupError({
    ending: 'refused',
    code: 'plan-changed',
    message: `The plan is no longer ${wanted}: now it is ${plan.id ?? 'without an id'}. ${
      isKnown ? `What that one didn't have: ${words(plan, more)}.` : `What would be done now: ${now}.`
    }`,
    suggestion: 'Nothing was changed. Look at the plan with --dry-run, and give the id of the one that you agree to.',
  });
}
