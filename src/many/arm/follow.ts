import type { Deployment, Operation } from '../../port/deployments.ts';
import { type MemberState, type Running, statesOf } from './running.ts';

/** How a person leaves a deployment that is under way. */
export interface Leaving {
  /** Aborts when the person wants to. */
  readonly asked: AbortSignal;
  /** What shall be done with it: asked once, for all that is under way. */
  decide(): Promise<'leave' | 'cancel'>;
  /** Nothing is under way any more: from now on the person ends the run. */
  over(): void;
}

/** What a deployment is followed with. */
export interface Following {
  readonly leaving: Leaving;
  /** How far its rows are. */
  tell(states: readonly MemberState[]): void;
}

/** How the following of a deployment ended. */
export type Followed = {
  /** The last that was known of what it has begun. */
  readonly operations: readonly Operation[] | undefined;
} & (
  | { readonly is: 'over'; readonly deployment: Deployment; readonly wasCancelled: boolean }
  /** It is not known any more: somebody has deleted its record. */
  | { readonly is: 'gone' }
  /** It goes on; `why`: it could not be cancelled. */
  | { readonly is: 'left'; readonly why?: unknown }
  /** It takes longer than was to be waited for. */
  | { readonly is: 'late' }
);

/** Milliseconds between two looks, by how long it has been waited for: at first soon, since small ones are over soon. */
function pace(waited: number): number {
  if (waited < 2000) return 1000;
  return waited < 60_000 ? 2000 : 5000;
}

/** Looks at which what was just sent may not be known yet. */
const unknownAtFirst = 5;

/** Cancels it because the person said so. Gives why it goes on all the same; undefined when it ends. */
async function cancelled({ members, ...key }: Running): Promise<unknown> {
  const [member] = members;
  try {
    await member?.context.azure.cancelDeployment(key);
    return undefined;
  } catch (error) {
    return error;
  }
}

/**
 * Follows a deployment until it is over, which is told by its own state only; what it does is looked at for the screen.
 * @throws SetupError when Azure can't be reached any more: the deployment goes on.
 */
export async function follow(running: Running, { leaving, tell }: Following): Promise<Followed> {
  const { members, correlationId } = running;
  const [first] = members;
  if (first === undefined) return { is: 'gone', operations: undefined };
  const { azure, clock, signal, timeout } = first.context;
  const since = clock.now();
  let operations: readonly Operation[] | undefined;
  let isSeen = false;
  let isAsked = false;
  let wasCancelled = false;
  for (let looks = 0; ; looks += 1) {
    const deployment = await azure.deployment(running);
    const isOurs = deployment?.correlationId === correlationId;
    if (!isOurs && (isSeen || looks >= unknownAtFirst)) return { is: 'gone', operations };
    if (isOurs) {
      isSeen = true;
      operations = (await azure.deploymentOperations(running)) ?? operations;
      tell(statesOf(members, operations));
      if (deployment.isOver) return { is: 'over', deployment, operations, wasCancelled };
    }
    const waited = clock.now() - since;
    if (timeout !== undefined && waited >= timeout * 1000) return { is: 'late', operations };
    if (leaving.asked.aborted && !isAsked) {
      isAsked = true;
      if ((await leaving.decide()) === 'leave') return { is: 'left', operations };
      const why = await cancelled(running);
      if (why !== undefined) return { is: 'left', operations, why };
      wasCancelled = true;
      continue;
    }
    await clock
      .wait(pace(waited), isAsked ? signal : AbortSignal.any([signal, leaving.asked]))
      .catch((error: unknown) => {
        if (signal.aborted || !leaving.asked.aborted) throw error;
      });
  }
}
