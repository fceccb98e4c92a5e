import type { Caller } from './caller.ts';
import type { Moment } from './moment.ts';

/** An error in Resource Manager's shape, with those that it comes from. */
export interface DeploymentError {
  readonly code: string;
  readonly message: string;
  readonly target?: string;
  readonly details?: readonly DeploymentError[];
  readonly additionalInfo?: readonly unknown[];
}

/** How a deployment, or one of its operations, ended, or how far it is. */
type DeploymentState = 'Accepted' | 'Running' | 'Succeeded' | 'Failed' | 'Canceled';

/** One resource of a deployment, on its way. */
export interface DeploymentStep {
  /** Its key in the template. */
  readonly key: string;
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly symbol?: string;
  readonly operationId: string;
  readonly reads?: boolean;
  readonly state: 'Waiting' | Exclude<DeploymentState, 'Accepted'>;
  readonly startedAt?: Moment;
  readonly endedAt?: Moment;
  readonly statusCode?: string;
  readonly error?: DeploymentError;
  /** The operation of the resource provider, or the nested deployment, whose end it waits for. */
  readonly awaits?: string;
  /** When it is tried again. */
  readonly wakeAt?: Moment;
  readonly tries?: number;
}

/** A deployment of a template. */
export interface Deployment {
  /** As Azure writes it. */
  readonly id: string;
  readonly name: string;
  readonly subscriptionId: string;
  /** At the scope of a group: its name. */
  readonly group?: string;
  /** At the scope of a subscription: the region that keeps the record. */
  readonly location?: string;
  readonly template: unknown;
  /** Each with its type in lower case. Values of secure ones are forgotten once the deployment is over. */
  readonly parameters: Readonly<Record<string, { readonly type: string; readonly value: unknown }>>;
  readonly correlationId: string;
  /** On whose behalf: each resource is made with their rights. */
  readonly caller: Caller;
  readonly state: DeploymentState;
  readonly startedAt: Moment;
  readonly endedAt?: Moment;
  readonly steps: readonly DeploymentStep[];
  /** What of the answers follows from the template alone. */
  readonly templateHash: string;
  readonly providers: readonly unknown[];
  readonly dependencies: readonly unknown[];
  readonly outputs?: unknown;
  /** Ids of what it made, nested deployments' included. */
  readonly outputResources?: readonly string[];
  readonly error?: DeploymentError;
}

/** What a request is answered with later, at an address of its own. */
export interface Job {
  readonly id: string;
  readonly subscriptionId: string;
  readonly readyAt: Moment;
  /** Undefined: nothing but that it is over. */
  readonly result?: unknown;
}

/** Whether a deployment is still under way. */
export function isActive({ state }: Pick<Deployment, 'state'>): boolean {
  return state === 'Accepted' || state === 'Running';
}

/** Seven days: how long a deployment may take (recorded, in the refusal of another one of the same name). */
const longest = 7 * 24 * 3_600_000;

/** When a deployment has taken too long. */
export function expiresAt({ startedAt }: Pick<Deployment, 'startedAt'>): Moment {
  return startedAt + longest;
}

/** When an active deployment goes on by itself: at once where it hasn't begun. */
export function wakesAt(deployment: Deployment): Moment {
  if (deployment.state === 'Accepted') return deployment.startedAt;
  if (deployment.state !== 'Running') return Infinity;
  return deployment.steps.reduce((next, each) => Math.min(next, each.wakeAt ?? Infinity), expiresAt(deployment));
}
