import type { Subject } from './domain/subject.ts';
import type { HandOver } from './step/hand-over.ts';
import { mistakable } from './text/look-alike.ts';

/** How the program can end, and the exit code of each ending: scripts rely on these numbers. */
export const exitCodes = {
  ready: 0,
  defect: 1,
  usage: 2,
  handover: 3,
  refused: 4,
  signIn: 5,
  forNow: 75,
} as const;

export type Ending = Exclude<keyof typeof exitCodes, 'ready'>;

/** What an error tells a person: what happened, why, and what to do next; and to programs, its code. */
export interface ErrorDetails {
  /** Decides the exit code. */
  readonly ending: Ending;
  /** Azure's own code where there is one, otherwise a word of ours. */
  readonly code: string;
  /** What happened, one sentence. */
  readonly message: string;
  /** What to do next, one or two sentences. */
  readonly suggestion: string;
  /** `soon`: the same request may well succeed within minutes. `answer`: another answer about one of `cures` helps. */
  readonly again?: 'soon' | 'answer' | undefined;
  /** What another answer about would help; with `soon`, when waiting didn't. */
  readonly cures?: readonly Subject[] | undefined;
  readonly httpStatus?: number | undefined;
  readonly correlationId?: string | undefined;
  /** Seconds that the server asks to wait before the next try. */
  readonly retryAfter?: number | undefined;
  /** The step where it happened, once it is known. */
  readonly step?: string | undefined;
  /** What it is about on the screen, where that is not the step: "Region". */
  readonly title?: string | undefined;
  /** For a colleague with more rights, where the step can tell. */
  readonly handOver?: HandOver | undefined;
}

/** The one kind of error that steps and ports throw. Everything else that is thrown is a defect of the program. */
export class SetupError extends Error implements ErrorDetails {
  override readonly name = 'SetupError';
  readonly ending: Ending;
  readonly code: string;
  readonly suggestion: string;
  readonly again: ErrorDetails['again'];
  readonly cures: ErrorDetails['cures'];
  readonly httpStatus: number | undefined;
  readonly correlationId: string | undefined;
  readonly retryAfter: number | undefined;
  readonly step: string | undefined;
  readonly title: string | undefined;
  readonly handOver: HandOver | undefined;
  constructor(details: ErrorDetails, cause?: unknown) {
    super(details.message, cause === undefined ? undefined : { cause });
    this.ending = details.ending;
    this.code = details.code;
    this.suggestion = details.suggestion;
    this.again = details.again;
    this.cures = details.cures;
    this.httpStatus = details.httpStatus;
    this.correlationId = details.correlationId;
    this.retryAfter = details.retryAfter;
    this.step = details.step;
    this.title = details.title;
    this.handOver = details.handOver;
  }
}

/** The same error with other details: another suggestion, or the step where it happened. */
export function withDetails(error: SetupError, more: Partial<ErrorDetails>): SetupError {
  const {
    ending,
    code,
    message,
    suggestion,
    again,
    cures,
    httpStatus,
    correlationId,
    retryAfter,
    step,
    title,
    handOver,
  } = error;
  const same = { ending, code, message, suggestion, again, cures, httpStatus, correlationId, retryAfter };
  return new SetupError({ ...same, step, title, handOver, ...more }, error);
}

/** What is thrown in a step, with the step where it happened if nobody has said so yet; a defect as it is. */
export function atStep(step: string, error: unknown): unknown {
  return error instanceof SetupError && error.step === undefined ? withDetails(error, { step }) : error;
}

/** Azure's code and correlation id, for the small print: support asks for them. */
export function smallPrint({ code, correlationId }: ErrorDetails): string {
  return `Details: ${[code, correlationId && `correlation ${correlationId}`].filter(Boolean).join(', ')}`;
}

/**
 * An answer that cannot be used, with what would be right: ends unattended runs with exit code 2. Characters that only look
 * like the right ones are pointed out.
 */
export function usageError(code: string, message: string, suggestion: string): SetupError {
  const closely = mistakable(message);
  const help = closely === '' ? suggestion : `${closely} ${suggestion}`;
  return new SetupError({ ending: 'usage', code, message, suggestion: help });
}

/** The person pressed Ctrl-C (SIGINT), or the system asked the program to end; all that matters is saved already. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError';
  readonly signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP';
  constructor(signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP') {
    super(`interrupted by ${signal}`);
    this.signal = signal;
  }
}
