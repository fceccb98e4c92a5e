import type { Born } from '../domain/birth.ts';
import type { Resource } from '../domain/resource.ts';
import type { Taken } from '../domain/right.ts';
import type { AzureReads } from '../port/azure.ts';
import type { Argv } from '../text/argv.ts';

/** Something that the set-up has made in this step. */
export interface MadeThing extends Born {
  readonly step: string;
  readonly id: string;
  readonly kind: Resource['kind'];
  /** As it was sent; null where an older version did not write that down. */
  readonly sent: Resource | null;
}

/** What a step is given when what it made is to be taken back. It can look, and nothing else. */
export interface RemovalWorld {
  readonly azure: AzureReads;
  readonly thing: MadeThing;
  /** Ids of what goes before it, or is gone already. */
  readonly going: readonly string[];
  /** What people call a region. */
  region(code: string): string;
}

/** What may still have to pass before something can be deleted. */
export type Before =
  | { readonly is: 'free' }
  | { readonly is: 'wait'; readonly says: string }
  /** It turns out that it must stay. */
  | { readonly is: 'stay'; readonly why: string };

/** What comes of something that a set-up has made, when it is taken back. */
export type Removal =
  /** It is not there any more. */
  | { readonly kind: 'gone'; readonly says: string }
  /** It stays, and why. */
  | { readonly kind: 'stays'; readonly says: string; readonly why: string }
  | {
      readonly kind: 'remove';
      readonly removes: Taken;
      /** What goes: "factory-twins". */
      readonly says: string;
      readonly why: string;
      readonly az: readonly Argv[];
      /** Looks at the thing itself; what was made anew under its id is another thing, and it is `absent`. */
      look(): Promise<'there' | 'under-way' | 'absent'>;
      /** The last look before it is deleted. */
      before?(): Promise<Before>;
      /** Seconds after which nobody waits any longer. */
      readonly longest: number;
      /** "Azure is deleting it". */
      readonly doing: string;
    };

/** Why what a set-up has made is taken back. */
export const ownWork = 'made by this set-up';
