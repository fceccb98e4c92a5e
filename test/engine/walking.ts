import { apply } from '../../src/engine/apply.ts';
import { makePlan } from '../../src/engine/make-plan.ts';
import { newSession } from '../../src/engine/session.ts';

export const all = { resourceGroup: 'rg-factory', name: 'factory-twins' };

/** Plans and carries out: both walks. */
export async function both(context: Parameters<typeof makePlan>[0]): Promise<Awaited<ReturnType<typeof apply>>> {
  const session = newSession();
  return apply(context, session, await makePlan(context, session));
}
