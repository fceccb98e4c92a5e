import type { Instance, ResourceGroup } from '../port/azure.ts';
import { bicepText } from './bicep-text.ts';

function tagLines(tags: Readonly<Record<string, string>>): readonly string[] {
  const all = Object.entries(tags);
  if (all.length === 0) return [];
  return ['  tags: {', ...all.map(([key, value]) => `    ${bicepText(key)}: ${bicepText(value)}`), '  }'];
}

/** A resource group as a Bicep file, for its subscription. */
export function groupBicep({ name, location, tags }: Pick<ResourceGroup, 'name' | 'location' | 'tags'>): string {
  return [
    "targetScope = 'subscription'",
    '',
    "resource group 'Microsoft.Resources/resourceGroups@2021-04-01' = {",
    `  name: ${bicepText(name)}`,
    `  location: ${bicepText(location)}`,
    ...tagLines(tags),
    '}',
  ].join('\n');
}

/** An instance as a Bicep file, for its group; the same as the wizard's own request (Bicep, "Microsoft.DigitalTwins/digitalTwinsInstances"). */
export function instanceBicep(
  instance: Pick<Instance, 'name' | 'location' | 'tags' | 'identity' | 'publicNetworkAccess'>,
): string {
  return [
    "resource instance 'Microsoft.DigitalTwins/digitalTwinsInstances@2023-01-31' = {",
    `  name: ${bicepText(instance.name)}`,
    `  location: ${bicepText(instance.location)}`,
    ...tagLines(instance.tags),
    '  identity: {',
    `    type: ${bicepText(instance.identity === 'system' ? 'SystemAssigned' : 'None')}`,
    '  }',
    '  properties: {',
    `    publicNetworkAccess: ${bicepText(instance.publicNetworkAccess === 'disabled' ? 'Disabled' : 'Enabled')}`,
    '  }',
    '}',
  ].join('\n');
}
