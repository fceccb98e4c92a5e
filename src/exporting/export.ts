import type { CommandLine } from '../cli/command.ts';
import { saysYes } from '../cli/says-yes.ts';
import { type Session, withSession } from '../cli/session.ts';
import { exitCodes, InterruptedError, SetupError, usageError } from '../errors.ts';
import { envEdited } from '../export/env.ts';
import type { Exported, ExportFile } from '../export/exported.ts';
import { exportAs, type Format, formats } from '../export/formats.ts';
import type { Process } from '../local/process.ts';
import { theOne } from '../saved/choose.ts';
import type { SetupRecord } from '../state/set-up-record.ts';
import { hang } from '../terminal/layout.ts';
import { nearest } from '../text/nearest.ts';
import { safe } from '../text/safe.ts';
import { canBeSaid, lookAt } from './look.ts';
import { type Target, targetsIn, writeTargets } from './out.ts';
import { exportedAsSaved, exportedNow } from './saved.ts';

/** Seconds that a service may take to answer, tries included. */
const patience = 30;

const names = formats.map(({ name }) => name).join(', ');

/** @throws SetupError (usage) where `--format` names none. */
function formatOption({ format }: CommandLine['options']): Format {
  if (format === undefined)
    throw usageError('no-format', 'Say in which form: --format is missing.', `Formats: ${names}.`);
  const found = formats.find(({ name }) => name === format.trim().toLowerCase());
  if (found !== undefined) return found;
  const near = nearest(
    format.slice(0, 80),
    formats.map(({ name }) => name),
  );
  throw usageError(
    'unknown-format',
    `There is no format "${format.slice(0, 80)}".`,
    `${near === undefined ? '' : `Did you mean ${near}? `}Formats: ${names}.`,
  );
}

/** `adt-setup export`: writes a saved set-up down in the form of another tool. It reads Azure, and never writes to it. */
export function exportSetUp(line: CommandLine, host: Process, signal: AbortSignal): Promise<number> {
  const format = formatOption(line.options);
  const scenario = line.options.sandbox;
  return withSession({ line, host, signal, scenario, patience, asks: true, outputIsData: true }, async (session) => {
    const one = await theOne(session, `adt-setup export --format ${format.name}`);
    if (one === undefined) return exitCodes.ready;
    const exported = await exportedFrom(session, one.set.record);
    const files = exportAs(format, exported);
    const { out } = line.options;
    if (out !== undefined && out !== '-') return await writeOut(session, format, files, out);
    host.stdout.write(printed(files));
    return exitCodes.ready;
  });
}

/** What Azure says now; what is saved, with a word about it, where Azure can't be looked at. */
async function exportedFrom(session: Session, record: SetupRecord): Promise<Exported> {
  const { cloud } = session.target;
  try {
    return await exportedNow(record, await lookAt(session, record), cloud);
  } catch (error) {
    if (error instanceof InterruptedError || !(error instanceof SetupError) || !canBeSaid(record)) throw error;
    say(session, `Azure could not be looked at: ${error.message} ${error.suggestion}`);
    say(session, 'What follows is as it was saved: tags that others have added since are missing in it.');
    return exportedAsSaved(record, cloud);
  }
}

function say({ screen, terminal }: Session, text: string): void {
  screen.show(hang('', safe(text), terminal.width() - 1));
}

/** Several files one after the other, each under a comment with its name. */
function printed(files: readonly ExportFile[]): string {
  if (files.length === 1) return files[0]?.text ?? '';
  return files.map(({ name, text }) => `${/\.bicep(param)?$/.test(name) ? '//' : '#'} ${name}\n${text}`).join('\n');
}

async function writeOut(session: Session, format: Format, files: readonly ExportFile[], out: string): Promise<number> {
  const isEnv = format.name === 'env';
  const targets = targetsIn(out, files, format.severalFiles, isEnv ? envEdited : undefined);
  const others = targets.filter(({ is }) => is === 'other');
  if (others.length > 0 && session.line.options.force === undefined && !(await mayReplace(session, others))) {
    say(session, 'Nothing was written.');
    return exitCodes.ready;
  }
  writeTargets(targets);
  for (const { file, is } of targets) say(session, is === 'same' ? `${file} is up to date.` : `Written: ${file}`);
  return exitCodes.ready;
}

/** @throws SetupError (usage) where nobody can be asked. */
async function mayReplace({ prompter }: Session, others: readonly Target[]): Promise<boolean> {
  const all = others.map(({ file }) => file).join(', ');
  const is = others.length === 1 ? 'is there already, and holds' : 'are there already, and hold';
  if (prompter === undefined) {
    throw usageError(
      'file-exists',
      `${all} ${is} something else. Nothing was written.`,
      'Give another --out, or add --force to replace it.',
    );
  }
  return await saysYes(
    prompter,
    `${safe(all)} ${is} something else. Replace?`,
    'Yes writes over what is there; it may have been edited. No leaves it as it is.',
  );
}
