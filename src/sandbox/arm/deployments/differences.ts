import { isList, isRecord, isSame, type Value, type ValueObject } from '../../deployments/value.ts';

/** One difference between a resource as it is and as a template has it. */
export interface Difference {
  readonly path: string;
  readonly propertyChangeType: 'Create' | 'Modify' | 'Delete' | 'Array';
  readonly before?: Value;
  readonly after?: Value;
  readonly children?: readonly Difference[];
}

/** What is compared without letter case: regions, and whatever is an id. */
function comparable(path: string, value: Value): Value {
  if (typeof value !== 'string') return value;
  if (path === 'location') return value.toLowerCase().replaceAll(' ', '');
  return value.startsWith('/') || /Id$/.test(path) ? value.toLowerCase() : value;
}

const same = (path: string, one: Value, other: Value): boolean =>
  isSame(comparable(path, one), comparable(path, other));

const join = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

/** What the service adds or fills in by itself, where a template says nothing. */
const defaults: Readonly<Record<string, Value>> = {
  'properties.publicNetworkAccess': 'Enabled',
  'identity.type': 'None',
};

function inLists(before: readonly Value[], after: readonly Value[]): readonly Difference[] {
  const longer = Math.max(before.length, after.length);
  return Array.from({ length: longer }).flatMap((_, at): readonly Difference[] => {
    const [old, now] = [before[at], after[at]];
    if (old !== undefined && now !== undefined)
      return isSame(old, now) ? [] : [{ path: String(at), propertyChangeType: 'Modify', before: old, after: now }];
    if (now !== undefined) return [{ path: String(at), propertyChangeType: 'Create', after: now }];
    return old === undefined ? [] : [{ path: String(at), propertyChangeType: 'Delete', before: old }];
  });
}

/** What goes away: only what a template decides as a whole, or what differs from the service's own default. */
function removed(path: string, before: Value): readonly Difference[] {
  const isTag = path === 'tags' || path.startsWith('tags.');
  const fallback = defaults[path];
  if (path === 'identity' && isRecord(before) && before['type'] === 'None') return [];
  const counts = isTag || path === 'identity' || (fallback !== undefined && !isSame(fallback, before));
  const isEmpty = before === null || (isRecord(before) && Object.keys(before).length === 0);
  return counts && !isEmpty ? [{ path, propertyChangeType: 'Delete', before }] : [];
}

function between(path: string, before: Value | undefined, after: Value | undefined): readonly Difference[] {
  if (after === undefined) return before === undefined ? [] : removed(path, before);
  if (before === undefined || before === null) {
    if (after === null || (isRecord(after) && Object.keys(after).length === 0)) return [];
    return fits(path, after) ? [] : [{ path, propertyChangeType: 'Create', after }];
  }
  if (isRecord(before) && isRecord(after)) return differences(before, after, path);
  if (isList(before) && isList(after)) {
    const children = inLists(before, after);
    return children.length === 0 ? [] : [{ path, propertyChangeType: 'Array', children }];
  }
  return same(path, before, after) ? [] : [{ path, propertyChangeType: 'Modify', before, after }];
}

/** A value that the service has anyway where it shows none. */
function fits(path: string, after: Value): boolean {
  const fallback = defaults[path] ?? (path === 'identity' ? { type: 'None' } : undefined);
  return fallback !== undefined && isSame(fallback, after);
}

/** The differences between a resource as it is and as a template has it; names in any letter case. */
export function differences(before: ValueObject, after: ValueObject, path = ''): readonly Difference[] {
  const names = new Map<string, string>();
  for (const name of [...Object.keys(after), ...Object.keys(before)])
    if (!names.has(name.toLowerCase())) names.set(name.toLowerCase(), name);
  const find = (of: ValueObject, key: string): Value | undefined => {
    const name = Object.keys(of).find((each) => each.toLowerCase() === key);
    return name === undefined ? undefined : of[name];
  };
  return [...names].flatMap(([key, name]) => between(join(path, name), find(before, key), find(after, key)));
}
