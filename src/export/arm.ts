import { instanceType, instanceVersion } from '../domain/instance.ts';
import { jsonText } from '../text/escape.ts';
import { declared, idOf, inExpression, literal, resourceOf } from './arm-resources.ts';
import { deployLines, templateFor } from './bicep.ts';
import { type Exported, type ExportFile, groupNameOf, instanceNameOf } from './exported.ts';
import { headLines } from './head.ts';

/** The set-up as a template of Resource Manager, in one file: nothing is to be built or filled in. */
export function arm(exported: Exported): readonly ExportFile[] {
  const { subscription, inGroup } = templateFor(exported);
  const group = subscription.entries.find(({ type }) => type === 'Microsoft.Resources/resourceGroups');
  const instance = inGroup.entries.find(({ type }) => type === instanceType);
  const instanceIs = instance === undefined ? '' : idOf(instance).slice(1, -1);
  const deployment = inExpression(instanceNameOf(exported));
  const output = (name: string): string =>
    `[reference(extensionResourceId(format('/subscriptions/{0}/resourceGroups/{1}', subscription().subscriptionId, ${inExpression(groupNameOf(exported))}), 'Microsoft.Resources/deployments', ${deployment}), '2021-04-01').outputs.${name}.value]`;
  const inner = {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    resources: inGroup.entries.filter(declared).map(resourceOf),
    outputs: {
      hostName: { type: 'string', value: `[reference(${instanceIs}, '${instanceVersion}').hostName]` },
      name: { type: 'string', value: literal(instance?.name ?? '') },
    },
  };
  const template = {
    $schema: 'https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    metadata: { description: headLines(exported, deployLines(exported, 'main.json')).map(literal) },
    resources: [
      ...subscription.entries.filter(declared).map(resourceOf),
      {
        type: 'Microsoft.Resources/deployments',
        apiVersion: '2021-04-01',
        name: literal(instanceNameOf(exported)),
        resourceGroup: literal(groupNameOf(exported)),
        properties: { mode: 'Incremental', expressionEvaluationOptions: { scope: 'inner' }, template: inner },
        ...(group?.content !== undefined && { dependsOn: [idOf(group)] }),
      },
    ],
    outputs: {
      hostName: { type: 'string', value: output('hostName') },
      name: { type: 'string', value: output('name') },
      resourceGroup: { type: 'string', value: literal(groupNameOf(exported)) },
    },
  };
  return [{ name: 'main.json', text: `${jsonText(template)}\n` }];
}
