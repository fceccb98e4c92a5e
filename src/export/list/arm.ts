import { assignmentKind, assignmentType } from '../../domain/assignment.ts';
import { groupKind } from '../../domain/group.ts';
import { instanceType, instanceVersion } from '../../domain/instance.ts';
import { jsonText } from '../../text/escape.ts';
import { literalValue } from '../arm-resources.ts';
import type { ExportFile } from '../exported.ts';
import { listHead } from './deploying.ts';
import { type ExportedList } from './exported-list.ts';
import { handedOn, type ListParameters, listParameters } from './parameters.ts';

type Json = Readonly<Record<string, unknown>>;

const copyOf = (name: string, array: string): Json => ({ copy: { name, count: `[length(${array})]` } });

/** Where the group of the instance stands in the list of groups. */
const groupAt = (each: string): string => `indexOf(variables('groupNames'), toLower(${each}.resourceGroup))`;

/** Who has access to the one instance of an inner template. */
function accessLoop(of: string): Json {
  const each = `${of}.access[copyIndex()]`;
  return {
    ...copyOf('access', `${of}.access`),
    scope: `[resourceId('${instanceType}', ${of}.name)]`,
    type: assignmentType,
    apiVersion: assignmentKind.apiVersion({} as never),
    name: `[${each}.name]`,
    properties: {
      roleDefinitionId: `[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', ${each}.roleId)]`,
      principalId: `[${each}.principalId]`,
      principalType: `[tryGet(${each}, 'principalType')]`,
    },
    dependsOn: ['instance'],
  };
}

/** The inner template for one instance: made, with these properties handed on; or only read. */
function innerTemplate(properties: readonly string[] | undefined): Json {
  const site = "parameters('site')";
  const own = (key: string): readonly [string, string] => [key, `[${site}.${key}]`];
  const instance = {
    ...(properties === undefined && { existing: true }),
    type: instanceType,
    apiVersion: instanceVersion,
    name: `[${site}.name]`,
    ...(properties !== undefined && Object.fromEntries(['location', 'tags', ...properties].map(own))),
  };
  return {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    languageVersion: '2.0',
    contentVersion: '1.0.0.0',
    parameters: { site: { type: 'object' } },
    resources: { instance, access: accessLoop(site) },
    outputs: { hostName: { type: 'string', value: "[reference('instance').hostName]" } },
  };
}

/** An inner deployment for each instance: it waits for its own group only, so that one that fails keeps no other. */
function deployments(name: string, array: string, inner: Json): Json {
  const each = `parameters('${array}')[copyIndex()]`;
  return {
    ...copyOf(name, `parameters('${array}')`),
    type: 'Microsoft.Resources/deployments',
    apiVersion: '2021-04-01',
    name: `[${each}.name]`,
    resourceGroup: `[${each}.resourceGroup]`,
    properties: {
      mode: 'Incremental',
      expressionEvaluationOptions: { scope: 'inner' },
      parameters: { site: { value: `[${each}]` } },
      template: inner,
    },
    dependsOn: [`[format('group[{0}]', ${groupAt(each)})]`],
  };
}

function outputs(name: string, array: string): Json {
  const each = `parameters('${array}')[copyIndex()]`;
  return {
    type: 'array',
    copy: {
      count: `[length(parameters('${array}'))]`,
      input: {
        hostName: `[reference(format('${name}[{0}]', copyIndex())).outputs.hostName.value]`,
        name: `[${each}.name]`,
        resourceGroup: `[${each}.resourceGroup]`,
      },
    },
  };
}

/** The values stand in the template itself: it is one file, and nothing is to be filled in. */
function parameter(value: unknown): Json {
  return { type: 'array', defaultValue: literalValue(value) };
}

function templateOf(parameters: ListParameters): Json {
  const { groups, sites, there } = parameters;
  const own = handedOn(parameters).map(([key]) => key);
  const each = "parameters('groups')[copyIndex()]";
  const [hasSites, hasThere] = [sites.length > 0, there.length > 0];
  return {
    parameters: {
      groups: parameter(groups),
      ...(hasSites && { sites: parameter(sites) }),
      ...(hasThere && { there: parameter(there) }),
    },
    variables: {
      copy: [
        {
          name: 'groupNames',
          count: "[length(parameters('groups'))]",
          input: "[toLower(parameters('groups')[copyIndex('groupNames')].name)]",
        },
      ],
    },
    resources: {
      group: {
        ...copyOf('group', "parameters('groups')"),
        condition: `[contains(${each}, 'made')]`,
        type: groupKind.type({} as never),
        apiVersion: groupKind.apiVersion({} as never),
        name: `[${each}.name]`,
        location: `[${each}.made.location]`,
        tags: `[${each}.made.tags]`,
      },
      ...(hasSites && { twins: deployments('twins', 'sites', innerTemplate(own)) }),
      ...(hasThere && { found: deployments('found', 'there', innerTemplate(undefined)) }),
    },
    outputs: {
      ...(hasSites && { sites: outputs('twins', 'sites') }),
      ...(hasThere && { there: outputs('found', 'there') }),
    },
  };
}

/** A list as a template of Resource Manager, in one file: loops, and the values that they go over as defaults. */
export function armList(list: ExportedList): readonly ExportFile[] {
  const template = {
    $schema: 'https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#',
    languageVersion: '2.0',
    contentVersion: '1.0.0.0',
    metadata: { description: listHead(list, ['--template-file', 'main.json']).map(literalValue) },
    ...templateOf(listParameters(list)),
  };
  return [{ name: 'main.json', text: `${jsonText(template)}\n` }];
}
