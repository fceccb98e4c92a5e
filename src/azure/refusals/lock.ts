import type { Subject } from '../../domain/subject.ts';
import type { FailedResponse } from './response.ts';
import { inSubscription, quoted, type Row } from './table.ts';

/** The widest of the scopes that Azure says are locked: a way out of that one is a way out of the others. */
function lockedScope({ message }: FailedResponse): string | undefined {
  const [, named = ''] = /are locked:(.{1,4000})/is.exec(message) ?? [];
  const scopes = [...named.matchAll(/'(\/subscriptions\/[^']{1,800})'/gi)].map(([, scope = '']) => scope);
  return scopes.sort((one, other) => one.split('/').length - other.split('/').length)[0];
}

interface WayOut {
  readonly cure: Subject;
  /** "a resource group without one". */
  readonly to: string;
}

/** The way out of a scope; where Azure doesn't say what is locked, it is most likely the group. */
function wayOutOf(scope = '/subscriptions/s/resourceGroups/g'): WayOut {
  const [, , , , group, type] = scope.split('/');
  if (type !== undefined) return { cure: 'name', to: 'an instance without one' };
  if (group !== undefined) return { cure: 'group', to: 'a resource group without one' };
  return { cure: 'subscription', to: 'a subscription without one' };
}

/** An instance to which access is given is there, and can't be moved: the way out of its group is a new one elsewhere. */
export const locked: Row = (failure, about) => {
  const { cure, to } = wayOutOf(lockedScope(failure));
  const elsewhere = about.roleId === undefined || cure === 'name' ? to : `a new instance in ${to}`;
  return {
    ending: 'refused',
    message: `A lock protects this place against changes.${quoted(failure)}`,
    suggestion: `Ask the owner of the subscription to remove the lock for a while (az lock list${inSubscription(about)} shows it), or use ${elsewhere}.`,
    again: 'answer',
    cures: [cure],
  };
};
