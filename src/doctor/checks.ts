import { providerCheck, rightsCheck, signInCheck, subscriptionCheck, tenantCheck } from './azure-checks.ts';
import type { Check } from './check.ts';
import { nodeCheck, stateCheck, terminalCheck } from './machine-checks.ts';
import { clockCheck, proxyCheck, reachChecks, tlsCheck } from './network-checks.ts';
import { twinsCheck } from './twins-check.ts';

/** All checks, in the order of their lines; none stands before what it waits for. */
export const checks: readonly Check[] = [
  nodeCheck,
  terminalCheck,
  stateCheck,
  tlsCheck,
  proxyCheck,
  ...reachChecks,
  clockCheck,
  signInCheck,
  tenantCheck,
  subscriptionCheck,
  twinsCheck,
  providerCheck,
  rightsCheck,
];
