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
export interface Trouble {
  /** Decides the exit code. */
  readonly ending: Ending;
  /** Azure's own code where there is one, otherwise a word of ours. */
  readonly code: string;
  /** What happened, one sentence. */
  readonly message: string;
  /** What to do next, one or two sentences. */
  readonly help: string;
  /** `soon`: the same request may well succeed within minutes. `answer`: another answer to one of `questions` cures it. */
  readonly again?: 'soon' | 'answer' | undefined;
  /** The keys of the questions of which another answer would help; with `soon`, when waiting didn't. */
  readonly questions?: readonly string[] | undefined;
  readonly httpStatus?: number | undefined;
  readonly correlationId?: string | undefined;
  /** Seconds that the server asks to wait before the next try. */
  readonly retryAfter?: number | undefined;
}

/** The one kind of error that steps and ports throw. Everything else that is thrown is a defect of the program. */
export class SetupError extends Error {
  override readonly name = 'SetupError';
  readonly trouble: Trouble;
  constructor(trouble: Trouble, cause?: unknown) {
    super(trouble.message, cause === undefined ? undefined : { cause });
    this.trouble = trouble;
  }
}

/** Azure's code and correlation id, for the small print: whoever asks for help needs them. */
export function smallPrint({ code, correlationId }: Trouble): string {
  return `Details: ${[code, correlationId && `correlation ${correlationId}`].filter(Boolean).join(', ')}`;
}

/** An answer that cannot be used, with what would be right: ends unattended runs with exit code 2. */
export function usageError(code: string, message: string, help: string): SetupError {
  return new SetupError({ ending: 'usage', code, message, help });
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
