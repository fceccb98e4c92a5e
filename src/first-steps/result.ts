import { exitCodes, type InterruptedError, type SetupError } from '../errors.ts';
import type { Azure, TwinsDocument } from '../port/azure.ts';
import { safe } from '../text/safe.ts';
import { signalCodes } from '../wizard/result.ts';
import type { Place } from './access.ts';
import type { Written } from './programs/write.ts';
import type { Removed } from './removal.ts';
import type { SampleThing } from './sample.ts';

/** How first steps ended. `left`: the person stopped. `needs-approval`: nobody could say yes. */
export interface Result {
  readonly outcome: 'ready' | 'removed' | 'left' | 'needs-approval' | 'interrupted' | 'failed';
  readonly place?: Place | undefined;
  /** What became of each thing, as far as it was looked at. */
  readonly things: readonly {
    readonly thing: SampleThing;
    readonly status: 'made' | 'there' | 'planned' | Removed['status'];
    readonly why?: string;
  }[];
  readonly rows?: readonly TwinsDocument[] | undefined;
  readonly program?: Written | undefined;
  readonly error?: SetupError | undefined;
  readonly signal?: InterruptedError['signal'] | undefined;
}

/** The exit code of the contract. */
export function exitCodeOf({ outcome, error, signal }: Result): number {
  switch (outcome) {
    case 'ready':
    case 'removed':
    case 'left':
      return exitCodes.ready;
    case 'needs-approval':
      return exitCodes.usage;
    case 'interrupted':
      return signalCodes[signal ?? 'SIGINT'];
    case 'failed':
      return exitCodes[error?.ending ?? 'defect'];
  }
}

/** The document of `--json`. What is not known is null, never left out. */
export function documentOf(
  result: Result,
  query: string,
  requests: Azure['requests'],
  stateFile: string | undefined,
): object {
  const { place, program, error } = result;
  const { account, instance } = place ?? {};
  return {
    schema: 1,
    outcome: result.outcome,
    name: instance?.name ?? null,
    hostName: place?.hostName ?? null,
    things: result.things.map(({ thing, status, why }) => ({
      kind: thing.key.kind,
      id: thing.key.id,
      status,
      ...(why !== undefined && why !== '' && { reason: safe(why) }),
    })),
    query,
    rows: result.rows ?? null,
    program: program === undefined ? null : { ...program, files: [...program.files] },
    requests: { reads: requests.reads, writes: requests.writes },
    account: account ? { name: account.username, objectId: account.objectId, tenantId: account.tenantId } : null,
    ...(error && {
      error: { code: error.code, message: safe(error.message), help: safe(error.suggestion), step: null },
    }),
    stateFile: stateFile ?? null,
  };
}
