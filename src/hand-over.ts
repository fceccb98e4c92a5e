import { accessSync, constants, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { safe } from './safe.ts';
import { quote } from './shell.ts';
import type { HandOver } from './step.ts';

/** The text to send to somebody who may do what is missing: who, what, where, why, and how. */
export function handOverText(parts: readonly HandOver[], command: string): string {
  const sections = parts.map((part) =>
    [
      `## ${safe(part.what)}`,
      '',
      safe(part.why),
      '',
      ...part.details.map(([label, value]) => `- ${label}: ${safe(value)}`),
      '',
      'With the Azure CLI:',
      '',
      '```',
      ...part.az.map((argv) => argv.map(quote).join(' ')),
      '```',
      '',
      `In the portal: open ${part.portal}, choose Add, then Add role assignment.`,
      '',
      part.people.length > 0
        ? `Who can do it, as far as Azure tells: ${part.people.map(safe).join(', ')}.`
        : 'Who can do it: an Owner, User Access Administrator or Role Based Access Control Administrator of the subscription.',
    ].join('\n'),
  );
  const after = `When it is done, the person who sent this runs \`${command}\` again: it looks, and carries on.`;
  return ['# Please help to finish setting up Azure Digital Twins', ...sections, after].join('\n\n').concat('\n');
}

/** Writes the hand-over into the current folder, or beside the state file where that can't be. Gives the file's path. */
export function writeHandOver(text: string, name: string, folders: readonly string[]): string {
  const plain = name.replaceAll(/[^A-Za-z0-9-]/g, '-');
  const folder = folders.find(isWritable) ?? folders.at(-1) ?? '.';
  const file = join(folder, `hand-over-${plain}.md`);
  writeFileSync(file, text, { mode: 0o600 });
  return file;
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
