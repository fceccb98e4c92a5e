/** One way to sign in. */
export type SignInMethod = 'cli' | 'browser' | 'device-code' | 'environment';

/** A way to sign in that this machine offers now, and who one would be. */
export interface SignInOffer {
  readonly method: SignInMethod;
  /** Who one would be, as far as it can be known without signing in: "ana@contoso.com". */
  readonly account?: string | undefined;
  /** Whose session `cli` would use, or what proves the identity of an application: "Azure Developer CLI (azd)", "certificate". */
  readonly by?: string | undefined;
  /** Something to know before choosing it: "maybe left over". */
  readonly note?: string | undefined;
  /** Why it can't be used here, when it can't. */
  readonly unavailable?: string | undefined;
  /** Nobody is signed in to its program, and could be by that program itself: "Run az login". */
  readonly signedOut?: string | undefined;
  /** The same once its program has answered, which takes seconds; undefined where all is known. Never rejects. */
  readonly settled?: Promise<SignInOffer> | undefined;
}

/** Ways to sign in, once all that was asked about them has answered. */
export function settled(offers: readonly SignInOffer[]): Promise<readonly SignInOffer[]> {
  return Promise.all(offers.map((offer) => offer.settled ?? Promise.resolve(offer)));
}

/** A directory (tenant) that the signed-in account belongs to, and what there is for it. */
export interface AccountDirectory {
  readonly tenantId: string;
  /** "Contoso", when the directory tells. */
  readonly name?: string | undefined;
  /** "contoso.com". */
  readonly domain?: string | undefined;
  /** How many subscriptions can be used there; `undefined` when that directory would not tell. */
  readonly subscriptions: number | undefined;
  /** Why it would not tell: it wants more proof of who one is (multi-factor authentication), or something else. */
  readonly closed?: 'needs-proof' | 'refused' | undefined;
}

/** The signed-in account. */
export interface Account {
  readonly kind: 'user' | 'servicePrincipal';
  /** "Ana Lima"; the application's name or id for a service principal. */
  readonly displayName: string;
  /** User principal name or e-mail as the sign-in gives it; the application (client) id for a service principal. */
  readonly username: string;
  /** Directory (tenant) id of the sign-in, lower case. */
  readonly tenantId: string;
  /** "Contoso", when the directory tells. */
  readonly tenantName?: string | undefined;
  /** Object id in `tenantId`. */
  readonly objectId: string;
  readonly method: SignInMethod;
}
