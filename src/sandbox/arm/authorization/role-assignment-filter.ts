import type { RoleAssignment } from '../../world/access.ts';
import { isAtOrBelow } from '../../world/resources.ts';
import { principalsOf } from '../../world/rights.ts';
import type { Call } from '../call.ts';
import { refusal } from '../refusal.ts';

/** `atScope()`, `assignedTo('id')` (also through groups), `principalId eq 'id'`, joined by `and`. */
export function assignmentFilter(call: Call, scope: string): (assignment: RoleAssignment) => boolean {
  const filter = call.ask.query.get('$filter') ?? '';
  const tests: ((assignment: RoleAssignment) => boolean)[] = [];
  for (const part of filter.split(/\s+and\s+/i).map((each) => each.trim())) {
    const assigned = /^assignedTo\('([^']+)'\)$/i.exec(part)?.[1]?.toLowerCase();
    const principal = /^principalId\s+eq\s+'?([0-9a-f-]+)'?$/i.exec(part)?.[1]?.toLowerCase();
    if (part === '') continue;
    else if (/^atScope\(\)$/i.test(part)) tests.push((each) => isAtOrBelow(scope, each.scope));
    else if (assigned !== undefined) tests.push((each) => principalsOf(call.world, assigned).has(each.principalId));
    else if (principal !== undefined) tests.push((each) => each.principalId === principal);
    else
      throw refusal(
        400,
        'UnsupportedQuery',
        `The filter '${filter}' is not supported. Supported filters are either 'atScope()' or 'principalId eq '{value}' or assignedTo('{value}')'.`,
      );
  }
  return (assignment) => tests.every((test) => test(assignment));
}
