/** Where a cloud lives. A token goes only to these origins and to instance hosts that `isTwinsHost` accepts. */
export interface Cloud {
  /** `sandbox`, or the name that `--cloud` takes. */
  readonly name: 'AzureCloud' | 'AzureUSGovernment' | 'AzureChinaCloud' | 'sandbox';
  /** "Azure", "Azure US Government", "the sandbox". */
  readonly title: string;
  /** Origins, without a trailing slash. */
  readonly resourceManager: string;
  readonly activeDirectory: string;
  readonly graph: string;
  readonly portal: string;
  /** The page where a device code is typed; only this address is ever shown. */
  readonly deviceLogin: string;
  readonly explorer?: string | undefined;
  /** Token scopes. */
  readonly resourceManagerScope: string;
  readonly graphScope: string;
  readonly twinsScope: string;
  /** Whether a host name from an instance may be called with a token. */
  isTwinsHost(hostName: string): boolean;
  /**
   * A host such as instances have, of no instance in particular, for trying whether they can be reached at all before there is
   * one; left out where no region's code is known. No token is sent there.
   */
  readonly twinsTrial?: string | undefined;
  /** PEM of the certificate authority that signs the cloud's certificates, when it isn't a public one. */
  readonly ca?: string | undefined;
  /** Directory to sign in to when none is named; `organizations` asks the account's own. */
  readonly defaultTenant: string;
  /** True where nothing costs anything and nobody is meant: a place to practice. */
  readonly practice: boolean;
  /** Seconds between looks while somebody else is waited for. */
  readonly lookEverySeconds: number;
  /** True where the sign-in page approves a device code by itself after a moment. */
  readonly approvesItself: boolean;
}
