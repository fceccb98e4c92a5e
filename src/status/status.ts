import { dirname } from 'node:path';
import type { CommandLine } from '../cli/command.ts';
import { invoked } from '../cli/invocation.ts';
import { type Session, withSession } from '../cli/session.ts';
import { exitCodes } from '../errors.ts';
import type { Process } from '../local/process.ts';
import { askWhich, meant, namedBy } from '../saved/choose.ts';
import { enter } from '../saved/enter.ts';
import { type Listed, targetOf, unreadable } from '../saved/list.ts';
import { stateDirectory } from '../state/directory.ts';
import { hang } from '../terminal/layout.ts';
import { safe } from '../text/safe.ts';
import { commandLine } from '../text/shell.ts';
import { statusDocument } from './document.ts';
import type { Verdict } from './look.ts';
import { listPage, othersLine, reportPage } from './page.ts';
import { type Report, reportOn } from './report.ts';

/** Seconds that a service may take to answer, tries included. */
const patience = 60;

/** `adt-setup status`: what is saved, and one set-up as it is in Azure now. Changes nothing, neither there nor here. */
export function status(line: CommandLine, host: Process, signal: AbortSignal): Promise<number> {
  const scenario = line.options.sandbox;
  return withSession({ line, host, signal, scenario, patience, asks: true }, statusIn);
}

/** 0 whatever was found; with `--check` a change is no success; what could not be looked at may be so the next time. */
function exitCodeFor(verdict: Verdict | undefined, checks: boolean): number {
  if (verdict === 'unknown') return exitCodes.forNow;
  return checks && (verdict === 'changed' || verdict === 'gone') ? exitCodes.refused : exitCodes.ready;
}

async function statusIn(session: Session): Promise<number> {
  const { line, screen, terminal, prompter } = session;
  const { all, fitting } = await meant(session);
  const [only, another] = fitting;
  const set = another === undefined ? only : prompter && (await askWhich(fitting, prompter));
  const width = terminal.width() - 1;
  const now = new Date();
  if (set === undefined) {
    const unread = unreadable(stateDirectory(session.environment)).flatMap(({ message, suggestion }) =>
      hang(`${terminal.style.mark.note} `, safe(`${message} ${suggestion}`), width),
    );
    screen.print([...listPage(all, terminal.style, width, now), ...unread, ...detailLine(session, all)]);
    session.document(() => statusDocument(all, undefined, { reads: 0, writes: 0 }));
    return exitCodes.ready;
  }
  const azure = await session.reads();
  const report = await reportOn(set, azure, () => enter(session, azure, set.record));
  screen.rest();
  screen.print([
    '',
    ...reportPage(report, terminal.style, width, now),
    ...links(report, azure.links),
    ...nextLines(session, set, report),
    ...othersLine(all, set, width),
  ]);
  session.document(() => statusDocument(all, report, azure.requests));
  return exitCodeFor(report.verdict, line.options.check !== undefined);
}

function links(
  { set, resourceId, tenantId, hostName, verdict }: Report,
  { resource, explorer }: Awaited<ReturnType<Session['reads']>>['links'],
): readonly string[] {
  // Those of the sandbox lead nowhere once it has ended.
  if (resourceId === undefined || verdict === 'gone' || set.practice) return [];
  const seen = tenantId !== undefined && hostName !== undefined ? explorer(tenantId, hostName) : undefined;
  const all = [resource(resourceId), ...(seen === undefined ? [] : [seen])];
  return all.map((url) => `  ${safe(url)}`);
}

/** How the newest of a list is looked at. */
function detailLine({ environment }: Session, all: readonly Listed[]): readonly string[] {
  const [newest] = all;
  if (newest === undefined) return [];
  const beside = all.filter(({ file }) => dirname(file) === dirname(newest.file));
  const argv = ['status', ...targetOf(newest), ...namedBy(newest, beside, undefined)];
  return ['', `Look at one: ${commandLine(invoked(environment, argv))}`];
}

/** What can be done now, as it is called in this target. */
function nextLines(
  { target, environment, line }: Session,
  { progress, record, file, list, name }: Listed,
  report: Report,
): readonly string[] {
  const at = line.options.state === undefined ? [] : ['--state', file];
  const inList = list === undefined || name === undefined ? [] : ['--name', name];
  const command = (...words: readonly string[]): string =>
    commandLine(invoked(environment, [...words, ...target.argv, ...at]));
  const undo = command('undo', ...inList);
  // A row is set up with all of its list.
  const setUp = list === undefined ? command() : `${command()} --answers FILE (the list that it is in)`;
  if (progress === 'running') return [];
  if (progress === 'undone') return ['', `Set it up again: ${setUp}`];
  if (progress === 'unfinished') return ['', `Carry on: ${record.undo === null ? setUp : undo}`];
  const again = report.verdict === 'changed' || report.verdict === 'gone' ? [`Put it right: ${setUp}`] : [];
  return ['', ...again, `Remove it: ${undo}`];
}
