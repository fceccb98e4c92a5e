import type { Caller } from '../world/caller.ts';
import type { Verdict } from '../world/rights.ts';
import { refusal } from './refusal.ts';

/** The error of a missing right (recorded exchange: AuthorizationFailed 403), of a condition, and of a deny assignment. */
export function forbidden(caller: Caller, action: string, scope: string, verdict: Verdict = { is: 'refused' }): Error {
  const client = `The client '${caller.name}' with object id '${caller.objectId}'`;
  if (verdict.is === 'denied') {
    const { name, displayName, scope: where } = verdict.by;
    return refusal(
      403,
      'DenyAssignmentAuthorizationFailed',
      `${client} has permission to perform action '${action}' on scope '${scope}'; however, the access is denied because of the deny assignment with name '${displayName}' and Id '${name.replaceAll('-', '')}' at scope '${where}'.`,
    );
  }
  const condition = verdict.is === 'conditional' ? ' or an ABAC condition not fulfilled' : '';
  return refusal(
    403,
    'AuthorizationFailed',
    `${client} does not have authorization${condition} to perform action '${action}' over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
  );
}
