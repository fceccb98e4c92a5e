import type { EligibleRole } from '../port/access-control.ts';
import type { Argv } from '../text/argv.ts';

/** Everything that a colleague with more rights needs in order to do the missing part. */
export interface HandOver {
  /** Who is set up, and may not do it: "Ana Lima". */
  readonly from: string;
  /** "Give Ana Lima the role … on …". */
  readonly what: string;
  readonly why: string;
  /** Any one of them is enough. */
  readonly ways: readonly Way[];
  /** Names and ids, label and value. */
  readonly details: readonly (readonly [string, string])[];
  /** Who can do it, as far as Azure tells. */
  readonly people: readonly string[];
  /** Which roles can, for when nobody is known: "an Owner or Contributor of the subscription Contoso Dev". */
  readonly roles: string;
}

/** One way to do it. */
export interface Way {
  /** "Do it for them". */
  readonly says: string;
  readonly az: readonly Argv[];
  /** Pages to open one after the other, and what to do there. */
  readonly portal?: readonly { readonly link: string; readonly then: string }[];
  /** Bicep files to deploy one after the other. */
  readonly bicep?: readonly BicepFile[];
}

export interface BicepFile {
  /** "role.bicep". */
  readonly name: string;
  readonly text: string;
  /** The command that deploys it. */
  readonly deploy: Argv;
}

/** A role that the account has only when it switches it on: the person may have that done. */
export interface Activation {
  /** "Owner". */
  readonly role: string;
  /** "the subscription Contoso Production". */
  readonly on: string;
  /** Where people do it themselves. */
  readonly link: string;
  readonly hours: number;
  readonly subscriptionId: string;
  readonly eligible: EligibleRole;
}

/** Those who can do everything that is missing; empty where nobody who is known can. */
export function ableFor(missing: readonly Pick<HandOver, 'people'>[]): readonly string[] {
  const [first, ...others] = missing.map(({ people }) => people);
  return (first ?? []).filter((each) => others.every((people) => people.includes(each)));
}

/** Whom to send it to: those who can do all of it, or else all who can do a part. */
export function helpersOf(handOvers: readonly Pick<HandOver, 'people'>[]): readonly string[] {
  const able = ableFor(handOvers);
  return able.length > 0 ? able : [...new Set(handOvers.flatMap(({ people }) => people))];
}
