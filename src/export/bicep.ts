import { nameIn } from '../domain/names.ts';
import { fileFor, type Resource } from '../domain/resource.ts';
import type { Argv } from '../text/argv.ts';
import { bicepText, contentEntries, fileText, propertyLines } from './bicep-text.ts';
import { type Exported, type ExportFile, groupIdOf, instanceNameOf, subscriptionOf } from './exported.ts';
import { comments, headLines } from './head.ts';
import { shellLine } from './shell-text.ts';
import { type Entry, type Template, templateOf } from './template.ts';

/** One resource, declared or existing. */
function entryLines({ symbol, type, apiVersion, name, content, on }: Entry): readonly string[] {
  const existing = content === undefined ? ' existing' : '';
  const place = on === undefined ? [] : [`  ${on.as}: ${on.entry.symbol}`];
  return [
    `resource ${symbol} '${type}@${apiVersion}'${existing} = {`,
    ...place,
    ...nameNote(type, content !== undefined),
    `  name: ${bicepText(name)}`,
    ...(content === undefined ? [] : propertyLines(contentEntries(content), '  ')),
    '}',
  ];
}

/**
 * Names of role assignments are unique in the whole directory, and the same access under another name is refused
 * (RoleAssignmentExists, RoleAssignmentUpdateNotPermitted; "Troubleshoot Azure RBAC").
 */
function nameNote(type: string, isDeclared: boolean): readonly string[] {
  if (!isDeclared || type !== 'Microsoft.Authorization/roleAssignments') return [];
  return [
    '  // Keep this name while nothing below changes; for a copy elsewhere use guid() of scope, principal and role.',
  ];
}

/** What a deployment gives back: the name of each output, and what it is. */
interface Outputs {
  readonly hostName: string;
  readonly name: string;
  readonly resourceGroup: string;
}

/** Registration is in no template language, and a deployment registers only where its caller may (Azure/bicep-types-az#2268). */
function registerLine(exported: Exported): string {
  const words = ['--namespace', 'Microsoft.DigitalTwins', '--subscription', subscriptionOf(exported), '--wait'];
  return shellLine(['az', 'provider', 'register', ...words]);
}

/** The whole template of a set-up; the instance is read where it is not declared. */
export function templateFor(exported: Exported): Template {
  const resources = exported.declared.map(({ resource }) => resource);
  return templateOf(groupIdOf(exported), resources, [
    ...(resources.some(({ kind }) => kind === 'group') ? [] : [groupIdOf(exported)]),
    ...(resources.some(({ kind }) => kind === 'instance') ? [] : [exported.instanceId]),
  ]);
}

/** How it is deployed, for the head of a file. */
export function deployLines(exported: Exported, file: string): readonly string[] {
  const deploy = [
    ...['az', 'deployment', 'sub', 'create', '--name', instanceNameOf(exported), '--location', exported.location],
    ...['--template-file', file, '--subscription', subscriptionOf(exported)],
  ];
  return [
    'Deploy it:',
    `  ${shellLine(deploy)}`,
    'Before the first time in a subscription:',
    `  ${registerLine(exported)}`,
  ];
}

/** Main file and module: what belongs to the subscription, and what belongs to the group. */
export function bicepFiles(exported: Exported, folder: string, outputs: Outputs): readonly ExportFile[] {
  const { subscription, inGroup } = templateFor(exported);
  const name = bicepText(instanceNameOf(exported));
  const group = subscription.entries.find(({ type }) => type === 'Microsoft.Resources/resourceGroups')?.symbol ?? '';
  const instance = inGroup.entries.find(({ type }) => type === 'Microsoft.DigitalTwins/digitalTwinsInstances')?.symbol;
  const head = comments('//', headLines(exported, deployLines(exported, `${folder}main.bicep`)));
  const main = fileText([
    [...head, "targetScope = 'subscription'"],
    ...subscription.entries.map(entryLines),
    ["module twins 'twins.bicep' = {", `  name: ${name}`, `  scope: ${group}`, '}'],
    [
      `output ${outputs.hostName} string = twins.outputs.hostName`,
      `output ${outputs.name} string = twins.outputs.name`,
      `output ${outputs.resourceGroup} string = ${group}.name`,
    ],
  ]);
  const module = fileText([
    ['// What belongs to the resource group: a module of main.bicep.'],
    ...inGroup.entries.map(entryLines),
    [`output hostName string = ${instance ?? ''}.properties.hostName`, `output name string = ${instance ?? ''}.name`],
  ]);
  return [
    { name: `${folder}main.bicep`, text: main },
    { name: `${folder}twins.bicep`, text: module },
    { name: `${folder}main.bicepparam`, text: "using 'main.bicep'\n" },
  ];
}

/** The set-up in Bicep. Nothing is to be filled in: there are no parameters. */
export function bicep(exported: Exported): readonly ExportFile[] {
  return bicepFiles(exported, '', { hostName: 'hostName', name: 'name', resourceGroup: 'resourceGroup' });
}

/** A file for a colleague who makes a part of a set-up, and the command that deploys it. */
interface PartFile extends ExportFile {
  readonly deploy: Argv;
}

/**
 * Some resources of a set-up in Bicep, each scope in a file of its own, in the order in which they are deployed. `region`: where
 * a deployment to a subscription is kept.
 */
export function bicepParts(resources: readonly Resource[], region: string): readonly PartFile[] {
  const inGroup = resources.find(({ id }) => nameIn(id, 'resourceGroups') !== undefined);
  const [, , subscription = '', , group = ''] = inGroup?.id.split('/') ?? resources[0]?.id.split('/') ?? [];
  const template = templateOf(`/subscriptions/${subscription}/resourceGroups/${group}`, resources, []);
  const part = (scope: 'subscription' | 'group'): readonly PartFile[] => {
    const { entries } = scope === 'subscription' ? template.subscription : template.inGroup;
    const [first] = entries.filter(({ content }) => content !== undefined);
    if (first === undefined) return [];
    const resource = resources.find(({ id }) => id.endsWith(`/${first.name}`));
    const name = `${resource === undefined ? first.symbol : fileFor(resource)}.bicep`;
    const target = scope === 'subscription' ? [["targetScope = 'subscription'"]] : [];
    const where =
      scope === 'subscription'
        ? ['sub', 'create', '--location', region]
        : ['group', 'create', '--resource-group', group];
    return [
      {
        name,
        text: fileText([...target, ...entries.map(entryLines)]),
        deploy: ['az', 'deployment', ...where, '--subscription', subscription, '--template-file', name],
      },
    ];
  };
  return [...part('subscription'), ...part('group')];
}
