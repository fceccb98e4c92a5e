import { becameWhat, doesWhat } from '../domain/resource.ts';
import type { Begun, Context, Line } from '../engine/context.ts';
import type { Plan } from '../engine/plan.ts';
import { foundOf, isPlanned } from '../engine/resume.ts';
import { SetupError } from '../errors.ts';
import { ago } from './saved/words.ts';

/** What came of what an earlier run had begun: it is there, it is on its way, or Azure has nothing of it. */
async function cameOf(context: Context, plan: Plan, begun: Begun): Promise<Pick<Line, 'says' | 'status'> | undefined> {
  const outcome = plan.outcomes.get(begun.step);
  if (outcome?.kind === 'change' && outcome.change.makes === undefined)
    return { says: 'begun by this set-up before; it went on in Azure, and still does', status: 'waiting' };
  const found = await foundOf(context, begun);
  if (found !== undefined) {
    const when = found.born === undefined ? '' : ` (${ago(new Date(found.born), new Date(context.clock.now()))})`;
    return { says: `${becameWhat(begun)} while you were away${when}`, status: 'done' };
  }
  if (outcome?.kind !== 'change') return undefined;
  return { says: `this set-up began to ${doesWhat(begun)}, and nothing came of it: it is begun again`, status: 'open' };
}

/** Says what came of what was under way when an earlier run ended without knowing. */
export async function sayMeanwhile(context: Context, plan: Plan): Promise<void> {
  const begun = context.memory.begun();
  const line = plan.lines.find(({ id }) => id === begun?.step);
  if (begun === undefined || line === undefined || !isPlanned(plan, begun)) return;
  const news = await cameOf(context, plan, begun).catch((error: unknown): undefined => {
    // Carrying it out looks again, and says why that isn't possible.
    if (!(error instanceof SetupError)) throw error;
  });
  if (news !== undefined) context.tell({ kind: 'meanwhile', line: { ...line, ...news } });
}
