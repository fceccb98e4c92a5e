import { accessSync, constants, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Line } from '../engine/context.ts';
import type { SetupError } from '../errors.ts';
import { codeOf, realDisk } from '../local/disk.ts';
import { whichRoles } from '../rights/who-can.ts';
import type { BicepFile, HandOver, Way } from '../step/hand-over.ts';
import type { Report } from '../step/report.ts';
import type { Argv } from '../text/argv.ts';
import { masked } from '../text/held-secrets.ts';
import { safe } from '../text/safe.ts';
import { commandLine } from '../text/shell.ts';

/** Commands as a block to paste into a shell. */
function commands(lines: readonly Argv[]): readonly string[] {
  return ['```sh', ...lines.map(commandLine), '```'];
}

function wayText({ says, az, portal = [], bicep = [] }: Way): readonly string[] {
  return [
    `### ${safe(says)}`,
    '',
    'With the Azure CLI:',
    '',
    ...commands(az),
    '',
    ...portalText(portal.map(({ link, then }) => `${link}, ${safe(then)}.`)),
    ...bicep.flatMap(bicepText),
  ];
}

function portalText(visits: readonly string[]): readonly string[] {
  const [first, another] = visits;
  if (first === undefined) return [];
  if (another === undefined) return [`In the portal: open ${first}`, ''];
  return ['In the portal:', '', ...visits.map((visit, at) => `${at + 1}. Open ${visit}`), ''];
}

function bicepText({ name, file, deploy }: BicepFile): readonly string[] {
  const shown = ['```bicep', ...file.split('\n').map(visible), '```'];
  return [`With Bicep, in a file ${name}:`, '', ...shown, '', ...commands([deploy]), ''];
}

/** One line of a file as it is, its indentation too; nothing in it can hide. */
function visible(line: string): string {
  return line.replace(/^( *)(.*)$/, (_, indent: string, text: string) => indent + safe(text));
}

function sectionText(handOver: HandOver, title: string): string {
  return [
    `## ${title}${safe(handOver.what)}`,
    '',
    safe(handOver.why),
    '',
    ...handOver.details.map(([label, value]) => `- ${label}: ${safe(value)}`),
    '',
    ...handOver.ways.flatMap(wayText),
    handOver.people.length > 0
      ? `Who can do it, as far as Azure tells: ${handOver.people.map(safe).join(', ')}.`
      : `Who can do it: ${safe(handOver.roles)}.`,
  ].join('\n');
}

/** The text to send to someone who may do what is missing: who, what, where, why, and how. */
export function handOverText(handOvers: readonly HandOver[], command: string): string {
  const sections = handOvers.map((handOver, at) => sectionText(handOver, handOvers.length === 1 ? '' : `${at + 1}. `));
  const hello =
    handOvers.length === 1
      ? 'One thing is missing that takes more rights than I have. Everything that you need for it is below.'
      : `${handOvers.length} things are missing that take more rights than I have, in this order. Everything that you need for them is below.`;
  const after = `When it is done, the person who sent this runs \`${command}\` again: it looks, and carries on. If it is still waiting in their terminal, it carries on by itself.`;
  return ['# Please help to finish setting up Azure Digital Twins', hello, ...sections, after]
    .join('\n\n')
    .concat('\n');
}

/** Whom to send it to: those who can do all of it, or else all who can do a part. */
export function helpersOf(handOvers: readonly HandOver[]): readonly string[] {
  const all = [...new Set(handOvers.flatMap(({ people }) => people))];
  const able = all.filter((each) => handOvers.every(({ people }) => people.includes(each)));
  return able.length > 0 ? able : all;
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
    what: `A right is missing for: ${line.title}`,
    why: `${message} ${suggestion}`,
    ways: line.az.length === 0 ? [] : [{ says: 'Do what was refused', az: [...chosen, ...line.az] }],
    details: details.flatMap(([label, value]) => (value === undefined ? [] : [[label, value] as const])),
    people: [],
    roles: whichRoles(line.rights ?? [], subscriptionName),
  };
}

/** More hand-overs of one set-up than anybody keeps. */
const mostFiles = 1000;

/**
 * Writes the hand-over into the current folder, or beside the state file where that can't be: always into a new file, whose name is
 * numbered where there is one already, unless that says the same. Gives the file's path.
 */
export function writeHandOver(words: string, name: string, folders: readonly string[]): string {
  const text = masked(words);
  const plain = name.replaceAll(/[^A-Za-z0-9-]/g, '-');
  const folder = folders.find(isWritable) ?? folders.at(-1) ?? '.';
  for (let number = 1; ; number += 1) {
    const file = join(folder, `hand-over-${plain}${number === 1 ? '' : `-${number}`}.md`);
    if (says(file, text)) return file;
    try {
      writeFileSync(file, text, { mode: 0o600, flag: 'wx' });
      return file;
    } catch (error) {
      if (codeOf(error) !== 'EEXIST' || number >= mostFiles) throw error;
    }
  }
}

/** Whether a plain file is there that says exactly this. */
function says(file: string, text: string): boolean {
  if (realDisk.look(file)?.kind !== 'file') return false;
  try {
    return Buffer.from(realDisk.read(file, Buffer.byteLength(text) + 1)).toString('utf8') === text;
  } catch {
    return false;
  }
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
