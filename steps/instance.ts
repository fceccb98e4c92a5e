import { type Asked, differences, differenceWords } from '../src/domain/difference.ts';
import { type InstanceResource, instanceId } from '../src/domain/instance.ts';
import { sameName } from '../src/domain/names.ts';
import { azLine, planLine, unmadeLine } from '../src/domain/resource.ts';
import type { Instance } from '../src/port/azure.ts';
import type { Choice } from '../src/step/question.ts';
import type { Outcome, Step } from '../src/step/step.ts';
import type { World } from '../src/step/world.ts';
import type { HasGroup, HasProvider, HasSubscription } from './facts.ts';
import { policyRefusal } from './instance/content-policy.ts';
import { heldBy, lookAt, waits } from './instance/looks.ts';
import { askName, instanceNameQuestion } from './instance/name.ts';
import { askOptions, givenOptions, optionQuestions } from './instance/options.ts';
import { isLeaving, isSpoilt, isUsable, spoiltHint } from './instance/states.ts';
import { whereNoGroup } from './place/group-ahead.ts';
import { listInstances, policiesUnknown, rulesAt } from './place/place-rules.ts';
import { askRegion, location, regionTitle } from './place/region.ts';
import { askTags, givenTags, tags } from './place/tags.ts';
import { removeInstance } from './removal/instance.ts';

type Needs = HasSubscription & HasProvider & HasGroup;

/** Offers the instances that are in the group already; a person who wants a new one goes on to the region. */
async function askExisting(world: World<Needs>): Promise<Instance | undefined> {
  if (world.absent.has('resource-group')) return undefined;
  const { subscription, 'resource-group': group } = world.facts;
  const instances = world.answered(instanceNameQuestion) === undefined ? await listInstances(world) : [];
  const here = (instances ?? []).filter((each) => sameName(each.resourceGroup, group.name) && !isLeaving(each));
  if (here.some((each) => !isSpoilt(each))) {
    const choices = here.map(
      (each): Choice => ({
        value: each.name,
        label: `Use ${each.name}, which is there already`,
        said: `${each.name} (there already)`,
        hint: each.location,
        disabled: isSpoilt(each) ? spoiltHint(each) : undefined,
      }),
    );
    const explain =
      'This group holds instances already. One of them is used as it is and never changed; a new one gets its name next.';
    const others = { otherwise: 'Create a new one', verb: 'create', explain };
    await world.ask(instanceNameQuestion, { choices, ...others, later: true });
  }
  const name = world.answered(instanceNameQuestion);
  if (name === undefined) return undefined;
  // The instance itself tells whether it is there: the list may be older.
  const one = await world.azure.instance(subscription.id, group.name, name);
  return one && isLeaving(one) ? undefined : one;
}

/** Seconds after which policies may have been assigned to a group that this set-up made. */
const newborn = 60;

/** Whether the group isn't there yet, or was made just now: policies know of it what they knew before. */
function isNew({ absent, facts, madeAgo }: World<Needs>): boolean {
  return absent.has('resource-group') || (madeAgo(facts['resource-group'].id) ?? newborn) < newborn;
}

/** What was asked for of an instance that is there: what was sent, where this set-up made it, else what the answers say. */
function askedOf(world: World<Needs>, id: string): Asked {
  const sent = world.sent(id);
  if (sent?.kind === 'instance') return sent;
  const region = world.answered(location);
  return { ...givenOptions(world), tags: givenTags(world), ...(region !== undefined && { location: region }) };
}

function adopt(world: World<Needs>, instance: Instance): Outcome<Instance> {
  const differs = differenceWords(differences(askedOf(world, instance.id), instance));
  const says = `${instance.name} is already there (used as it is)`;
  const az = [['az', 'dt', 'show', '--dt-name', instance.name, '--resource-group', instance.resourceGroup]];
  if (isUsable(instance)) {
    return {
      kind: 'found',
      value: instance,
      id: instance.id,
      says: differs === undefined ? says : `${says}; ${differs}`,
      evidence: 'checked',
      az,
    };
  }
  const look = lookAt(world, instance.resourceGroup, instance.name);
  const state = instance.provisioningState;
  // One without a host name is not done yet, whatever is said of it.
  const isBeingMade = state === 'Provisioning' || state === 'Succeeded';
  const change = { look, ...waits, ...(!isBeingMade && { doing: 'Azure is changing it', done: 'ready' }) };
  return {
    kind: 'change',
    says: isBeingMade
      ? `${instance.name} is being created already`
      : `${instance.name} is not ready yet: Azure says ${state}`,
    evidence: 'checked',
    az,
    expects: instance,
    change,
  };
}

export const instanceStep = {
  id: 'instance',
  title: 'Instance',
  needs: ['subscription', 'provider', 'resource-group'],
  questions: [location, instanceNameQuestion, ...optionQuestions, tags],
  ahead(world) {
    const { azure, facts, absent, answered } = world;
    const { subscription, 'resource-group': group } = facts;
    if (subscription === undefined) return [];
    const [name, region] = [answered(instanceNameQuestion), answered(location)];
    if (name === undefined) return [azure.instances(subscription.id)];
    if (group !== undefined && !absent.has('resource-group'))
      return [azure.instance(subscription.id, group.name, name)];
    return whereNoGroup(world, () =>
      region === undefined ? [] : [azure.nameAvailability(subscription.id, region, name)],
    );
  },
  async plan(world) {
    const { subscription, 'resource-group': group } = world.facts;
    const existing = await askExisting(world);
    if (existing) {
      await lookAt(world, group.name, existing.name)();
      return adopt(world, existing);
    }
    const existingGroup = isNew(world) ? undefined : group.name;
    const around = await rulesAt(world, existingGroup);
    const { instances } = around;
    const region = await askRegion(world, { group: group.location, groups: [] }, around.obstacles);
    const { name, checked, leaving } = await askName(world, region, instances);
    const makes: InstanceResource = {
      kind: 'instance',
      id: instanceId(subscription.id, group.name, name),
      group: group.name,
      name,
      location: region.name,
      tags: await askTags(world, around.requiredTags),
      ...(await askOptions(world)),
    };
    const refusal = around.policiesKnown ? await policyRefusal(world.azure, makes, existingGroup) : undefined;
    if (refusal) throw refusal;
    const nameUnknown = world.absent.has('provider')
      ? 'its name can be checked once the service is on'
      : 'its name could not be checked';
    const unknown = [
      ...(checked.is === 'unknown' ? [nameUnknown] : []),
      ...(around.policiesKnown ? [] : [policiesUnknown]),
    ];
    const after = leaving === undefined ? '' : ', once the old one of that name is deleted';
    return {
      kind: 'change',
      says: `${planLine(makes, { region: () => region.displayName })}${after}${unknown.length === 0 ? '' : ` (${unknown.join('; ')})`}`,
      evidence: unknown.length === 0 ? 'checked' : 'unknown',
      az: [azLine(makes)],
      unmade: unmadeLine(makes, { region: () => region.displayName }),
      expects: { ...makes, resourceGroup: group.name, provisioningState: 'Succeeded' },
      change: {
        makes,
        ...(leaving && { held: heldBy(world, leaving) }),
        look: lookAt(world, group.name, name),
        remark: (seen) => differenceWords(differences(makes, seen)),
        ...waits,
      },
    };
  },
  remove: removeInstance,
  report: ({ id, name, location: region, hostName }, { provider }) => ({
    resourceId: id,
    name,
    location: region,
    ...(provider && { region: regionTitle(provider, region) }),
    ...(hostName !== undefined && { hostName }),
  }),
} satisfies Step<'instance', Instance, Needs>;
