import { groupBicep, instanceBicep } from '../../src/export/create-bicep.ts';
import type { Instance } from '../../src/port/azure.ts';
import type { BicepFile, Way } from '../../src/step/hand-over.ts';
import type { StepId, World } from '../../src/step/step.ts';
import { regionTitle } from '../place/region.ts';
import { deployCommand } from './giving-role.ts';

type Place = Pick<World<'subscription' | 'provider' | 'resource-group' | 'instance'>, 'facts' | 'azure'>;

/** What differs from what the portal would create by itself: ", the tags costCenter=7, public access disabled". */
function besides({ tags, identity, publicNetworkAccess }: Pick<Instance, 'tags'> & Partial<Instance>): string {
  const pairs = Object.entries(tags).map(([key, value]) => `${key}=${value}`);
  return [
    ...(pairs.length === 0 ? [] : [`the tags ${pairs.join(', ')}`]),
    ...(identity === 'system' ? ['a system-assigned identity'] : []),
    ...(publicNetworkAccess === 'disabled' ? ['no access from public networks'] : []),
  ]
    .map((each) => `, ${each}`)
    .join('');
}

/** The pages of the portal where somebody else does what steps would do, in their order. */
export function visits({ facts, azure }: Place, steps: readonly StepId[]): NonNullable<Way['portal']> {
  const { subscription, provider, 'resource-group': group, instance } = facts;
  const whole = azure.links.resource(`/subscriptions/${subscription.id}`);
  const groupWith = `the name "${group.name}", the region ${regionTitle(provider, group.location)}${besides(group)}`;
  const instanceWith = `the name "${instance.name}", the region ${regionTitle(provider, instance.location)}${besides(instance)}`;
  const pages: Partial<Record<StepId, NonNullable<Way['portal']>[number]>> = {
    provider: { link: whole, then: 'choose Resource providers, then Microsoft.DigitalTwins, then Register' },
    'resource-group': { link: whole, then: `choose Resource groups, then Create, with ${groupWith}` },
    instance: {
      link: azure.links.resource(group.id),
      then: `choose Create, look for Azure Digital Twins, and create it with ${instanceWith}`,
    },
  };
  return steps.flatMap((step) => pages[step] ?? []);
}

/**
 * The same in Bicep. There is none for the service itself: deploying an instance switches it on (Azure Resource Manager,
 * "Azure resource providers and types").
 */
export function bicepFiles({ facts }: Pick<Place, 'facts'>, steps: readonly StepId[]): readonly BicepFile[] {
  const { subscription, 'resource-group': group, instance } = facts;
  const file = (name: string, text: string, scope: string): BicepFile => ({
    name,
    file: text,
    deploy: deployCommand(name, scope, instance.location),
  });
  return [
    ...(steps.includes('resource-group')
      ? [file('group.bicep', groupBicep(group), `/subscriptions/${subscription.id}`)]
      : []),
    ...(steps.includes('instance') ? [file('instance.bicep', instanceBicep(instance), group.id)] : []),
  ];
}
