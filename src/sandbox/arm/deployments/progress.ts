import type { Context } from '../../context.ts';
import type { Reply } from '../../exchange.ts';
import type { Caller } from '../../world/caller.ts';
import { isActive } from '../../world/deployments.ts';
import { nextMoment, settled } from '../../world/passage.ts';
import type { World } from '../../world/world.ts';
import type { Inside } from '../call.ts';
import { runDeployments } from './run.ts';

/** What deployments need of what is around them. */
export interface Surroundings {
  readonly insideFor: (caller: Caller, context: Context) => Inside;
  readonly strike: (method: string, address: string) => Reply | undefined;
}

/** Whether a world has deployments at all, past or under way. */
export function hasDeployments({ deployments }: World): boolean {
  return deployments !== undefined;
}

/**
 * The world with everything that has happened by now: what time alone brings about, and what deployments did at each of the
 * moments in between. Nothing runs on timers: a deployment goes on when somebody looks, exactly as if it had never paused.
 */
export function progressed(world: World, context: Context, { insideFor, strike }: Surroundings): World {
  let current = world;
  while (Object.values(current.deployments ?? {}).some(isActive)) {
    const next = Math.max(nextMoment(current), 0);
    if (next > context.now) return current;
    const then: Context = { ...context, now: next };
    const before = settled(current, next);
    const after = runDeployments(before, then, (deployment) => ({
      now: next,
      strike,
      inside: insideFor(deployment.caller, then),
    }));
    // Nothing moved: what is left is for time alone.
    if (after === current) return current;
    current = after;
  }
  return settled(current, context.now);
}
