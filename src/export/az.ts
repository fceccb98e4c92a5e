import { assignmentKind } from '../domain/assignment.ts';
import { groupKind } from '../domain/group.ts';
import { instanceKind, instanceType, instanceVersion } from '../domain/instance.ts';
import { sameName } from '../domain/names.ts';
import { apiVersionOf, contentOf, kindIn, type Resource } from '../domain/resource.ts';
import { asciiJson } from '../text/escape.ts';
import { safe } from '../text/safe.ts';
import { cloudLines, functions, registerLines } from './az-frame.ts';
import {
  type Exported,
  type ExportFile,
  type Found,
  groupIdOf,
  instanceNameOf,
  isDeclared,
  subscriptionOf,
} from './exported.ts';
import { comments, headLines } from './head.ts';
import { shellLine, shellWord } from './shell-text.ts';

/** Words of a sentence within double quotes of a shell. */
const inQuotes = (text: string): string => text.replaceAll(/["$`\\]/g, String.raw`\$&`);

/** A name for a variable of the script. */
const variable = { group: 'group', instance: 'instance' } as const;

/** An id, by the variables of what it lies in. */
function idText(exported: Exported, id: string): string {
  const parts = [
    [exported.instanceId, variable.instance],
    [groupIdOf(exported), variable.group],
  ] as const;
  const [base, name] =
    parts.find(([each]) => sameName(each, id) || id.toLowerCase().startsWith(`${each}/`.toLowerCase())) ?? [];
  if (base === undefined) return shellWord(id);
  const rest = id.slice(base.length);
  return /^[A-Za-z0-9/_.-]*$/.test(rest) ? `"$${name}${rest}"` : `"$${name}"${shellWord(rest)}`;
}

/** What something is called in the lines that the script prints. */
function called({ kind, id }: Pick<Resource, 'kind' | 'id'>): string {
  const name = id.split('/').at(-1) ?? '';
  const words = { group: `the resource group ${name}`, instance: `the instance ${name}`, assignment: 'the access' };
  return inQuotes(safe(Object.hasOwn(words, kind) ? words[kind as keyof typeof words] : name));
}

function putLines(exported: Exported, resource: Resource): readonly string[] {
  return [
    `  say "Making: ${called(resource)}"`,
    `  put ${idText(exported, resource.id)} ${apiVersionOf(resource)} <<'JSON'`,
    asciiJson(contentOf(resource)),
    'JSON',
  ];
}

/** The access is looked for by what it is: under whatever name somebody gave it, a second one would be refused. */
function accessLook(exported: Exported, resource: Extract<Resource, { kind: 'assignment' }>): readonly string[] {
  const { scope, principalId, roleId } = resource;
  const raw = (text: string): string => `'${text.replaceAll(/['\\]/g, String.raw`\$&`)}'`;
  const query = `length(value[?properties.principalId==${raw(principalId)} && ends_with(properties.roleDefinitionId, ${raw(`/${roleId}`)}) && properties.scope==${raw(scope)}])`;
  return [
    'held=$(az rest --method get \\',
    `  --url ${idText(exported, scope).replace(/"$/, '')}/providers/Microsoft.Authorization/roleAssignments?api-version=${apiVersionOf(resource)}&\\$filter=atScope()" \\`,
    `  --query ${shellLine([query])} --output tsv)`,
  ];
}

function makeLines(exported: Exported, resource: Resource): readonly string[] {
  if (contentOf(resource) === undefined) return [];
  const id = idText(exported, resource.id);
  const put = putLines(exported, resource);
  if (resource.kind === 'assignment') {
    return [
      ...accessLook(exported, resource),
      'if [ "$held" = 0 ]; then',
      ...put,
      'else',
      '  say "There: the access"',
      'fi',
    ];
  }
  const wait =
    resource.kind === 'instance'
      ? [
          `az resource wait --created --ids ${id} --api-version ${apiVersionOf(resource)} --interval 5 --timeout 1800 --output none`,
        ]
      : [];
  return [
    `if there ${id} ${apiVersionOf(resource)}; then`,
    `  say "There: ${called(resource)}"`,
    'else',
    ...put,
    'fi',
    ...wait,
  ];
}

/** The API version by which something that was found is looked at. */
function versionFor({ id, apiVersion }: Found): string {
  const kind = kindIn(id);
  const fixed = { group: groupKind, instance: instanceKind, assignment: assignmentKind } as const;
  if (kind === 'group' || kind === 'instance' || kind === 'assignment') {
    return fixed[kind].apiVersion({} as never);
  }
  return apiVersion ?? '';
}

function foundLines(exported: Exported, found: Found): readonly string[] {
  return [`must_be_there ${idText(exported, found.id)} ${versionFor(found)} "${called(found)}"`];
}

/** What is there and what is made, in the order in which each needs the others: the group, the instance, then the rest. */
function workLines(exported: Exported): readonly (readonly string[])[] {
  const rank = ({ kind, id }: Pick<Resource, 'kind' | 'id'>): number =>
    sameName(id, groupIdOf(exported)) ? 0 : kind === 'instance' ? 1 : 2;
  const looks = exported.found
    .filter(({ id, kind }) => kind !== 'registration' && !isDeclared(exported, id))
    .map((found) => [rank(found), foundLines(exported, found)] as const);
  const makes = exported.declared.map(({ resource }) => [rank(resource), makeLines(exported, resource)] as const);
  return [...looks, ...makes].sort(([one], [other]) => one - other).map(([, lines]) => lines);
}

/** One set-up in a script: its ids, what is looked at and made, and what it comes to. */
function siteSections(exported: Exported): readonly (readonly string[])[] {
  const end = shellLine([
    ...['--api-version', instanceVersion, '--output', 'json'],
    ...['--query', '{hostName: properties.hostName, name: name, resourceGroup: resourceGroup}'],
  ]);
  return [
    [
      `${variable.group}=${shellWord(groupIdOf(exported))}`,
      `${variable.instance}="$${variable.group}"${shellWord(`/providers/${instanceType}/${instanceNameOf(exported)}`)}`,
    ],
    ...workLines(exported),
    [`az resource show --ids "$${variable.instance}" ${end}`],
  ];
}

/** A script for some set-ups of one cloud, one after the other. */
export function azScript(head: readonly string[], sites: readonly [Exported, ...Exported[]]): string {
  const subscriptions = new Map(sites.map((each) => [subscriptionOf(each).toLowerCase(), each]));
  const sections = [
    ['#!/bin/sh', ...comments('#', head), 'set -eu'],
    [functions.trimEnd()],
    cloudLines(sites[0]),
    ...[...subscriptions.values()].map(registerLines),
    ...sites.flatMap(siteSections),
  ].filter((lines) => lines.length > 0);
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** What holds for every script. */
export const azHead = [
  '',
  'Run it with sh, as often as you like: it looks before it writes, and what is there stays as it is.',
  'It goes by the ids in it: neither the subscription that az has chosen nor any other setting of az is changed.',
  'For PowerShell and cmd.exe: adt-setup export --format arm, then the one line at its head.',
];

/** The set-up as a script of the Azure CLI for any POSIX shell. It looks before it writes: a second run changes nothing. */
export function az(exported: Exported): readonly ExportFile[] {
  return [{ name: `${instanceNameOf(exported)}.sh`, text: azScript(headLines(exported, azHead), [exported]) }];
}
