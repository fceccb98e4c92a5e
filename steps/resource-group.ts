import { differences, differenceWords } from '../src/domain/difference.ts';
import { type GroupResource, resourceGroupId } from '../src/domain/group.ts';
import { sameName } from '../src/domain/names.ts';
import { azLine, planLine, unmadeLine } from '../src/domain/resource.ts';
import type { ResourceGroup } from '../src/port/azure.ts';
import type { Lock } from '../src/port/place-rules.ts';
import { unlessClosed } from '../src/rights/unless-closed.ts';
import type { Choice } from '../src/step/question.ts';
import type { Outcome, Step } from '../src/step/step.ts';
import type { World } from '../src/step/world.ts';
import type { HasProvider, HasSubscription } from './facts.ts';
import { instanceNameQuestion } from './instance/name.ts';
import { resourceGroup } from './place/group.ts';
import { groupObstacle, groupRefusal, isGoing, lockedSubscription, readOnlyLock } from './place/group-obstacles.ts';
import { isAzuresOwn } from './place/own-groups.ts';
import { policiesUnknown, rulesAt } from './place/place-rules.ts';
import { askRegion, location, regionTitle } from './place/region.ts';
import { askTags, tags } from './place/tags.ts';
import { removeGroup } from './removal/group.ts';

type Needs = HasSubscription & HasProvider;

function firstFree(groups: readonly ResourceGroup[], suffix: (n: number) => string): string {
  const taken = (name: string): boolean => groups.some((each) => sameName(each.name, name));
  const plain = 'rg-digital-twins';
  if (!taken(plain)) return plain;
  let n = 0;
  while (taken(`${plain}-${suffix(n)}`)) n += 1;
  return `${plain}-${suffix(n)}`;
}

/** Those that people made before those that Azure made for itself. */
function yoursFirst(groups: readonly ResourceGroup[]): readonly ResourceGroup[] {
  return [...groups.filter((each) => !isAzuresOwn(each)), ...groups.filter(isAzuresOwn)];
}

/**
 * The locks that stand in the way. None do when the answers name an instance that is there: it is used as it is, and
 * locks don't keep anybody from its data.
 */
async function locksInTheWay(world: World<Needs>): Promise<readonly Lock[] | undefined> {
  const { subscription } = world.facts;
  const locks = await world.azure.locks(subscription.id);
  const [group, name] = [world.answered(resourceGroup), world.answered(instanceNameQuestion)];
  if (group === undefined || name === undefined) return locks;
  const scopes = [`/subscriptions/${subscription.id}`, resourceGroupId(subscription.id, group)];
  if (scopes.every((scope) => readOnlyLock(locks, scope) === undefined)) return locks;
  return (await world.azure.instance(subscription.id, group, name)) === undefined ? locks : [];
}

/** What there is of groups: the one that the answers name, where that is all there is to know, or else all of them. */
async function groupsToSee({
  azure,
  facts,
  answered,
}: Pick<World<HasSubscription>, 'azure' | 'facts' | 'answered'>): Promise<readonly ResourceGroup[]> {
  const { id } = facts.subscription;
  const name = answered(resourceGroup);
  // Somebody with rights on a few groups may only see them in the list.
  const one = name === undefined ? undefined : await unlessClosed(named(azure.resourceGroup(id, name)));
  if (one === undefined) return await azure.resourceGroups(id);
  // Where a new one goes, the others tell; unless that is answered, too.
  return one.some((group) => !isGoing(group)) || answered(location) !== undefined
    ? one
    : await azure.resourceGroups(id);
}

async function named(look: Promise<ResourceGroup | undefined>): Promise<readonly ResourceGroup[]> {
  const found = await look;
  return found === undefined ? [] : [found];
}

