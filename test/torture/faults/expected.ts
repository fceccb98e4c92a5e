import { exitCodes } from '../../../src/errors.ts';
import { purposeOf } from './kinds.ts';

/** One kind of request that meets one fault: the first time only, or whenever it is sent. */
export interface Cell {
  readonly kind: string;
  readonly fault: string;
  readonly mode: 'once' | 'always';
}

const { ready, signIn, forNow } = exitCodes;

/** The certificate is wrong: trying again is no help, and nobody is offered to ignore it. */
const certificates = ['unknown authority', 'expired certificate', 'certificate of another host'];

/** These pass: a request that met one of them once is sent again, or what it did is seen. */
const passing = [
  'no such host',
  'no name service',
  'nobody listens',
  'reset at once',
  'reset after the effect',
  'reset in the headers',
  'reset in the body',
  '429 without a wait',
  '500',
  '502 with a web page',
  '503 with a wait',
  '504 after the effect',
];

/** The sandbox does what is asked, and the answer never arrives as it is. */
const takingEffect = ['reset after the effect', 'reset in the body', 'half of the JSON', '504 after the effect'];

/** Whether the set-up does without the answer: who could help, or what is locked, is good to know and not needed. */
const dispensable =
  /^GET \/subscriptions$|\/v1\.0\/|\/locks|checkPolicyRestrictions|denyAssignments|roleEligibility|\/roleAssignments|\/permissions|checkNameAvailability|\/tenants|\/directoryObjects|\/users|\/organization|\/operations/i;

/** The exit codes that the contract has for a cell. Never 1: whatever the network does is no defect of the program. */
export function expectedCodes({ kind, fault, mode }: Cell): readonly number[] {
  const purpose = purposeOf(kind);
  if (certificates.includes(fault)) return [forNow, ...(dispensable.test(kind) ? [ready] : [])];
  if (mode === 'once' && passing.includes(fault)) return [ready];
  // What a change has done is seen, though no answer ever says it.
  const isDone = purpose === 'change' && takingEffect.includes(fault);
  const isAboutSignIn = purpose === 'sign-in' || fault === '401 with a foreign authority';
  return [
    forNow,
    ...(isAboutSignIn ? [signIn] : []),
    ...(mode === 'once' || isDone || dispensable.test(kind) ? [ready] : []),
  ];
}
