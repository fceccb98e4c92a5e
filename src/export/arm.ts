import { instanceType, instanceVersion } from '../domain/instance.ts';
import type { Content } from '../domain/kind.ts';
import { jsonText } from '../text/escape.ts';
import { deployLines, templateFor } from './bicep.ts';
import { contentEntries } from './bicep-text.ts';
import { type Exported, type ExportFile, groupNameOf, instanceNameOf } from './exported.ts';
import { headLines } from './head.ts';
import type { Entry } from './template.ts';

/**
 * A text that is no expression. Only what begins with `[` and ends with `]` is read as one, and is kept from it by one more
 * bracket in front ("Template syntax", escape characters).
 */
function literal(text: string): string {
  return text.startsWith('[') && text.endsWith(']') ? `[${text}` : text;
}

/** A text within an expression. */
function inExpression(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

const inSubscription = /^\/subscriptions\/[^/]+\/providers\/([^/]+\/[^/]+)\/([^/]+)$/i;

/** Any value as a template holds it: every text in it stands for itself; where not `literally`, ids hold for any subscription. */
function value(of: unknown, literally: boolean): unknown {
  if (typeof of === 'string') {
    const [, type, name] = (!literally && inSubscription.exec(of)) || [];
    if (type === undefined || name === undefined) return literal(of);
    return `[subscriptionResourceId(${inExpression(type)}, ${inExpression(name)})]`;
  }
  if (Array.isArray(of)) return of.map((each) => value(each, literally));
  if (typeof of === 'object' && of !== null) return record(Object.entries(of), literally);
  return of;
}

function record(
  entries: readonly (readonly [string, unknown])[],
  literally: boolean,
): Readonly<Record<string, unknown>> {
  const known = entries.filter(([, each]) => each !== undefined);
  return Object.fromEntries(known.map(([key, each]) => [literal(key), value(each, literally || key === 'tags')]));
}

/** Any value as a template holds it, each text as it is. */
export const literalValue = (of: unknown): unknown => value(of, true);

function idOf(entry: Entry): string {
  const names = [...(entry.on?.as === 'parent' ? [entry.on.entry.name] : []), entry.name];
  const isOfSubscription = entry.type === 'Microsoft.Resources/resourceGroups';
  const call = isOfSubscription ? 'subscriptionResourceId' : 'resourceId';
  return `[${call}(${[entry.type, ...names].map(inExpression).join(', ')})]`;
}

/** A declared resource; what exists is only ever referred to. */
function resourceOf(entry: Entry): Readonly<Record<string, unknown>> {
  const { on, type, apiVersion, name, content } = entry;
  const full = on?.as === 'parent' ? `${on.entry.name}/${name}` : name;
  return {
    ...(on?.as === 'scope' && { scope: idOf(on.entry) }),
    type,
    apiVersion,
    name: literal(full),
    ...record(contentEntries(content as Content), false),
    ...(on?.entry.content !== undefined && { dependsOn: [idOf(on.entry)] }),
  };
}

const declared = ({ content }: Entry): boolean => content !== undefined;

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
