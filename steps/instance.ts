import { instanceId, nameIn, sameName } from '../src/domain/names.ts';
import { SetupError } from '../src/errors.ts';
import type { Instance } from '../src/port/azure.ts';
import { actions } from '../src/rights/match.ts';
import type { Choice } from '../src/step/question.ts';
import type { Look, Outcome, Step, World } from '../src/step/step.ts';
import { policyRefusal } from './instance/content-policy.ts';
import { askName, instanceNameQuestion } from './instance/name.ts';
import { askOptions, createCommand, identity, publicNetworkAccess } from './instance/options.ts';
import { creationFailed, isLeaving, isSpoilt, spoilt } from './instance/states.ts';
import { listInstances, policiesUnknown, rulesAt } from './place/place-rules.ts';
import { askRegion, location } from './place/region.ts';
import { askTags, tags } from './place/tags.ts';

type Needs = 'subscription' | 'provider' | 'resource-group';

/** Offers the instances that are in the group already; a person who wants a new one goes on to the region. */
async function askExisting(
  world: World<Needs>,
  instances: readonly Instance[] | undefined,
): Promise<Instance | undefined> {
  if (world.absent.has('resource-group')) return undefined;
  const { subscription, 'resource-group': group } = world.facts;
  const here = (instances ?? []).filter((each) => sameName(each.resourceGroup, group.name) && !isLeaving(each));
  const given = world.answered(instanceNameQuestion);
  if (given === undefined && here.some((each) => !isSpoilt(each))) {
    const choices = here.map(
      (each): Choice => ({
        value: each.name,
        label: `Use ${each.name}, which is there already`,
        said: `${each.name} (there already)`,
        hint: each.location,
        disabled: isSpoilt(each) ? spoilt : undefined,
      }),
    );
    await world.ask(instanceNameQuestion, { choices, otherwise: 'Create a new one', later: true });
  }
  const name = world.answered(instanceNameQuestion);
  if (name === undefined) return undefined;
  if (instances !== undefined) return here.find((each) => sameName(each.name, name));
  const one = await world.azure.instance(subscription.id, group.name, name);
  return one && isLeaving(one) ? undefined : one;
}

function lookAt(world: World<Needs>, group: string, name: string): () => Promise<Look<Instance>> {
  return async () => {
    const instance = await world.azure.instance(world.facts.subscription.id, group, name);
    if (instance === undefined) return { is: 'absent' };
    const state = instance.provisioningState;
    if (state === 'Succeeded' && instance.hostName !== undefined) return { is: 'there', value: instance };
    if (isSpoilt(instance)) throw creationFailed(instance, await world.azure.creationFailure(instance.id));
    if (isLeaving(instance)) throw beingDeleted(instance);
    return { is: 'under-way', state };
  };
}

function beingDeleted(instance: Instance): SetupError {
  return new SetupError({
    ending: 'refused',
    code: 'instance-being-deleted',
    message: `"${instance.name}" is just being deleted.`,
    suggestion: 'Run this again when it is gone, in a minute or two, or choose another name.',
    again: 'answer',
    questions: [instanceNameQuestion.key],
  });
}

/**
 * What says that an instance of that id is still being deleted; undefined once it is gone.
 * @throws SetupError when it is there to stay after all: it isn't ours to change.
 */
function heldBy(world: World<Needs>, group: string, name: string): () => Promise<string | undefined> {
  return async () => {
    const old = await world.azure.instance(world.facts.subscription.id, group, name);
    if (old === undefined) return undefined;
    if (isLeaving(old)) return `waiting until the old ${old.name} is deleted`;
    throw new SetupError({
      ending: 'refused',
      code: 'instance-is-back',
      message: `"${old.name}" was being deleted, and is there again: somebody else has created it.`,
      suggestion: 'Run this again to use it as it is, or choose another name.',
      again: 'answer',
      questions: [instanceNameQuestion.key],
    });
  };
}

const waits = {
  usually: 60,
  longest: 900,
  atLongest: 'waiting',
  doing: 'Azure is creating it',
  done: 'created',
} as const;

function adopt(world: World<Needs>, instance: Instance): Outcome<Instance> {
  const az = [['az', 'dt', 'show', '--dt-name', instance.name, '--resource-group', instance.resourceGroup]];
  if (instance.provisioningState === 'Succeeded' && instance.hostName !== undefined) {
    return {
      kind: 'found',
      value: instance,
      says: `${instance.name} is already there (used as it is)`,
      evidence: 'checked',
      az,
    };
  }
  const look = lookAt(world, instance.resourceGroup, instance.name);
  const change = { id: instance.id, sent: true, needs: [], look, ...waits };
  return {
    kind: 'change',
    says: `${instance.name} is being created already`,
    evidence: 'checked',
    az,
    expects: instance,
    change,
  };
}

export const instanceStep: Step<Needs, 'instance'> = {
  id: 'instance',
  title: 'Instance',
  needs: ['subscription', 'provider', 'resource-group'],
  questions: [location, instanceNameQuestion, identity, publicNetworkAccess, tags],
  async plan(world) {
    const { subscription, 'resource-group': group } = world.facts;
    const instances = await listInstances(world);
    const existing = await askExisting(world, instances);
    if (existing) {
      await lookAt(world, group.name, existing.name)();
      return adopt(world, existing);
    }
    const existingGroup = world.absent.has('resource-group') ? undefined : group.name;
    const around = await rulesAt(world, existingGroup, instances);
    const region = await askRegion(world, group.location, around.obstacles);
    const { name, checked, leaving } = await askName(world, region, instances);
    const wanted = {
      subscriptionId: subscription.id,
      resourceGroup: group.name,
      name,
      location: region.name,
      tags: await askTags(world, around.requiredTags),
      ...(await askOptions(world)),
    };
    const refusal = around.policiesKnown ? await policyRefusal(world.azure, wanted, existingGroup) : undefined;
    if (refusal) throw refusal;
    const id = instanceId(subscription.id, group.name, name);
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
      says: `will be created: ${name}, ${region.displayName}${after}${unknown.length === 0 ? '' : ` (${unknown.join('; ')})`}`,
      evidence: unknown.length === 0 ? 'checked' : 'unknown',
      az: [createCommand(wanted)],
      expects: { ...wanted, id, provisioningState: 'Succeeded' },
      change: {
        id,
        needs: [{ action: actions.createInstance, scope: group.id }],
        ...(leaving && { held: heldBy(world, leaving.resourceGroup, leaving.name) }),
        send: () => world.azure.createInstance(wanted),
        look: lookAt(world, group.name, name),
        ...waits,
      },
    };
  },
  trace: (instance) => instance,
  seek: (azure, id) =>
    azure.instance(
      nameIn(id, 'subscriptions') ?? '',
      nameIn(id, 'resourceGroups') ?? '',
      nameIn(id, 'digitalTwinsInstances') ?? '',
    ),
};
