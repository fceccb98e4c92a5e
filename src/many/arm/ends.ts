import type { SetupError } from '../../errors.ts';
import type { Rows } from '../../state/rows.ts';
import { causeOf, goneError } from './causes.ts';
import { conclude } from './conclude.ts';
import { type Followed, idsOf, type Member, type Running } from './running.ts';

/** How the deployment of a row ended. */
export type End =
  | { readonly is: 'made' }
  | { readonly is: 'failed'; readonly error: SetupError }
  /** It goes on in Azure, or nothing of it was begun: the person left, it takes too long, or it was cancelled before. */
  | { readonly is: 'left' | 'late' | 'cancelled' }
  /** Others have made something of it meanwhile: nothing was sent for it, and each thing is to be looked at by itself. */
  | { readonly is: 'elsewhere' };

/** How a deployment ended. */
type Over = Extract<Followed, { is: 'over' | 'gone' }>;

const isFine = (state: string): boolean => /^succeeded$/i.test(state);

async function endOf(member: Member, over: Over, isWhole: boolean, { name }: Pick<Running, 'name'>): Promise<End> {
  if (over.is === 'gone') return isWhole ? { is: 'made' } : { is: 'failed', error: goneError(name) };
  if (isFine(over.deployment.state)) return { is: 'made' };
  const error = isWhole && !hasFailed(member, over) ? undefined : await causeOf(member, over);
  if (error === undefined) return { is: 'made' };
  return over.wasCancelled && error.code === 'deployment-cancelled' ? { is: 'cancelled' } : { is: 'failed', error };
}

/** Something of it may be there, and came to nothing. */
function hasFailed({ deploying }: Member, { operations = [] }: Over): boolean {
  const ids = idsOf(deploying);
  return operations.some(({ target, state }) => /^failed$/i.test(state) && ids.has(target.toLowerCase()));
}

/**
 * What came of each row of a deployment that is over: what is there counts, and Azure is asked about the rest. All that is ours is
 * remembered.
 * @throws SetupError when something can't be looked up.
 */
export async function endsOf(running: Running, over: Over, rows: Rows): Promise<ReadonlyMap<Member, End>> {
  const isMade = over.is === 'over' && isFine(over.deployment.state);
  const whole = await conclude(running.members, rows, isMade);
  const ends = running.members.map(
    async (member) => [member, await endOf(member, over, whole.has(member), running)] as const,
  );
  return new Map(await Promise.all(ends));
}
