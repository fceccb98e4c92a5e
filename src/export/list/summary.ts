import { inMarkdown } from '../../text/markdown.ts';
import type { ExportFile } from '../exported.ts';
import { headOf } from '../head.ts';
import { accessLines, code, goOnLines, pageHead, stateOf, thereLines } from '../summary.ts';
import { type ExportedList, listTitle, listWords, type Site, sitesIn } from './exported-list.ts';

/** A cell of a table: nothing in it ends it (GitHub Flavored Markdown, "Tables"). */
const cell = (text: string): string => text.replaceAll('|', String.raw`\|`);

function tableLine({ name, group, exported }: Site): string {
  const { location, hostName, instanceId } = exported;
  const address = hostName === undefined ? 'none yet' : code(`https://${hostName}`);
  const cells = [code(name), code(group), inMarkdown(location), address, stateOf(exported, instanceId)];
  return `| ${cells.map(cell).join(' | ')} |`;
}

/** One page for a list: a table of its instances, and then each of them. */
export function summaryList(list: ExportedList): readonly ExportFile[] {
  const sites = sitesIn(list);
  const lines = [
    ...pageHead(listWords(list), headOf(listTitle(list), list)),
    '',
    '## What there is',
    '',
    '| Instance | Resource group | Region | Address | |',
    '|---|---|---|---|---|',
    ...sites.map(tableLine),
    ...sites.flatMap(({ key, exported }) => [
      '',
      `### ${inMarkdown(key)}`,
      '',
      ...thereLines(exported),
      ...accessLines(exported),
      `- Resource id: ${code(exported.instanceId)}`,
    ]),
    '',
    '## Who may use them',
    '',
    ...goOnLines(' --name NAME'),
  ];
  return [{ name: 'summary.md', text: `${lines.join('\n')}\n` }];
}
