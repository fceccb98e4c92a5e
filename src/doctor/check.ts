import type { Reach } from '../azure/http/reach.ts';
import type { Subject } from '../domain/subject.ts';
import type { Ending, SetupError } from '../errors.ts';
import type { Account, Azure, Subscription } from '../port/azure.ts';
import type { Cloud } from '../port/cloud.ts';
import type { Terminal } from '../terminal/terminal.ts';

/** What a check is called in JSON output. */
export type CheckId =
  | 'node'
  | 'terminal'
  | 'state-directory'
  | 'tls'
  | 'proxy'
  | 'reach-sign-in'
  | 'reach-resource-manager'
  | 'reach-graph'
  | 'clock'
  | 'sign-in'
  | 'tenant'
  | 'subscription'
  | 'reach-twins'
  | 'provider'
  | 'rights';

/** What a check looks at. */
export interface Scene {
  readonly nodeVersion: string;
  readonly platform: NodeJS.Platform;
  readonly environment: NodeJS.ProcessEnv;
  readonly terminal: {
    readonly words: Pick<Terminal['words'], 'isTTY' | 'columns'>;
    readonly input: Pick<Terminal['input'], 'isTTY'>;
  };
  /** Gives the state directory, or throws why there is none. */
  stateDirectory(): string;
  readonly cloud: Cloud;
  readonly azure: Azure;
  readonly reach: Reach;
  /** What was given, by what it is about. */
  readonly answers: Readonly<Partial<Record<Subject, string>>>;
  now(): number;
}

/** What the checks before have found out. */
export interface Known {
  /** Differences to the clocks of services, in milliseconds. */
  skews: number[];
  account?: Account;
  subscription?: Subscription;
  /** Whether the service is switched on in the subscription. */
  isRegistered?: boolean;
}

/** What a check found. */
export interface Finding {
  readonly status: 'ok' | 'note' | 'problem' | 'skipped';
  /** One sentence, or less. */
  readonly says: string;
  /** What to do about it. */
  readonly fix?: string | undefined;
  /** Of a problem: decides the exit code. */
  readonly ending?: Ending;
  /** Not a problem, but what builds on it can't be checked. */
  readonly stops?: true;
}

export interface Check {
  readonly id: CheckId;
  /** "Sign-in". */
  readonly title: string;
  /** The checks that must have gone well. */
  readonly after: readonly CheckId[];
  /** The checks that must have been made, however they went. */
  readonly once?: readonly CheckId[];
  /** Looks, and changes nothing. A SetupError that it throws is a problem. */
  look(scene: Scene, known: Known): Finding | Promise<Finding>;
}

/** All is well. */
export function ok(says: string): Finding {
  return { status: 'ok', says };
}

/** Worth knowing, and no problem. */
export function note(says: string, fix?: string): Finding {
  return { status: 'note', says, fix };
}

/** Stands in the way of a set-up. */
export function problem(ending: Ending, says: string, fix: string): Finding {
  return { status: 'problem', says, fix, ending };
}

/** Couldn't be checked, with the reason. */
export function skipped(says: string): Finding {
  return { status: 'skipped', says };
}

/** A refusal as a finding. */
export function refusal(error: SetupError): Finding {
  return problem(error.ending, error.message, error.suggestion);
}
