/** Who asks, as the token says. */
export interface Caller {
  readonly kind: 'user' | 'app';
  readonly objectId: string;
  readonly tenantId: string;
  /** User principal name, or the application id: the "client" of error texts. */
  readonly name: string;
  /** Whether multi-factor authentication backs the token. */
  readonly mfa: boolean;
}