export const resourceGroupStep = {
  id: 'resource-group',
  title: 'Resource group',
  needs: ['subscription', 'provider'],
  questions: [resourceGroup, location, tags],
  ahead({ azure, facts: { subscription }, answered }) {
    if (subscription === undefined) return [];
    return [azure.locks(subscription.id), groupsToSee({ azure, facts: { subscription }, answered })];
  },
  async plan(world) {
    const { subscription, provider } = world.facts;
    const [locks, seen] = await Promise.all([locksInTheWay(world), groupsToSee(world)]);
    const isInTheWay = seen.some((group) => groupObstacle(group, locks) !== undefined);
    const groups = isInTheWay ? await world.azure.resourceGroups(subscription.id) : seen;
    const lock = readOnlyLock(locks, `/subscriptions/${subscription.id}`);
    if (lock) throw lockedSubscription(subscription.name, subscription.id, lock);
    const fresh = firstFree(groups, world.suffix);
    const existing = yoursFirst(groups).map(
      (group): Choice => ({
        value: group.name,
        label: group.name,
        hint: hintFor(group, regionTitle(provider, group.location)),
        disabled: groupObstacle(group, locks)?.brief,
      }),
    );
    const name = await world.ask(resourceGroup, {
      choices: [{ value: fresh, label: `Create a new one: ${fresh}`, said: `${fresh} (new)` }, ...existing],
      otherwise: 'Create a new one',
      verb: 'create',
      recommended: { value: fresh, why: 'the easiest to clean up', safe: false },
      check(value) {
        const group = groups.find((each) => sameName(each.name, value));
        const obstacle = group && groupObstacle(group, locks);
        return Promise.resolve(group && obstacle && groupRefusal(group, obstacle));
      },
    });
    const found = groups.find((each) => sameName(each.name, name));
    if (found === undefined || isGoing(found)) return await creation(world, name, groups, found);
    const sent = world.sent(found.id);
    const differs = sent?.kind === 'group' ? differenceWords(differences(sent, found)) : undefined;
    const note = locks === undefined ? '; its locks could not be checked' : '';
    return {
      kind: 'found',
      value: found,
      id: found.id,
      says: [`${found.name}, ${regionTitle(provider, found.location)} (used as it is${note})`, differs]
        .filter(Boolean)
        .join('; '),
      evidence: locks === undefined ? 'unknown' : 'checked',
      az: [['az', 'group', 'show', '--name', found.name]],
    };
  },
  remove: removeGroup,
  report: ({ name, location: region }) => ({ resourceGroup: name, location: region }),
} satisfies Step<'resource-group', ResourceGroup, Needs>;

/** Where it is, and what makes it another group than the others. */
function hintFor(group: ResourceGroup, region: string): string {
  if (isGoing(group)) return `${region}, being deleted: made anew once it is gone`;
  return `${region}${isAzuresOwn(group) ? ", Azure's own" : ''}`;
}

/** What says that a group of that name is still being deleted; undefined once it is gone, or is there again. */
async function heldBy(world: World<Needs>, name: string): Promise<string | undefined> {
  const old = await world.azure.resourceGroup(world.facts.subscription.id, name);
  return old && isGoing(old) ? `waiting until the old ${old.name} is deleted` : undefined;
}

async function creation(
  world: World<Needs>,
  name: string,
  groups: readonly ResourceGroup[],
  going: ResourceGroup | undefined,
): Promise<Outcome<ResourceGroup>> {
  const { subscription } = world.facts;
  const after = going === undefined ? '' : ', once the old one of that name is deleted';
  const around = await rulesAt(world, undefined);
  const region = await askRegion(world, { group: undefined, groups }, around.obstacles);
  const makes: GroupResource = {
    kind: 'group',
    id: resourceGroupId(subscription.id, name),
    name,
    location: region.name,
    tags: await askTags(world, around.requiredTags),
  };
  return {
    kind: 'change',
    says: `${planLine(makes, { region: () => region.displayName })}${after}${around.policiesKnown ? '' : ` (${policiesUnknown})`}`,
    evidence: around.policiesKnown ? 'checked' : 'unknown',
    az: [azLine(makes)],
    unmade: unmadeLine(makes, { region: () => region.displayName }),
    expects: { ...makes, provisioningState: 'Succeeded' },
    change: {
      makes,
      ...(going && { held: () => heldBy(world, name) }),
      async look({ told }) {
        const group = told?.group ?? (await world.azure.resourceGroup(subscription.id, name));
        if (group === undefined) return { is: 'absent' };
        return group.provisioningState === 'Succeeded'
          ? { is: 'there', value: group }
          : { is: 'under-way', state: group.provisioningState };
      },
      longest: going === undefined ? 60 : 900,
      atLongest: 'waiting',
      doing: 'Azure is creating it',
      done: 'created',
      remark: (group) => differenceWords(differences(makes, group)),
    },
  };
}
