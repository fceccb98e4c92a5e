import type { Resource } from '../domain/resource.ts';
import type { SetupError } from '../errors.ts';

/** A deployment at the scope of a subscription. */
export interface DeploymentKey {
  readonly subscriptionId: string;
  readonly name: string;
}

/** What is sent: a template without open ends. */
export interface DeploymentOrder extends DeploymentKey {
  /** Canonical name of the region that keeps its record; it has nothing to do with where resources go. */
  readonly location: string;
  readonly template: object;
  /** Values of its parameters. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** Something that Azure says of a resource that it didn't make. */
export interface Trouble {
  /** Azure's code: "RoleAssignmentExists". */
  readonly code: string;
  /** Whether it speaks of something: of an id, or of a name in quotation marks. */
  names(text: string): boolean;
  /** In words for a person, as if that resource had been made by itself. */
  error(resource: Resource): SetupError;
}

/** A deployment as Azure has it. */
export interface Deployment extends DeploymentKey {
  readonly location: string | undefined;
  /** Accepted, Running, Succeeded, Failed, Canceled, or another word. */
  readonly state: string;
  readonly isOver: boolean;
  readonly correlationId: string | undefined;
  /** Values of its parameters, as they were sent. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Why it failed, cause by cause; empty where it has not, or doesn't say. */
  readonly troubles: readonly Trouble[];
}

/** One thing that a deployment does. */
export interface Operation {
  /** Id of what is made; of a nested deployment for what is made in it. */
  readonly target: string;
  readonly state: string;
  readonly isOver: boolean;
  readonly troubles: readonly Trouble[];
}

/** What Azure says that a deployment would meet: something to make, or something that is there already. */
export type Foreseen = 'create' | 'there' | 'unknown';

/** What the service's own preview says: by ids in lower case; or why there is none. */
export type Preview =
  | { readonly is: 'told'; readonly changes: ReadonlyMap<string, Foreseen> }
  | { readonly is: 'refused'; readonly error: SetupError; readonly troubles: readonly Trouble[] }
  /** It was not ready in time. */
  | { readonly is: 'late' };

/** Deployments of templates, as far as they are read. */
export interface DeploymentReads {
  deployment(key: DeploymentKey): Promise<Deployment | undefined>;
  /** All that the scope remembers; `undefined` when the account may not list them. */
  deployments(subscriptionId: string): Promise<readonly Deployment[] | undefined>;
  /** What has begun so far; `undefined` where it can't be told. */
  deploymentOperations(key: DeploymentKey): Promise<readonly Operation[] | undefined>;
  /** One that was begun within another one, in a group. */
  nestedDeployment(id: string): Promise<Pick<Deployment, 'state' | 'isOver' | 'troubles'> | undefined>;
  /** The service's own preview, waited for no longer than that. */
  foresee(order: DeploymentOrder, milliseconds: number): Promise<Preview>;
}

/** How it went with the request that begins a deployment. */
export type Sent =
  | { readonly is: 'accepted' }
  /** One of the same name is under way: ours, where the correlation is. */
  | { readonly is: 'under-way' }
  /** Nothing was begun. */
  | { readonly is: 'refused'; readonly error: SetupError; readonly troubles: readonly Trouble[] };

/** Deployments of templates, as far as something is changed. */
export interface DeploymentWrites {
  /**
   * Begins one under a name that was just seen to be free; everything in it is made by Azure, side by side.
   * `correlationId`: a GUID by which it is known again.
   * @throws SetupError when it isn't known whether it was begun.
   */
  deploy(order: DeploymentOrder, correlationId: string): Promise<Sent>;
  /** Lets nothing more be begun; what is under way ends by itself. False when it was over already. */
  cancelDeployment(key: DeploymentKey): Promise<boolean>;
}
