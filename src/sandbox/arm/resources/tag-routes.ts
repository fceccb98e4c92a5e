import type { Outcome } from '../../context.ts';
import { findGroup } from '../../world/find.ts';
import { groupKey, instanceKey } from '../../world/keys.ts';
import { changed, type World } from '../../world/world.ts';
import { bodyOf, type Call, param, property, type Route } from '../call.ts';
import { badContent, refusal } from '../refusal.ts';
import { type Scope, scopeNamed } from '../scope.ts';
import { tagsOf } from './tags.ts';

type Tags = Readonly<Record<string, string>>;

const pattern = '{scope}/providers/Microsoft.Resources/tags/default';

/** Something that has tags: a group or an instance. */
interface Tagged {
  readonly id: string;
  readonly tags: Tags;
  with(tags: Tags): World;
}

function taggedAt(call: Call): Tagged {
  const scope = scopeNamed(call.world, param(call, 'scope'));
  const found = groupAt(call.world, scope) ?? instanceAt(call.world, scope);
  if (found !== undefined) return found;
  throw refusal(404, 'ResourceNotFound', `The resource '${scope.id}' could not be found, or has no tags here.`);
}

function groupAt(world: World, { kind, id, subscriptionId = '', group: name = '' }: Scope): Tagged | undefined {
  const group = kind === 'group' ? findGroup(world, subscriptionId, name) : undefined;
  if (group === undefined) return undefined;
  const key = groupKey(group.subscriptionId, group.name);
  return {
    id,
    tags: group.tags ?? {},
    with: (tags) => changed(world, { groups: { ...world.groups, [key]: { ...group, tags } } }),
  };
}

function instanceAt(world: World, { id, subscriptionId = '', group = '' }: Scope): Tagged | undefined {
  const key = instanceKey(subscriptionId, group, id.split('/').at(-1) ?? '');
  const instance = world.instances[key];
  if (instance === undefined) return undefined;
  return {
    id,
    tags: instance.tags ?? {},
    with: (tags) => changed(world, { instances: { ...world.instances, [key]: { ...instance, tags } } }),
  };
}

function answered({ id }: Tagged, tags: Tags): Outcome['reply'] {
  const body = { properties: { tags }, id: `${id}/providers/Microsoft.Resources/tags/default`, name: 'default' };
  return { status: 200, body: { ...body, type: 'Microsoft.Resources/tags' } };
}

function get(call: Call): Outcome {
  const tagged = taggedAt(call);
  return { reply: answered(tagged, tagged.tags) };
}

function set(tagged: Tagged, tags: Tags): Outcome {
  return { reply: answered(tagged, tags), world: tagged.with(tags) };
}

function put(call: Call): Outcome {
  return set(taggedAt(call), tagsOf(bodyOf(call)['properties']) ?? {});
}

/** Names of tags know no case. */
function without(tags: Tags, names: readonly string[]): Tags {
  const gone = new Set(names.map((each) => each.toLowerCase()));
  return Object.fromEntries(Object.entries(tags).filter(([name]) => !gone.has(name.toLowerCase())));
}

/** Merge, Replace or Delete (Microsoft.Resources 2021-04-01, "Tags - Update At Scope"). */
function patch(call: Call): Outcome {
  const tagged = taggedAt(call);
  const given = tagsOf(bodyOf(call)['properties']) ?? {};
  const operation = property(bodyOf(call), 'operation');
  const rest = without(tagged.tags, Object.keys(given));
  switch (typeof operation === 'string' ? operation.toLowerCase() : '') {
    case 'replace':
      return set(tagged, given);
    case 'merge':
      return set(tagged, { ...rest, ...given });
    case 'delete':
      return set(tagged, rest);
    default:
      throw badContent("The request content was invalid: 'operation' must be Merge, Replace or Delete.");
  }
}

const remove = (call: Call): Outcome => ({ reply: { status: 200 }, world: taggedAt(call).with({}) });

const needs =
  (verb: string) =>
  (call: Call): { action: string; scope: string } => ({
    action: `Microsoft.Resources/tags/${verb}`,
    scope: scopeNamed(call.world, param(call, 'scope')).id,
  });

/** The tags of a group or an instance by themselves: who may write tags need not be allowed to write what bears them. */
export const tagRoutes: readonly Route[] = [
  { method: 'GET', pattern, family: 'resources', needs: needs('read'), handle: get },
  { method: 'PUT', pattern, family: 'resources', needs: needs('write'), handle: put },
  { method: 'PATCH', pattern, family: 'resources', needs: needs('write'), handle: patch },
  { method: 'DELETE', pattern, family: 'resources', needs: needs('delete'), handle: remove },
];
