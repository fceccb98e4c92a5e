import { askedOnce } from '../port/asked-once.ts';
import type { Azure } from '../port/azure.ts';
import type { AnyStep, FactsById } from '../step/step.ts';
import type { Ahead } from '../step/world.ts';

/** What several steps look at, and what is looked at before the turn of a step has come. */
const shared = [
  'subscriptions',
  'provider',
  'resourceGroups',
  'resourceGroup',
  'instances',
  'instance',
  'nameAvailability',
  'locks',
  'restrictions',
  'policyDenials',
  'permissions',
  'denyAssignments',
  'me',
  'myGroups',
  'roleAssignments',
  'roleAssignmentsOf',
  'roleDefinitions',
] as const satisfies readonly (keyof Azure)[];

/** Milliseconds for which what was seen counts as just seen: a person who thinks meanwhile may have done something. */
const justNow = 30_000;

/** Azure as it is seen in one look: the same is asked once. */
export interface OneLook {
  readonly azure: Azure;
  /** For who asks before it is needed. */
  readonly ahead: Azure;
  /** From now on everything is looked at anew: something was changed, or turned out otherwise. */
  end(): void;
}

/** Begins a look. It ends by itself for what is a moment old. */
export function oneLook(azure: Azure, now: () => number): OneLook {
  let isOver = false;
  const isFresh = (at: number): boolean => !isOver && now() - at < justNow;
  const { reads, ahead } = askedOnce(azure, shared, { isFresh, now });
  const end = (): void => void (isOver = true);
  return { azure: { ...azure, ...reads }, ahead: { ...azure, ...ahead }, end };
}

/**
 * Starts what steps will ask for in any case, as far as it is known by now. What fails is no trouble here: the step that needs it
 * meets that when its turn has come.
 */
export function lookAhead(
  { ahead: azure }: OneLook,
  steps: readonly AnyStep[],
  world: (step: AnyStep) => Ahead<FactsById>,
): void {
  for (const step of steps) {
    for (const read of step.ahead?.({ ...world(step), azure }) ?? []) read.catch(() => undefined);
  }
}
