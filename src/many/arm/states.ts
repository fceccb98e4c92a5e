import type { Operation } from '../../port/deployments.ts';
import { type Deployed, errorOf, isThere } from './causes.ts';
import { idsOf, type Member } from './running.ts';

/** How far a row is: `waits` for its group, or for its turn. */
export interface MemberState {
  /** What tells the row from others: the id of the deployment in its group. */
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly is: 'waits' | 'under-way' | 'made' | 'failed';
  /** Why it failed, where that is told already. */
  readonly why?: string | undefined;
}

/** The first cause that its operations tell. */
function whyFailed(own: readonly Operation[], member: Deployed): string | undefined {
  const [trouble] = own.flatMap(({ troubles }) => troubles);
  return trouble && errorOf(trouble, member).message;
}

/** How far the rows are, by what has begun. What isn't listed has not begun; a list that can't be read leaves all open. */
export function statesOf(
  members: readonly Member[],
  operations: readonly Operation[] | undefined,
): readonly MemberState[] {
  const known = new Map((operations ?? []).map((each) => [each.target.toLowerCase(), each]));
  return members.map(({ name, region, deploying }): MemberState => {
    const own = [...idsOf(deploying)].flatMap((id) => known.get(id) ?? []);
    const id = deploying.nested.toLowerCase();
    const nested = known.get(id);
    const failed = own.filter(({ state }) => /^(failed|canceled)$/i.test(state));
    // Access that somebody has already is no failure.
    if (failed.some(({ troubles }) => troubles.length === 0 || !troubles.every(isThere)))
      return { id, name, region, is: 'failed', why: whyFailed(own, { deploying }) };
    if (nested?.isOver === true) return { id, name, region, is: 'made' };
    return { id, name, region, is: own.length === 0 ? 'waits' : 'under-way' };
  });
}
