import type { Source } from '../../../src/azure/refusals/response.ts';
import type { Ending, ErrorDetails } from '../../../src/errors.ts';

type Again = ErrorDetails['again'] | 'no';

/** A refusal that is known from recordings, logs or documentation, in the wording of Azure, shortened; and what becomes of it. */
export interface Case {
  /** As Azure codes it; the AADSTS number is in the message. */
  readonly code: string;
  readonly status?: number;
  readonly says: string;
  readonly from?: Source;
  readonly ending: Ending;
  readonly again?: Again;
  readonly cures?: readonly string[];
  /** What message and help must hold together. */
  readonly tells: RegExp;
  /** Sent as a 401 with claims in WWW-Authenticate. */
  readonly claims?: true;
}

/** How Azure says that a right is missing. */
export const rights = (action: string, scope: string): string =>
  `The client 'ana' with object id 'x' does not have authorization to perform action '${action}' over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`;

/** A refusal of the sign-in service. */
export const entra = (
  word: string,
  says: string,
  rest: Omit<Case, 'code' | 'says' | 'from' | 'ending' | 'status'> & { ending?: Ending; status?: number },
): Case => ({
  status: 400,
  ending: 'signIn',
  ...rest,
  code: word,
  says,
  from: 'signIn',
});
