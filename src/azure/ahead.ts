import { SetupError } from '../errors.ts';
import type { SignInMethod } from '../port/azure.ts';
import { type Connection, connect, type Wishes } from './http/connection.ts';
import { checkSignIn } from './sign-in/check.ts';
import { directoryAskedFirst } from './sign-in/first-asked.ts';
import { offersHere } from './sign-in/offers.ts';

/** A way to the network on which something was asked before what uses it was loaded. */
export interface Ahead {
  readonly connection: Connection;
  /** Until Azure is opened on it, and says when it may, nothing is written. */
  allow(writes: () => boolean): void;
}

/** Who is going to sign in. */
export interface Entering {
  readonly method: SignInMethod;
  /** The directory that was named. */
  readonly tenant: string | undefined;
}

/**
 * Asks what a sign-in asks first, while what signs in is still to be loaded: how to sign in to its directory. Undefined where that
 * isn't sure to be asked, or can't be, also because this machine has no such way to sign in; why, the sign-in itself will say.
 */
export async function askedAhead(
  wishes: Omit<Wishes, 'requests' | 'allowWrites'>,
  { method, tenant }: Entering,
): Promise<Ahead | undefined> {
  const { cloud, environment } = wishes;
  let mayWrite = (): boolean => false;
  try {
    const offer = offersHere(cloud, environment, undefined).find((each) => each.method === method);
    if (offer === undefined || offer.unavailable !== undefined) return undefined;
    checkSignIn(cloud, method, tenant, environment);
    const directory = directoryAskedFirst(cloud, method, tenant, environment);
    if (directory === undefined) return undefined;
    const requests = { reads: 0, writes: 0 };
    const connection = await connect({ ...wishes, requests, allowWrites: () => mayWrite() });
    await connection.learn(directory);
    return {
      connection,
      allow: (writes) => {
        mayWrite = writes;
      },
    };
  } catch (error) {
    if (error instanceof SetupError) return undefined;
    throw error;
  }
}
