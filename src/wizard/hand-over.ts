import type { Line } from '../engine/context.ts';
import type { SetupError } from '../errors.ts';
import { whichRoles } from '../rights/who-can.ts';
import type { BicepFile, HandOver, Way } from '../step/hand-over.ts';
import type { Report } from '../step/report.ts';
import type { Argv } from '../text/argv.ts';
import { inMarkdown } from '../text/markdown.ts';
import { commandLine } from '../text/shell.ts';
import { writeNew } from './new-file.ts';

/** Commands as a block to paste into a shell. */
function commands(lines: readonly Argv[]): readonly string[] {
  return ['```sh', ...lines.map(commandLine), '```'];
}

function wayText({ says, az, portal = [], bicep = [] }: Way): readonly string[] {
  return [
    `### ${inMarkdown(says)}`,
    '',
    'With the Azure CLI:',
    '',
    ...commands(az),
    '',
    ...portalText(portal.map(({ link, then }) => `${link}, ${inMarkdown(then)}.`)),
    ...folded('With Bicep', bicep.flatMap(bicepText)),
  ];
}

function portalText(visits: readonly string[]): readonly string[] {
  const [first, another] = visits;
  if (first === undefined) return [];
  if (another === undefined) return [`In the portal: open ${first}`, ''];
  return ['In the portal:', '', ...visits.map((visit, at) => `${at + 1}. Open ${visit}`), ''];
}

/** Lines that open where they are asked for; what shows Markdown as plain text shows them all. */
function folded(title: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  return ['<details>', `<summary>${title}</summary>`, '', ...lines, '</details>', ''];
}

function bicepText({ name, text, deploy }: BicepFile): readonly string[] {
  return [`In a file ${name}:`, '', '```bicep', text.trimEnd(), '```', '', ...commands([deploy]), ''];
}

function sectionText(handOver: HandOver, title: string): string {
  return [
    `## ${title}${inMarkdown(handOver.what)}`,
    '',
    inMarkdown(handOver.why),
    '',
    ...handOver.details.map(([label, value]) => `- ${label}: ${inMarkdown(value)}`),
    '',
    ...handOver.ways.flatMap(wayText),
    handOver.people.length > 0
      ? `Who can do it, as far as Azure tells: ${handOver.people.map(inMarkdown).join(', ')}.`
      : `Who can do it: ${inMarkdown(handOver.roles)}.`,
  ].join('\n');
}

/** The text to send to someone who may do what is missing: who, what, where, why, and how. */
export function handOverText(handOvers: readonly HandOver[], command: string): string {
  const who = inMarkdown(handOvers[0]?.from ?? '');
  const sections = handOvers.map((handOver, at) => sectionText(handOver, handOvers.length === 1 ? '' : `${at + 1}. `));
  const hello =
    handOvers.length === 1
      ? `${who} is setting up Azure Digital Twins. One thing takes more rights than this account has; what you need for it is below.`
      : `${who} is setting up Azure Digital Twins. ${handOvers.length} things take more rights than this account has, in this order; what you need for them is below.`;
  const after = `When it is done, adt-setup carries on by itself where it still waits in a terminal. Otherwise ${who} runs \`${command}\` again.`;
  return ['# Please help to finish setting up Azure Digital Twins', hello, ...sections, after]
    .join('\n\n')
    .concat('\n');
}

/**
 * For a right that only showed to be missing when Azure refused: it could not be checked before, or a condition stood in
 * the way.
 */
export function refusedHandOver(refusal: SetupError, line: Line, report: Partial<Report>): HandOver {
  const { message, suggestion, code, correlationId } = refusal;
  const { account, subscriptionId, subscriptionName = '' } = report;
  const details: readonly (readonly [string, string | undefined])[] = [
    ['Account', account && `${account.name} (object id ${account.objectId})`],
    ['Subscription', subscriptionId && `${subscriptionName} (${subscriptionId})`],
    ['Code', code],
    ['Correlation id', correlationId],
  ];
  const chosen = subscriptionId === undefined ? [] : [['az', 'account', 'set', '--subscription', subscriptionId]];
  return {
    from: account?.name ?? 'Somebody',
    what: `A right is missing for: ${line.title}`,
    why: `${message} ${suggestion}`,
    ways: line.az.length === 0 ? [] : [{ says: 'Do what was refused', az: [...chosen, ...line.az] }],
    details: details.flatMap(([label, value]) => (value === undefined ? [] : [[label, value] as const])),
    people: [],
    roles: whichRoles(line.rights ?? [], subscriptionName),
  };
}

/** Writes the hand-over into a new file of the current folder, or beside the state file where that can't be. Gives its path. */
export function writeHandOver(text: string, name: string, folders: readonly string[]): string {
  return writeNew(text, { stem: `hand-over-${name}`, ending: '.md' }, folders);
}
