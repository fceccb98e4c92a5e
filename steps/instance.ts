import type { Instance } from '../src/azure.ts';
import { instanceId, sameName } from '../src/domain/names.ts';
import { actions } from '../src/domain/rights.ts';
import { SetupError, usageError } from '../src/errors.ts';
import type { Argv, Choice, Evidence, Look, Outcome, Question, Step, World } from '../src/step.ts';
import { askName, instanceNameQuestion } from './instance-name.ts';
import { askRegion } from './region.ts';
import { askTags, tagArguments, tags } from './tags.ts';

type Needs = 'subscription' | 'provider' | 'resource-group';

const identity: Question = {
  key: 'identity',
  flag: 'identity',
  placeholder: 'KIND',
  message: 'Managed identity',
  explain: 'Lets the instance itself sign in to other Azure services, for example to send them events.',
  help: 'none (default) or system',
  optional: true,
  parse: oneOf('identity', ['none', 'system']),
};

const publicNetworkAccess: Question = {
  key: 'publicNetworkAccess',
  flag: 'public-network-access',
  placeholder: 'STATE',
  message: 'Access from the internet',
  explain: 'Disabled means that only private networks reach the instance; this computer may then be shut out too.',
  help: 'enabled (default) or disabled',
  optional: true,
  parse: oneOf('public-network-access', ['enabled', 'disabled']),
};

function oneOf(flag: string, values: readonly string[]): (text: string) => string {
  return (text) => {
    const value = text.toLowerCase();
    if (values.includes(value)) return value;
    throw usageError(`invalid-${flag}`, `"${text}" can't be used for --${flag}.`, `Use ${values.join(' or ')}.`);
  };
}

/** Offers the instances that are in the group already; a person who wants a new one goes on to the region. */
async function askExisting(world: World<Needs>, here: readonly Instance[]): Promise<Instance | undefined> {
  const given = world.answered(instanceNameQuestion);
  if (given === undefined && here.length > 0) {
    const choices = here.map(
      (each): Choice => ({ value: each.name, label: `Use ${each.name}, which is there already`, hint: each.location }),
    );
    await world.ask(instanceNameQuestion, { choices, otherwise: 'Create a new one', later: true });
  }
  const name = world.answered(instanceNameQuestion);
  return name === undefined ? undefined : here.find((each) => sameName(each.name, name));
}

function lookAt(world: World<Needs>, group: string, name: string): () => Promise<Look<Instance>> {
  return async () => {
    const instance = await world.azure.instance(world.facts.subscription.id, group, name);
    if (instance === undefined) return { is: 'absent' };
    const state = instance.provisioningState;
    if (state === 'Succeeded' && instance.hostName !== undefined) return { is: 'there', value: instance };
    if (state === 'Failed' || state === 'Canceled') throw failed(instance);
    return { is: 'under-way', state };
  };
}

function failed(instance: Instance): SetupError {
  return new SetupError({
    ending: 'refused',
    code: `provisioning-${instance.provisioningState.toLowerCase()}`,
    message: `Azure could not finish creating "${instance.name}" (${instance.provisioningState}).`,
    help: 'Delete it in the portal and run this again, or choose another name.',
    again: 'answer',
    questions: [instanceNameQuestion.key],
  });
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
  questions: [instanceNameQuestion, identity, publicNetworkAccess, tags],
  async plan(world) {
    const { subscription, provider, 'resource-group': group } = world.facts;
    const isNewGroup = world.absent.has('resource-group');
    const all = isNewGroup ? [] : await world.azure.instances(subscription.id);
    const existing = await askExisting(
      world,
      all.filter((each) => sameName(each.resourceGroup, group.name)),
    );
    if (existing) {
      await lookAt(world, group.name, existing.name)();
      return adopt(world, existing);
    }
    const region = await askRegion(world, provider, group.location);
    const { name, checked } = await askName(world, region);
    const wanted = {
      subscriptionId: subscription.id,
      resourceGroup: group.name,
      name,
      location: region.name,
      tags: await askTags(world),
      identity: (await world.ask(identity, preset('none'))) as 'none' | 'system',
      publicNetworkAccess: (await world.ask(publicNetworkAccess, preset('enabled'))) as 'enabled' | 'disabled',
    };
    const id = instanceId(subscription.id, group.name, name);
    const evidence: Evidence = checked.is === 'unknown' ? 'unknown' : 'checked';
    const why = world.absent.has('provider')
      ? 'its name can be checked once the service is on'
      : 'its name could not be checked';
    const note = checked.is === 'unknown' ? ` (${why})` : '';
    return {
      kind: 'change',
      says: `will be created: ${name}, ${region.displayName}${note}`,
      evidence,
      az: [createCommand(wanted)],
      expects: { ...wanted, id, provisioningState: 'Succeeded' },
      change: {
        id,
        needs: [{ action: actions.createInstance, scope: group.id }],
        send: () => world.azure.createInstance(wanted),
        look: lookAt(world, group.name, name),
        ...waits,
      },
    };
  },
};

function preset(value: string): { recommended: { value: string; why: string; safe: boolean } } {
  return { recommended: { value, why: 'right for nearly everybody', safe: true } };
}

function createCommand(wanted: Parameters<World<Needs>['azure']['createInstance']>[0]): Argv {
  return [
    'az',
    'dt',
    'create',
    '--dt-name',
    wanted.name,
    '--resource-group',
    wanted.resourceGroup,
    '--location',
    wanted.location,
    ...(wanted.identity === 'system' ? ['--mi-system-assigned'] : []),
    ...(wanted.publicNetworkAccess === 'disabled' ? ['--public-network-access', 'Disabled'] : []),
    ...tagArguments(wanted.tags),
  ];
}
