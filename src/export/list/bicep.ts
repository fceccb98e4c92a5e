import { assignmentKind, assignmentType } from '../../domain/assignment.ts';
import { groupKind } from '../../domain/group.ts';
import { instanceType, instanceVersion } from '../../domain/instance.ts';
import { bicepValue, fileText } from '../bicep-text.ts';
import type { ExportFile } from '../exported.ts';
import { comments } from '../head.ts';
import { listHead } from './deploying.ts';
import { type ExportedList } from './exported-list.ts';
import { handedOn, type ListParameters, listParameters } from './parameters.ts';

const groupResource = `${groupKind.type({} as never)}@${groupKind.apiVersion({} as never)}`;
const accessResource = `${assignmentType}@${assignmentKind.apiVersion({} as never)}`;
const instanceResource = `${instanceType}@${instanceVersion}`;

const groupType = [
  "@description('A resource group. One without \\'made\\' was there before: it is used, and never written.')",
  'type Group = {',
  '  name: string',
  '  made: { location: string, tags: object }?',
  '}',
];

const accessTypeLines = [
  '@export()',
  "@description('Keep the name of an access while nothing else of it changes: the same access under another name is refused. For a new one use guid() of scope, principal and role.')",
  'type Access = {',
  '  name: string',
  '  roleId: string',
  '  principalId: string',
  '  principalType: string?',
  '}',
];

/** The type of values like this one: "string", "{ type: string }". */
function typeLike(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'object' && value !== null) {
    const inner = Object.entries(value).map(([key, each]) => `${key}: ${typeLike(each)}`);
    return `{ ${inner.join(', ')} }`;
  }
  return typeof value === 'number' ? 'int' : typeof value === 'boolean' ? 'bool' : 'string';
}

function siteType(parameters: ListParameters): readonly string[] {
  return [
    '@export()',
    "@description('An instance, and who has access to its data.')",
    'type Site = {',
    '  name: string',
    '  resourceGroup: string',
    '  location: string',
    '  tags: object',
    ...handedOn(parameters).map(([key, value]) => `  ${key}: ${typeLike(value)}`),
    '  access: Access[]',
    '}',
  ];
}

/** Access to the one instance of a module. */
function accessLoop(of: string): readonly string[] {
  return [
    `resource access '${accessResource}' = [`,
    `  for each in ${of}.access: {`,
    '    scope: instance',
    '    name: each.name',
    '    properties: {',
    "      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', each.roleId)",
    '      principalId: each.principalId',
    '      principalType: each.?principalType',
    '    }',
    '  }',
    ']',
  ];
}

const hostName = ['output hostName string = instance.properties.hostName'];

/** The module for an instance that the list makes. */
function twinsModule(parameters: ListParameters): string {
  return fileText([
    ['// One instance, and who has access to it: a module of main.bicep.'],
    siteType(parameters),
    accessTypeLines,
    ['param site Site'],
    [
      `resource instance '${instanceResource}' = {`,
      '  name: site.name',
      '  location: site.location',
      '  tags: site.tags',
      ...handedOn(parameters).map(([key]) => `  ${key}: site.${key}`),
      '}',
    ],
    accessLoop('site'),
    hostName,
  ]);
}

/** The module for one that was there before, which is only read. */
function thereModule(hasSites: boolean): string {
  return fileText([
    ['// An instance that was there before, and who is given access to it: a module of main.bicep.'],
    ...(hasSites ? [["import { Access } from 'twins.bicep'"]] : []),
    [
      '@export()',
      "@description('An instance that was there before: it is only read.')",
      'type There = {',
      '  name: string',
      '  resourceGroup: string',
      '  access: Access[]',
      '}',
    ],
    ...(hasSites ? [] : [accessTypeLines]),
    ['param there There'],
    [`resource instance '${instanceResource}' existing = {`, '  name: there.name', '}'],
    accessLoop('there'),
    hostName,
  ]);
}

/** A module for each of some instances: it waits for its own group only, so that one that fails keeps no other. */
function moduleLoop(symbol: string, file: string, array: string, parameter: string): readonly string[] {
  return [
    `module ${symbol} '${file}' = [`,
    `  for each in ${array}: {`,
    '    name: each.name',
    '    scope: group[indexOf(groupNames, toLower(each.resourceGroup))]',
    `    params: { ${parameter}: each }`,
    '  }',
    ']',
  ];
}

function outputLoop(name: string, symbol: string, array: string): readonly string[] {
  return [
    `output ${name} array = [`,
    `  for (each, at) in ${array}: {`,
    `    hostName: ${symbol}[at].outputs.hostName`,
    '    name: each.name',
    '    resourceGroup: each.resourceGroup',
    '  }',
    ']',
  ];
}

function mainFile(list: ExportedList, { sites, there }: ListParameters, folder: string, output: Output): string {
  const [hasSites, hasThere] = [sites.length > 0, there.length > 0];
  const head = comments('//', listHead(list, ['--parameters', `${folder}main.bicepparam`]));
  return fileText([
    [...head, "targetScope = 'subscription'"],
    [
      ...(hasSites ? ["import { Site } from 'twins.bicep'"] : []),
      ...(hasThere ? ["import { There } from 'there.bicep'"] : []),
    ],
    groupType,
    ['param groups Group[]'],
    hasSites ? ['param sites Site[]'] : [],
    hasThere ? ['param there There[]'] : [],
    ['var groupNames = [for each in groups: toLower(each.name)]'],
    [
      `resource group '${groupResource}' = [`,
      '  for each in groups: if (each.?made != null) {',
      '    name: each.name',
      '    location: each.made!.location',
      '    tags: each.made!.tags',
      '  }',
      ']',
    ],
    hasSites ? moduleLoop('twins', 'twins.bicep', 'sites', 'site') : [],
    hasThere ? moduleLoop('found', 'there.bicep', 'there', 'there') : [],
    hasSites ? outputLoop(output.sites, 'twins', 'sites') : [],
    hasThere ? outputLoop(output.there, 'found', 'there') : [],
  ]);
}

/** What the two outputs are called. */
interface Output {
  readonly sites: string;
  readonly there: string;
}

/** Main file, modules, and the values of the parameters: a list of sites that is edited there, and nowhere else. */
export function listBicepFiles(list: ExportedList, folder: string, output: Output): readonly ExportFile[] {
  const parameters = listParameters(list);
  const { groups, sites, there } = parameters;
  const values = { groups, ...(sites.length > 0 && { sites }), ...(there.length > 0 && { there }) };
  const assigned = Object.entries(values).map(([key, value]) => [`param ${key} = ${bicepValue(value)}`]);
  return [
    { name: `${folder}main.bicep`, text: mainFile(list, parameters, folder, output) },
    ...(sites.length > 0 ? [{ name: `${folder}twins.bicep`, text: twinsModule(parameters) }] : []),
    ...(there.length > 0 ? [{ name: `${folder}there.bicep`, text: thereModule(sites.length > 0) }] : []),
    { name: `${folder}main.bicepparam`, text: fileText([["using 'main.bicep'"], ...assigned]) },
  ];
}

/** A list in Bicep: a loop over its sites. */
export function bicepList(list: ExportedList): readonly ExportFile[] {
  return listBicepFiles(list, '', { sites: 'sites', there: 'there' });
}
