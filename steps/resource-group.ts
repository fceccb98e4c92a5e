import type { ResourceGroup } from '../src/azure.ts';
import { resourceGroupId, resourceGroupName, sameName } from '../src/domain/names.ts';
import { actions } from '../src/domain/rights.ts';
import { SetupError } from '../src/errors.ts';
import type { Choice, Question, Step } from '../src/step.ts';
import { askRegion, location } from './region.ts';
import { askTags, tagArguments } from './tags.ts';

const resourceGroup: Question = {
  key: 'resourceGroup',
  flag: 'resource-group',
  short: 'g',
  placeholder: 'NAME',
  message: 'Resource group',
  explain: 'A folder in Azure for things that belong together. Deleting the group deletes all that is in it.',
  help: 'resource group of the instance; created if there is none of that name',
  alwaysNeeded: true,
  dependsOn: ['subscription'],
  parse: resourceGroupName,
};

/** Why nothing can be created in an existing group, or undefined. */
function obstacle(group: ResourceGroup): string | undefined {
  if (group.managedBy !== undefined) return 'managed by another application';
  if (group.provisioningState === 'Deleting') return 'being deleted';
  return undefined;
}

function refusal(groups: readonly ResourceGroup[], name: string): SetupError | undefined {
  const group = groups.find((each) => sameName(each.name, name));
  const why = group && obstacle(group);
  if (why === undefined) return undefined;
  return new SetupError({
    ending: 'refused',
    code: why === 'being deleted' ? 'ResourceGroupBeingDeleted' : 'managed-resource-group',
    message: `Nothing can be created in the resource group "${name}": it is ${why}.`,
    help: 'Choose another resource group, or a name for a new one.',
    again: 'answer',
    questions: [resourceGroup.key],
  });
}

function firstFree(groups: readonly ResourceGroup[], suffix: (n: number) => string): string {
  const taken = (name: string): boolean => groups.some((each) => sameName(each.name, name));
  const plain = 'rg-digital-twins';
  if (!taken(plain)) return plain;
  let n = 0;
  while (taken(`${plain}-${suffix(n)}`)) n += 1;
  return `${plain}-${suffix(n)}`;
}

export const resourceGroupStep: Step<'subscription' | 'provider', 'resource-group'> = {
  id: 'resource-group',
  title: 'Resource group',
  needs: ['subscription', 'provider'],
  questions: [resourceGroup, location],
  async plan(world) {
    const { subscription, provider } = world.facts;
    const groups = await world.azure.resourceGroups(subscription.id);
    const regionTitle = (name: string): string =>
      provider.allRegions.find((region) => region.name === name)?.displayName ?? name;
    const fresh = firstFree(groups, world.suffix);
    const existing = groups.map(
      (group): Choice => ({
        value: group.name,
        label: group.name,
        hint: regionTitle(group.location),
        disabled: obstacle(group),
      }),
    );
    const name = await world.ask(resourceGroup, {
      choices: [{ value: fresh, label: `Create a new one: ${fresh}`, said: `${fresh} (new)` }, ...existing],
      otherwise: 'Create a new one',
      recommended: { value: fresh, why: 'the easiest to clean up', safe: false },
      check: (value) => Promise.resolve(refusal(groups, value)),
    });
    const found = groups.find((each) => sameName(each.name, name));
    if (found) {
      return {
        kind: 'found',
        value: found,
        says: `${found.name}, ${regionTitle(found.location)} (used as it is)`,
        evidence: 'checked',
        az: [['az', 'group', 'show', '--name', found.name]],
      };
    }
    const region = await askRegion(world, provider, undefined);
    const id = resourceGroupId(subscription.id, name);
    const tags = await askTags(world);
    return {
      kind: 'change',
      says: `will be created: ${name}, ${region.displayName}`,
      evidence: 'checked',
      az: [['az', 'group', 'create', '--name', name, '--location', region.name, ...tagArguments(tags)]],
      expects: { id, name, location: region.name, provisioningState: 'Succeeded', tags },
      change: {
        id,
        needs: [{ action: actions.createGroup, scope: `/subscriptions/${subscription.id}` }],
        send: () => world.azure.createResourceGroup(subscription.id, name, region.name, tags),
        async look() {
          const group = await world.azure.resourceGroup(subscription.id, name);
          if (group === undefined) return { is: 'absent' };
          return group.provisioningState === 'Succeeded'
            ? { is: 'there', value: group }
            : { is: 'under-way', state: group.provisioningState };
        },
        longest: 60,
        atLongest: 'waiting',
        doing: 'Azure is creating it',
        done: 'created',
      },
    };
  },
};
