import { type DataCount } from '../domain/consent.ts';
import type { PlanAccount } from '../domain/plan.ts';
import type { Fate } from '../engine/undo/apply.ts';
import { exitCodes, type InterruptedError, type SetupError } from '../errors.ts';
import type { AzureReads } from '../port/azure.ts';
import { safe } from '../text/safe.ts';
import { signalCodes } from '../wizard/result.ts';
import type { UndoPlan } from './plan.ts';

export type UndoOutcome =
  | 'undone'
  | 'planned'
  | 'handover'
  | 'waiting'
  | 'needs-approval'
  | 'interrupted'
  | 'failed'
  | 'left';

/** How an undo ended, for the screen, for programs and for the exit code. */
export interface UndoResult {
  readonly outcome: UndoOutcome;
  readonly name: string;
  readonly plan: UndoPlan | undefined;
  readonly fates: ReadonlyMap<string, Fate>;
  readonly requests: AzureReads['requests'];
  readonly stateFile: string | undefined;
  /** Where the instance was, bare. */
  readonly hostName?: string | undefined;
  readonly error?: SetupError | undefined;
  readonly waitsFor?: string | undefined;
  readonly signal?: InterruptedError['signal'] | undefined;
  readonly handOverFile?: string | undefined;
}

export function undoExitCode({ outcome, error, signal }: UndoResult): number {
  switch (outcome) {
    case 'undone':
    case 'planned':
    case 'left':
      return exitCodes.ready;
    case 'handover':
      return exitCodes.handover;
    case 'waiting':
      return exitCodes.forNow;
    case 'needs-approval':
      return exitCodes.usage;
    case 'interrupted':
      return signalCodes[signal ?? 'SIGINT'];
    case 'failed':
      return error ? exitCodes[error.ending] : exitCodes.defect;
  }
}

interface Row {
  readonly kind: string;
  readonly id: string;
  readonly action: 'remove' | 'keep';
  readonly status: 'planned' | Fate['status'];
  readonly reason: string;
}

/** Whether nothing was done yet. */
function isOpen(outcome: UndoOutcome): boolean {
  return ['planned', 'left', 'needs-approval'].includes(outcome);
}

/** Every thing of the set-up with what comes, or has come, of it: what was made first, the newest first, then what was found. */
export function rowsOf({ plan, fates, outcome }: UndoResult): readonly Row[] {
  if (plan === undefined) return [];
  const missing = new Map(plan.missing.map(({ entry, action }) => [entry.thing.id, action]));
  const made = plan.entries.map(({ thing, removal }): Row => {
    const { kind, id } = thing;
    const fate = fates.get(id);
    const lacks = missing.get(id);
    if (removal.kind === 'remove' && lacks !== undefined)
      return { kind, id, action: 'remove', status: 'open', reason: `you may not: ${lacks} is missing` };
    if (removal.kind === 'remove') {
      const isKept = fate?.status === 'kept';
      const status = fate?.status ?? (isOpen(outcome) ? 'planned' : 'open');
      return { kind, id, action: isKept ? 'keep' : 'remove', status, reason: fate?.reason ?? removal.why };
    }
    if (removal.kind === 'gone') return { kind, id, action: 'remove', status: 'gone', reason: 'gone already' };
    return { kind, id, action: 'keep', status: fate?.status ?? 'kept', reason: fate?.reason ?? removal.why };
  });
  const found = plan.found.map(
    ({ kind, id }): Row => ({ kind, id, action: 'keep', status: 'kept', reason: 'was there before this set-up' }),
  );
  return [...made, ...found];
}

/** The document of `undo --json`. */
export function undoDocument(result: UndoResult): object {
  const { outcome, name, plan, requests, error, stateFile, handOverFile } = result;
  return {
    schema: 1,
    outcome: outcome === 'left' ? 'planned' : outcome,
    name,
    planId: plan?.id ?? null,
    resources: rowsOf(result).map((row) => ({ ...row, reason: safe(row.reason) })),
    data: plan === undefined ? null : (plan.data satisfies DataCount | null),
    requests: { reads: requests.reads, writes: requests.writes },
    account: accountOf(plan?.account),
    ...(error && {
      error: {
        code: error.code,
        message: safe(error.message),
        help: safe(error.suggestion),
        step: error.step ?? null,
        ...(error.correlationId !== undefined && { correlationId: error.correlationId }),
        ...(error.httpStatus !== undefined && { httpStatus: error.httpStatus }),
      },
    }),
    ...(handOverFile !== undefined && { handOverFile }),
    stateFile: stateFile ?? null,
  };
}

function accountOf(account: PlanAccount | undefined): object | null {
  return account === undefined ? null : { name: account.name, objectId: account.objectId, tenantId: account.tenantId };
}
