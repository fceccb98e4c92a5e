import { bicepFiles } from './bicep.ts';
import { type Exported, type ExportFile, instanceNameOf, subscriptionOf } from './exported.ts';
import { comments, headLines } from './head.ts';
import { shellLine } from './shell-text.ts';
import { yamlText } from './yaml-text.ts';

/**
 * A project of the Azure Developer CLI with the Bicep in `infra/`. Outputs become variables of its environment. Nothing gets the
 * tag `azd-env-name`: that would change what exists, and azd finds its own deployment without it.
 */
export function azd(exported: Exported): readonly ExportFile[] {
  const name = instanceNameOf(exported).toLowerCase();
  const env = ['azd', 'env', 'new', name, '--subscription', subscriptionOf(exported), '--location', exported.location];
  const national = ['AzureUSGovernment', 'AzureChinaCloud'].includes(exported.cloud);
  const head = headLines(exported, [
    'Beware of azd down: it deletes whole resource groups that are declared in infra/. adt-setup undo takes away only what the set-up made.',
    'Once, in this folder:',
    `  ${shellLine(env)}`,
    'Then, as often as you like:',
    '  azd provision',
  ]);
  const project = [
    ...comments('#', head),
    `name: ${yamlText(name)}`,
    'requiredVersions:',
    '  azd: ">= 1.25.0"',
    ...(national ? ['cloud:', `  name: ${exported.cloud}`] : []),
    'infra:',
    '  provider: bicep',
    '  path: infra',
    '  module: main',
  ];
  const outputs = {
    hostName: 'AZURE_DIGITAL_TWINS_ENDPOINT',
    name: 'AZURE_DIGITAL_TWINS_NAME',
    resourceGroup: 'AZURE_RESOURCE_GROUP',
  };
  return [{ name: 'azure.yaml', text: `${project.join('\n')}\n` }, ...bicepFiles(exported, 'infra/', outputs)];
}
