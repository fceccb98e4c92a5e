import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from '../../local/disk.ts';

/** What goes wrong with a request, and which requests it strikes. */
export interface Fault {
  /** `GET`, `PUT`, …; any when left out. */
  readonly method?: string;
  /** A regular expression over path and query, in any letter case; any when left out. */
  readonly address?: string;
  /** The first matching request that is struck: 1 (default) is the next one. */
  readonly nth?: number;
  /** How many matching requests in a row are struck; 1 by default, 0: all from then on. */
  readonly times?: number;
  /** Of those, only every so many. */
  readonly every?: number;
  readonly what: FaultKind;
}

export type FaultKind =
  /** An error of Azure's instead of an answer; nothing takes effect unless `takesEffect`. */
  | {
      readonly is: 'status';
      readonly status: number;
      readonly retryAfter?: string;
      readonly code?: string;
      readonly message?: string;
      /** Instead of an error in Azure's shape: any text. */
      readonly text?: string;
      readonly headers?: Readonly<Record<string, string>>;
      readonly takesEffect?: boolean;
    }
  /** The connection breaks, before anything took effect or after it did. */
  | { readonly is: 'reset'; readonly after: boolean }
  /** The effect takes place, but half of the answer's body is missing. */
  | { readonly is: 'truncated' }
  /** The effect takes place, but one value of the answer is another, or missing: `at` counts its values, the whole first. */
  | {
      readonly is: 'altered';
      readonly at: number;
      readonly to?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** Somebody else answers, as proxies and hotel networks do: 200 and a web page. Nothing takes effect. */
  | { readonly is: 'foreign' }
  /** Somebody on the way refuses, and repeats what it was sent, credentials and all. Nothing takes effect. */
  | { readonly is: 'echo'; readonly status: number }
  /** The answer comes later. */
  | { readonly is: 'delay'; readonly seconds: number }
  /** The effect takes place, but no answer ever comes. */
  | { readonly is: 'silence' };

/** Decides which requests are struck. */
export interface Faults {
  add(fault: Fault): void;
  clear(): void;
  /** With `only`, others neither strike nor count. */
  strike<T extends FaultKind = FaultKind>(
    method: string,
    address: string,
    only?: (what: FaultKind) => what is T,
  ): T | undefined;
}

/** The faults of `faults.json` in the data directory, for practice: a list of {@link Fault}. */
export function storedFaults(dataDirectory: string): readonly Fault[] {
  const file = join(dataDirectory, 'faults.json');
  try {
    const list: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (
      Array.isArray(list) &&
      list.every((each: unknown) => typeof (each as Partial<Fault> | null)?.what?.is === 'string')
    )
      return list as Fault[];
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw new Error(`${file}: ${error instanceof Error ? error.message : 'cannot be read'}`, { cause: error });
  }
  throw new Error(`${file}: must be a list of faults, each with "what": { "is": … }`);
}

export function countFaults(first: readonly Fault[]): Faults {
  let lines: { fault: Fault; address: RegExp; seen: number }[] = [];
  const faults: Faults = {
    add(fault) {
      lines.push({ fault, address: new RegExp(fault.address ?? '', 'i'), seen: 0 });
    },
    clear() {
      lines = [];
    },
    strike<T extends FaultKind>(method: string, address: string, only?: (what: FaultKind) => what is T) {
      let struck: T | undefined;
      for (const line of lines) {
        const { fault } = line;
        if (only !== undefined && !only(fault.what)) continue;
        if ((fault.method !== undefined && fault.method.toUpperCase() !== method) || !line.address.test(address))
          continue;
        line.seen += 1;
        const since = line.seen - (fault.nth ?? 1);
        const times = fault.times ?? 1;
        if (since < 0 || (times !== 0 && since >= times) || since % (fault.every ?? 1) !== 0) continue;
        struck ??= fault.what as T;
      }
      return struck;
    },
  };
  for (const fault of first) faults.add(fault);
  return faults;
}

/** A page such as a hotel's network shows. */
export const foreignPage =
  '<!DOCTYPE html><html><head><title>Welcome</title></head><body>Please sign in to use this network.</body></html>\n';
