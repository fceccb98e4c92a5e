import type { Tags } from '../domain/kind.ts';
import { sameName } from '../domain/names.ts';
import type { Resource } from '../domain/resource.ts';
import { inMarkdown } from '../text/markdown.ts';
import { safe } from '../text/safe.ts';
import {
  declaredInstance,
  type Exported,
  type ExportFile,
  groupIdOf,
  groupNameOf,
  instanceNameOf,
  subscriptionOf,
} from './exported.ts';
import { headLines } from './head.ts';

/** A text as code in Markdown: as many backticks around it as it needs (CommonMark 0.31, "Code spans"). */
export function code(text: string): string {
  const shown = safe(text);
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  // A blank at both ends is taken away, unless there are only blanks.
  const space = /^`|`$|^ .*[^ ].* $/.test(shown) ? ' ' : '';
  return `${fence}${space}${shown}${space}${fence}`;
}

function tagLines(tags: Tags): readonly string[] {
  const entries = Object.entries(tags);
  return entries.map(([key, value]) => `  - tag ${code(key)}: ${value === '' ? '(empty)' : code(value)}`);
}

/** Whether a thing is there, and whose it is. */
export function stateOf(exported: Exported, id: string): string {
  const known = exported.declared.find(({ resource }) => sameName(resource.id, id));
  if (known === undefined) return 'was there before; this set-up uses it and never changes it';
  return known.exists ? 'made by this set-up' : 'not made yet';
}

function otherLines(resource: Resource): readonly string[] {
  if (resource.kind !== 'other') return [];
  return [`- It also can ${inMarkdown(resource.does)}: ${code(resource.id)}`];
}

/** Who may use its data. */
export function accessLines({ access }: Exported): readonly string[] {
  if (access === undefined) return ['Nobody has been given access to its data yet.'];
  const { principal, principalId, role } = access;
  return [`- ${inMarkdown(principal)}, object id ${code(principalId)}, is ${inMarkdown(role)}`];
}

/** What there is of a set-up: where, as what, and made by whom. */
export function thereLines(exported: Exported): readonly string[] {
  const instance = declaredInstance(exported);
  const { hostName } = exported;
  return [
    `- Subscription ${code(subscriptionOf(exported))} in the directory ${code(exported.tenantId)}`,
    `- Resource group ${code(groupNameOf(exported))}: ${stateOf(exported, groupIdOf(exported))}`,
    `- Instance ${code(instanceNameOf(exported))} in ${inMarkdown(exported.location)}: ${stateOf(exported, exported.instanceId)}`,
    ...(hostName === undefined ? [] : [`  - address ${code(`https://${hostName}`)}`]),
    ...(instance === undefined
      ? []
      : [
          `  - identity: ${instance.identity === 'system' ? 'a system-assigned one' : 'none'}`,
          `  - public network access: ${instance.publicNetworkAccess}`,
          ...tagLines(instance.tags),
        ]),
    ...exported.declared.flatMap(({ resource }) => otherLines(resource)),
  ];
}

/** How somebody goes on who has read such a page; `of`: the arguments that name what it is about. */
export function goOnLines(of: string): readonly string[] {
  return [
    'A role in Azure such as Owner or Contributor gives no access to the data of an instance: the two roles "Azure Digital Twins Data Owner" and "Azure Digital Twins Data Reader" do.',
    '',
    '## How to go on',
    '',
    `- In code: read the address from the environment, ${code('adt-setup export --format env')} writes it; ${code(`adt-setup first-steps${of}`)} writes a first program.`,
    `- As code: ${['bicep', 'arm', 'terraform', 'az'].map((format) => code(`adt-setup export --format ${format}`)).join(', ')}.`,
    `- As it is now: ${code('adt-setup status')}. To take away what this set-up made, and nothing else: ${code('adt-setup undo')}.`,
  ];
}

/** The first lines of a page. */
export function pageHead(title: string, head: readonly string[]): readonly string[] {
  const [first = '', ...about] = head;
  return [
    `# Azure Digital Twins: ${inMarkdown(title)}`,
    '',
    inMarkdown(first),
    ...about.map(inMarkdown).flatMap((line) => ['', line]),
  ];
}

/** One Markdown page for a colleague: what there is, where, who may use it, and how to go on. */
export function summary(exported: Exported): readonly ExportFile[] {
  const lines = [
    ...pageHead(instanceNameOf(exported), headLines(exported)),
    '',
    '## What there is',
    '',
    ...thereLines(exported),
    '',
    '## Who may use it',
    '',
    ...accessLines(exported),
    '',
    ...goOnLines(''),
    `- Resource id: ${code(exported.instanceId)}`,
  ];
  return [{ name: 'summary.md', text: `${lines.join('\n')}\n` }];
}
