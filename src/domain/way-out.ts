/** How to get away from a lock: the question that another answer helps to, and what to choose. */
export interface WayOut {
  readonly question: 'subscription' | 'resourceGroup' | 'name';
  /** "a resource group without one". */
  readonly says: string;
}

/** The way out of a scope that is locked, which everything below it is too. */
export function wayOutOf(scope: string): WayOut {
  const [, , , , group, type] = scope.split('/');
  if (type !== undefined) return { question: 'name', says: 'an instance without one' };
  if (group !== undefined) return { question: 'resourceGroup', says: 'a resource group without one' };
  return { question: 'subscription', says: 'a subscription without one' };
}
