/**
 * Why somebody who has signed in is asked to do it once more: Azure wants a second proof of who they are, or a directory
 * doesn't do with the sign-in that there was.
 */
export type OnceMore = 'second-proof' | 'directory';

/** What the port reports while it works. */
export type AzureEvent =
  | {
      readonly kind: 'device-code';
      readonly userCode: string;
      readonly verificationUri: string;
      readonly expiresInSeconds: number;
      readonly approvesItself: boolean;
      /** The code before it was not used in time. */
      readonly renewed?: boolean | undefined;
      /** No directory is named, so personal accounts can't sign in. */
      readonly workOnly?: boolean | undefined;
      readonly onceMore?: OnceMore | undefined;
    }
  | {
      readonly kind: 'browser';
      readonly url: string;
      readonly workOnly?: boolean | undefined;
      readonly onceMore?: OnceMore | undefined;
    }
  /** No browser may have opened: this is what it was to open. */
  | { readonly kind: 'browser-address'; readonly address: string }
  | { readonly kind: 'delayed'; readonly seconds: number; readonly why: string }
  /** A program of somebody else's takes long to answer, and is waited for. */
  | { readonly kind: 'slow'; readonly program: string }
  /** A program of somebody else's that the person had started says something to them. */
  | { readonly kind: 'tool-says'; readonly program: string; readonly text: string };
