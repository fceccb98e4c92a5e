import { bicepFiles } from './bicep.ts';
import { type Exported, type ExportFile, instanceNameOf, subscriptionOf } from './exported.ts';
import { comments, headLines } from './head.ts';
import { shellLine } from './shell-text.ts';
import { yamlText } from './yaml-text.ts';

/** The file of a project. `head`: its first lines, with these below. */
export function azdProject(
  name: string,
  { cloud, location }: Pick<Exported, 'cloud' | 'location'>,
  subscription: string,
  head: (more: readonly string[]) => readonly string[],
): ExportFile {
  const env = ['azd', 'env', 'new', name, '--subscription', subscription, '--location', location];
  const national = ['AzureUSGovernment', 'AzureChinaCloud'].includes(cloud);
  const lines = head([
    'Beware of azd down: it deletes whole resource groups that are declared in infra/. adt-setup undo takes away only what the set-up made.',
    'Once, in this folder:',
    `  ${shellLine(env)}`,
    'Then, as often as you like:',
    '  azd provision',
  ]);
  const project = [
    ...comments('#', lines),
    `name: ${yamlText(name)}`,
    'requiredVersions:',
    '  azd: ">= 1.25.0"',
    ...(national ? ['cloud:', `  name: ${cloud}`] : []),
    'infra:',
    '  provider: bicep',
    '  path: infra',
    '  module: main',
  ];
  return { name: 'azure.yaml', text: `${project.join('\n')}\n` };
}

/**
 * A project of the Azure Developer CLI with the Bicep in `infra/`. Outputs become variables of its environment. Nothing gets the
 * tag `azd-env-name`: that would change what exists, and azd finds its own deployment without it.
 */
export function azd(exported: Exported): readonly ExportFile[] {
  const name = instanceNameOf(exported).toLowerCase();
  const outputs = {
    hostName: 'AZURE_DIGITAL_TWINS_ENDPOINT',
    name: 'AZURE_DIGITAL_TWINS_NAME',
    resourceGroup: 'AZURE_RESOURCE_GROUP',
  };
  const project = azdProject(name, exported, subscriptionOf(exported), (more) => headLines(exported, more));
  return [project, ...bicepFiles(exported, 'infra/', outputs)];
}
