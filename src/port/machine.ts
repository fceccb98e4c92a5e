/** What this computer tells of where its person works: good for a default, never an answer. */
export interface Machine {
  /** IANA name of its time zone. */
  readonly timeZone: string | undefined;
  /** The region that az uses where none is given, as it is written there. */
  defaultRegion(): string | undefined;
}
