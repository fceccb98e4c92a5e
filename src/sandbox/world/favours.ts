import type { Favour } from './access.ts';
import { contoso } from './contoso/ids.ts';
import { guidOf } from './identifiers.ts';
import type { Moment } from './moment.ts';
import { isAtOrBelow } from './resources.ts';
import { judge, principalsOf } from './rights.ts';
import { roleIds } from './roles.ts';
import { changed, type World } from './world.ts';

/** The administrator who acts when the setting `helpfulAdministratorSeconds` says so. */
export const administrator = contoso.bea;

/** What somebody lacks, and from when on the administrator can give it. */
export interface Lack {
  readonly roleId: string;
  readonly scope: string;
  readonly from: Moment;
}

function holds(world: World, objectId: string, { roleId, scope }: Lack): boolean {
  const principals = principalsOf(world, objectId);
  return Object.values(world.assignments).some(
    (each) => each.roleId === roleId && principals.has(each.principalId) && isAtOrBelow(scope, each.scope),
  );
}

/**
 * The world in which the administrator has been asked; the same one if the role is there already, was asked for before,
 * or isn't the administrator's to give.
 */
export function withFavour(
  world: World,
  objectId: string,
  lack: Lack,
  after: { readonly seconds: number; readonly spreadSeconds: number },
): World {
  const scope = lack.scope;
  const name = guidOf('favour', scope.toLowerCase(), lack.roleId, objectId);
  const asked = world.favours ?? [];
  const action = 'Microsoft.Authorization/roleAssignments/write';
  if (asked.some((each) => each.name === name) || holds(world, objectId, lack)) return world;
  if (judge(world, { objectId: administrator }, { action, scope }, lack.from).is !== 'granted') return world;
  const at = lack.from + after.seconds * 1000;
  const favour: Favour = {
    name,
    scope,
    roleId: lack.roleId,
    principalId: objectId,
    at,
    effectiveAt: at + after.spreadSeconds * 1000,
    given: false,
  };
  return changed(world, { favours: [...asked, favour] });
}

/** The world after the administrator has given what is due by `now`. What is gone by then needs no role any more. */
export function favoursGiven(world: World, now: Moment): World {
  const asked = world.favours ?? [];
  if (!asked.some((each) => !each.given && each.at <= now)) return world;
  const favours: Favour[] = [];
  const assignments = { ...world.assignments };
  for (const each of asked) {
    const due = !each.given && each.at <= now;
    favours.push(due ? { ...each, given: true } : each);
    if (!due || !isThere(world, each.scope) || holds(world, each.principalId, { ...each, from: each.at })) continue;
    assignments[each.name] = {
      name: each.name,
      scope: each.scope,
      roleId: each.roleId,
      principalId: each.principalId,
      principalType: 'User',
      condition: null,
      conditionVersion: null,
      description: null,
      createdOn: each.at,
      createdBy: administrator,
      effectiveAt: each.effectiveAt,
    };
  }
  return changed(world, { favours, assignments });
}

function isThere(world: World, scope: string): boolean {
  const [, subscription = '', group, instance] =
    /^\/subscriptions\/([^/]+)(?:\/resourceGroups\/([^/]+)\/providers\/[^/]+\/[^/]+\/([^/]+))?$/i.exec(scope) ?? [];
  return group === undefined || `${subscription}/${group}/${instance ?? ''}`.toLowerCase() in world.instances;
}

/** Roles that let somebody make everything, and use an instance's twins. */
export const helpfulRoles = { creates: roleIds.contributor, uses: roleIds.twinsDataOwner } as const;
