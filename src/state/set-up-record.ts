import type { Approved, ApprovedUndo } from '../domain/consent.ts';
import type { PlanAccount } from '../domain/plan.ts';
import type { Resource } from '../domain/resource.ts';
import type { Answer } from '../engine/context.ts';

/** What is saved of a set-up. Never a token, secret, password or device code: it has no field for one. */
export interface SetupRecord {
  /** The version of the format; what is read of an older one is brought to the newest. */
  readonly schema: number;
  readonly program: 'adt-setup';
  readonly id: string;
  /** Random, and kept for the life of the set-up: with `id` its lineage. Invented names are made from it. */
  readonly seed: string;
  /** `sandbox`, or the name of the cloud: a set-up of one never meets the other. */
  readonly cloud: string;
  /** The directory (tenant) of the subscription, once it is known. */
  readonly tenant: string | null;
  /** Who has carried it out last. */
  readonly account: Pick<PlanAccount, 'name' | 'objectId'> | null;
  readonly startedAt: string;
  readonly updatedAt: string;
  /** Grows by one at each save. */
  readonly serial: number;
  readonly answers: Readonly<Record<string, Answer>>;
  /** The plan that was agreed to last. */
  readonly approved: ApprovedAt | null;
  /** What later commands need. */
  readonly facts: SavedFacts;
  /** Steps that were seen to be done. Carrying on looks again all the same. */
  readonly done: readonly string[];
  readonly making: Making | null;
  readonly made: readonly Made[];
  /** The removal that was agreed to, from when it begins until something is made again. */
  readonly undo: UndoAt | null;
  /** `ready` when it ended well, `undone` when it was taken back. */
  readonly outcome: string | null;
  /** What was sent in a deployment of which it isn't known yet how it ended; left out where there is none. */
  readonly deploying?: Deploying;
  /** The set-ups of a list, each with all of the above for itself; left out of a single one. */
  readonly rows?: readonly SetupRecord[];
}

/** How far a set-up is. `undoing`: it is being taken back. */
export type Stage = 'unfinished' | 'finished' | 'undoing' | 'undone';

/** How far a set-up is, by what is saved of it. */
export function stageOf({ outcome, undo }: Pick<SetupRecord, 'outcome' | 'undo'>): Stage {
  if (outcome === 'undone') return 'undone';
  if (undo !== null) return 'undoing';
  return outcome === 'ready' ? 'finished' : 'unfinished';
}

interface UndoAt extends ApprovedUndo {
  readonly at: string;
}

interface ApprovedAt extends Approved {
  readonly at: string;
}

/** By these names, in a file; what isn't known is left out. */
export interface SavedFacts {
  readonly hostName?: string;
  readonly resourceId?: string;
  readonly principalId?: string;
  readonly principalType?: string;
  readonly roleId?: string;
  readonly assignmentId?: string;
  /** Of a list: the region that keeps the records of its deployments. */
  readonly deploymentLocation?: string;
}

export interface Thing {
  readonly step: string;
  /** Resource id. */
  readonly id: string;
  readonly kind: Resource['kind'];
  /** As it was sent; null where an older version did not write that down. */
  readonly sent: Resource | null;
}

/** A deployment of Resource Manager that makes several things of a set-up. */
export interface Deploying {
  readonly subscriptionId: string;
  readonly name: string;
  /** The region that keeps its record. */
  readonly location: string;
  /** By which it is known again: no other one has it. */
  readonly correlationId: string;
  readonly since: string;
  /** Id of the deployment within it that makes what is in the group. */
  readonly nested: string;
  readonly things: readonly Thing[];
}

interface Making extends Thing {
  readonly direction: 'make' | 'remove';
  readonly since: string;
}

export interface Made extends Thing {
  readonly at: string;
  /** When Azure made it; null where it did not tell, or an older version did not write that down. */
  readonly born: string | null;
}
