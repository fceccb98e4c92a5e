import type { PermissionEntry } from '../port/azure.ts';

function matches(pattern: string, action: string): boolean {
  const source = pattern
    .split('*')
    .map((part) => part.replaceAll(/[$()+.?[\\\]^{|}]/g, String.raw`\$&`))
    .join('.*');
  return new RegExp(`^${source}$`, 'is').test(action);
}

function grants(entry: PermissionEntry, action: string): boolean {
  return (
    entry.actions.some((pattern) => matches(pattern, action)) &&
    !entry.notActions.some((pattern) => matches(pattern, action))
  );
}

/**
 * Whether the entries that `permissions` lists for an account grant a management action. Each entry is one role: it grants
 * what one of its actions matches and none of its own notActions does; the roles then add up. (notActions is not a deny
 * rule: Contributor together with User Access Administrator may assign roles. Azure RBAC, "Understand role definitions".)
 * `*` stands for any run of characters, slashes included; upper and lower case don't matter.
 */
export function may(entries: readonly PermissionEntry[], action: string): boolean {
  return entries.some((entry) => grants(entry, action));
}
