import type { Moment } from './moment.ts';

/** A sign-in with a code on another device, from the first request until its tokens are fetched. */
export interface DeviceCode {
  /** SHA-256 of the device code, base64url. */
  readonly hash: string;
  readonly userCode: string;
  readonly tenant: string;
  readonly clientId: string;
  readonly scope: string;
  readonly issuedAt: Moment;
  readonly expiresAt: Moment;
  /** Whether the request asked for multi-factor authentication. */
  readonly mfa: boolean;
  readonly verdict:
    | { readonly is: 'pending' /** When the sandbox approves by itself. */; readonly approvesAt: Moment | null }
    | { readonly is: 'approved'; readonly objectId: string }
    | { readonly is: 'declined' }
    | { readonly is: 'redeemed' };
}
