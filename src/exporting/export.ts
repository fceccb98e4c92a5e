import type { CommandLine } from '../cli/command.ts';
import { saysYes } from '../cli/says-yes.ts';
import { type Session, withSession } from '../cli/session.ts';
import { exitCodes, usageError } from '../errors.ts';
import { envEdited } from '../export/env.ts';
import type { Exported, ExportFile } from '../export/exported.ts';
import { exportAs, exportListAs, type Format, formats } from '../export/formats.ts';
import type { Process } from '../local/process.ts';
import { type Candidate, theOneOrList } from '../saved/choose-many.ts';
import { hang } from '../terminal/layout.ts';
import { nearest } from '../text/nearest.ts';
import { safe } from '../text/safe.ts';
import { exportedList } from './list.ts';
import { lookAt } from './look.ts';
import { type Target, targetsIn, writeTargets } from './out.ts';
import { exportedNow, orAsSaved } from './saved.ts';

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
    const one = await theOneOrList(session, `adt-setup export --format ${format.name}`);
    if (one === undefined) return exitCodes.ready;
    const files = await filesOf(session, format, one);
    const { out } = line.options;
    const severalFiles = (one.list !== undefined && format.severalInList) || format.severalFiles;
    if (out !== undefined && out !== '-') return await writeOut(session, { ...format, severalFiles }, files, out);
    host.stdout.write(printed(files));
    return exitCodes.ready;
  });
}

async function filesOf(session: Session, format: Format, { rows, list }: Candidate): Promise<readonly ExportFile[]> {
  const { cloud } = session.target;
  const say = (text: string): void => sayIn(session, text);
  const azure = await session.azure(() => false);
  if (list !== undefined) return exportListAs(format, await exportedList(session, { rows, list }, azure, say));
  const [{ record }] = rows;
  const look = async (): Promise<Exported> => await exportedNow(record, await lookAt(session, record, azure), cloud);
  return exportAs(format, await orAsSaved(look, record, cloud, say));
}

function sayIn({ screen, terminal }: Session, text: string): void {
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
    sayIn(session, 'Nothing was written.');
    return exitCodes.ready;
  }
  writeTargets(targets);
  for (const { file, is } of targets) sayIn(session, is === 'same' ? `${file} is up to date.` : `Written: ${file}`);
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
