import { variableOf } from '../cli/other-options.ts';
import type { Line, Status } from '../engine/context.ts';
import type { OpenQuestion } from '../engine/flow.ts';
import { exitCodes, type InterruptedError, type SetupError } from '../errors.ts';
import type { Azure } from '../port/azure.ts';
import type { Report } from '../step/report.ts';
import { safe } from '../text/safe.ts';
import { commandLine } from '../text/shell.ts';

type OutcomeWord =
  | 'ready'
  | 'planned'
  | 'handover'
  | 'waiting'
  | 'needs-answers'
  | 'needs-approval'
  | 'interrupted'
  | 'failed'
  | 'left';

/** How a run ended, for the screen, for programs and for the exit code. */
export interface Result {
  readonly outcome: OutcomeWord;
  readonly lines: readonly Line[];
  readonly report: Partial<Report>;
  readonly planId?: string | undefined;
  readonly requests: Azure['requests'];
  readonly stateFile: string | undefined;
  readonly error?: SetupError | undefined;
  readonly questions?: readonly OpenQuestion[] | undefined;
  readonly handOverFile?: string | undefined;
  /** Whom to send it to, as far as it is known. */
  readonly helpers?: readonly string[] | undefined;
  readonly signal?: InterruptedError['signal'] | undefined;
}

/** The exit code of the contract. */
export function exitCodeOf(result: Result): number {
  switch (result.outcome) {
    case 'ready':
    case 'planned':
    case 'left':
      return exitCodes.ready;
    case 'handover':
      return exitCodes.handover;
    case 'waiting':
      return exitCodes.forNow;
    case 'needs-answers':
    case 'needs-approval':
      return exitCodes.usage;
    case 'interrupted':
      return signalCodes[result.signal ?? 'SIGINT'];
    case 'failed':
      return result.error ? exitCodes[result.error.ending] : exitCodes.defect;
  }
}

/** 128 and the signal's number, as shells count. */
export const signalCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

const jsonStatus: Readonly<Record<Status, string>> = {
  done: 'done',
  reused: 'reused',
  planned: 'planned',
  skipped: 'skipped',
  waiting: 'waiting',
  failed: 'failed',
  blocked: 'open',
  open: 'open',
};

/** Endings whose lines say what would be done. */
const plans: readonly OutcomeWord[] = ['planned', 'needs-approval'];

/** The document of `--json`. What is not known yet is null, never left out. */
export function jsonOf(result: Result): Readonly<Record<string, unknown>> {
  const { report, error } = result;
  const { role, account } = report;
  return {
    schema: 1,
    outcome: result.outcome === 'left' ? 'planned' : result.outcome,
    name: report.name ?? null,
    hostName: report.hostName ?? null,
    resourceGroup: report.resourceGroup ?? null,
    location: report.location ?? null,
    resourceId: report.resourceId ?? null,
    subscriptionId: report.subscriptionId ?? null,
    tenantId: report.tenantId ?? null,
    role: {
      name: role?.name ?? null,
      definitionId: role?.definitionId ?? null,
      assignee: role?.assignee ?? null,
      principalId: role?.principalId ?? null,
      principalType: role?.principalType ?? null,
      assignmentId: role?.assignmentId ?? null,
      scope: role?.scope ?? null,
    },
    steps: result.lines.map((line) => ({
      id: line.id,
      status: line.status === 'planned' && !plans.includes(result.outcome) ? 'open' : jsonStatus[line.status],
      summary: safe(line.says),
      az: line.az.map(commandLine),
      evidence: line.evidence,
    })),
    requests: { reads: result.requests.reads, writes: result.requests.writes },
    planId: result.planId ?? null,
    account: account ? { name: account.name, objectId: account.objectId, tenantId: account.tenantId } : null,
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
    ...(result.questions && { questions: result.questions.map(questionOf) }),
    ...(result.handOverFile !== undefined && { handOverFile: result.handOverFile }),
    stateFile: result.stateFile ?? null,
  };
}

function questionOf({ asked, when }: OpenQuestion): Readonly<Record<string, unknown>> {
  const { question, choices, preselected } = asked;
  return {
    key: question.key,
    flag: `--${question.flag}`,
    environment: variableOf(question),
    message: question.message,
    why: when === undefined ? question.explain : `Only when ${when}. ${question.explain}`,
    ...(choices.length > 0 && {
      choices: choices.map(({ value, label, disabled }) => ({
        value,
        label,
        ...(disabled !== undefined && { disabled }),
      })),
    }),
    ...(preselected !== undefined && { default: preselected }),
  };
}
