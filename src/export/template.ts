import { groupKind, resourceGroupId } from '../domain/group.ts';
import { instanceType, instanceVersion } from '../domain/instance.ts';
import type { Content } from '../domain/kind.ts';
import { groupScope, sameName, typeIn } from '../domain/names.ts';
import { apiVersionOf, contentOf, type Resource, scopeOf, typeOf, wordFor } from '../domain/resource.ts';
import { SetupError } from '../errors.ts';

/** A resource of a template, before it is written in a language. */
export interface Entry {
  /** What the template calls it. */
  readonly symbol: string;
  readonly type: string;
  readonly apiVersion: string;
  /** Last word of the id. */
  readonly name: string;
  /** Undefined for what exists and is only read. */
  readonly content: Content | undefined;
  /** The entry that it extends, or is nested in. */
  readonly on?: { readonly entry: Entry; readonly as: 'scope' | 'parent' } | undefined;
}

/** What one deployment holds, for its scope. */
interface Level {
  readonly entries: readonly Entry[];
}

/** A template in two levels: what belongs to the subscription, and what belongs to a resource group. */
export interface Template {
  readonly subscription: Level;
  /** Full resource id of the group. */
  readonly groupId: string;
  readonly inGroup: Level;
}

const lastWord = (id: string): string => id.split('/').at(-1) ?? '';

const isSubscription = (scope: string): boolean => scope.split('/').length === 3;

const isGroup = (scope: string): boolean => scope.split('/').length === 5;

function existingEntry(id: string): Entry {
  if (isGroup(id)) {
    const group = { kind: 'group', id, name: lastWord(id), location: '', tags: {} } as const;
    const [type, apiVersion] = [groupKind.type(group), groupKind.apiVersion(group)];
    return { symbol: 'group', type, apiVersion, name: group.name, content: undefined };
  }
  if (!sameName(typeIn(id), instanceType)) {
    throw new SetupError({
      ending: 'refused',
      code: 'cannot-export',
      message: `A template can't hold what belongs to ${id}: that is of a kind that this version doesn't know.`,
      suggestion: 'Use --format az, or a newer version of adt-setup.',
    });
  }
  return {
    symbol: 'instance',
    type: instanceType,
    apiVersion: instanceVersion,
    name: lastWord(id),
    content: undefined,
  };
}

/** The entries of one scope, in order; what they belong to and isn't among them is added as existing. */
function levelOf(scope: string, resources: readonly Resource[], read: readonly string[]): Level {
  const byId = new Map<string, Entry>();
  const symbols = new Set<string>();
  const add = (id: string, entry: Entry): Entry => {
    const numbers = Array.from({ length: symbols.size + 1 }, (_, at) => (at === 0 ? '' : String(at + 1)));
    const symbol = numbers.map((number) => `${entry.symbol}${number}`).find((each) => !symbols.has(each)) ?? '';
    symbols.add(symbol);
    const named = { ...entry, symbol };
    byId.set(id.toLowerCase(), named);
    return named;
  };
  const known = (id: string): Entry => byId.get(id.toLowerCase()) ?? add(id, existingEntry(id));
  for (const id of read) known(id);
  for (const resource of resources) {
    const content = contentOf(resource);
    if (content === undefined) continue;
    const parent = scopeOf(resource);
    const on = sameName(parent, scope)
      ? undefined
      : { entry: known(parent), as: resource.id.slice(parent.length).startsWith('/providers/') ? 'scope' : 'parent' };
    add(resource.id, {
      symbol: wordFor(resource),
      type: typeOf(resource),
      apiVersion: apiVersionOf(resource),
      name: lastWord(resource.id),
      content,
      on: on as Entry['on'],
    });
  }
  return { entries: [...byId.values()] };
}

/** The scope of the deployment that makes a resource: its subscription or its group. */
function placeOf(resource: Resource): string {
  const scope = scopeOf(resource);
  return isSubscription(scope) ? scope : groupScope(scope);
}

/** `read`: ids of what is only read. */
export function templateOf(groupId: string, resources: readonly Resource[], read: readonly string[]): Template {
  const canonicalGroup = resourceGroupId(groupId.split('/')[2] ?? '', lastWord(groupId));
  const scopes = { above: groupId.split('/').slice(0, 3).join('/'), group: canonicalGroup };
  const isAbove = (resource: Resource): boolean => isSubscription(placeOf(resource));
  const split = (above: boolean): readonly Resource[] => resources.filter((each) => isAbove(each) === above);
  const ids = (group: boolean): readonly string[] => read.filter((id) => isGroup(id) === group);
  return {
    groupId: canonicalGroup,
    subscription: levelOf(scopes.above, split(true), ids(true)),
    inGroup: levelOf(scopes.group, split(false), ids(false)),
  };
}
