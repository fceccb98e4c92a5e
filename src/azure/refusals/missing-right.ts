import type { FailedResponse } from './response.ts';
import { type About, accountArguments, type Explanation, legible, shellWord } from './table.ts';

/** The role that gives an action, for advice. */
function roleFor(action: string): string {
  return /roleassignments\/(write|delete)/i.test(action)
    ? 'Owner, User Access Administrator or Role Based Access Control Administrator'
    : 'Contributor or Owner';
}

/**
 * A right is missing. Azure's sentence names the action and the scope ("does not have authorization to perform action
 * 'A' over scope 'S'"); the codes differ (AuthorizationFailed, LinkedAuthorizationFailed, Forbidden).
 */
export function missingRight(failure: FailedResponse, about: About): Explanation | undefined {
  const found = /perform(?:s|ing)? action '([^']{1,200})'(?:.{0,80}?)scope '([^']{1,800})'/is.exec(failure.message);
  if (found === null) return undefined;
  const action = legible(found[1] ?? '', 200);
  const scope = legible(found[2] ?? '', 800);
  const where = about.scope ?? roleScope(scope);
  const condition = /ABAC condition/i.test(failure.message)
    ? ' Or a condition on the role limits who may be given what.'
    : '';
  const who = about.account === undefined ? 'Your account' : `The account ${legible(about.account, 120)}`;
  return {
    ending: 'handover',
    message: `${who} may not ${about.doing}: the right ${action} is missing on ${legible(where, 400)}.${condition}`,
    suggestion: `Ask an owner there for the role ${roleFor(action)}: az role assignment create ${accountArguments(about)} --role ${shellWord(/roleassignments/i.test(action) ? 'User Access Administrator' : 'Contributor', 'ROLE')} --scope ${shellWord(where, 'SCOPE')}. If you were given it minutes ago, sign out and in again.`,
  };
}

/** The thing that a role would have to be given on: assignments themselves are no such thing. */
function roleScope(scope: string): string {
  return scope.replace(/\/(providers\/)?Microsoft\.Authorization\/roleAssignments\/.*$/i, '');
}
