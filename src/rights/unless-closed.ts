import { SetupError } from '../errors.ts';

/**
 * What an account may not know is left open: undefined. That Azure is out of reach, and an interruption, are errors as ever:
 * "nobody can help" must not be said because the network was down.
 */
export async function unlessClosed<Value>(work: Promise<Value>): Promise<Value | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof SetupError && isClosed(error)) return undefined;
    throw error;
  }
}

/** A 404 that Azure didn't give (a proxy did) and a sign-in that is refused are no closed doors. */
function isClosed({ ending, httpStatus }: SetupError): boolean {
  return httpStatus === 403 || !['forNow', 'defect', 'signIn'].includes(ending);
}
