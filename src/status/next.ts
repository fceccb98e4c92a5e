import { dirname } from 'node:path';
import { invoked } from '../cli/invocation.ts';
import type { Session } from '../cli/session.ts';
import { namedBy } from '../saved/choose.ts';
import { type Candidate, candidatesOf } from '../saved/choose-many.ts';
import { type Listed, targetOf } from '../saved/list.ts';
import { commandLine } from '../text/shell.ts';
import type { ListReport } from './list.ts';
import type { Report } from './report.ts';

/** How the newest of all that is saved is looked at. */
export function detailLine({ environment }: Session, all: readonly Listed[]): readonly string[] {
  const [first] = candidatesOf(all, {});
  if (first === undefined) return [];
  const [newest] = first.rows;
  const beside = all.filter(({ file }) => dirname(file) === dirname(newest.file));
  const isAlone = beside.every(({ file }) => file === newest.file);
  const ofList = isAlone ? [] : ['--state', newest.file];
  const which = first.list === undefined ? namedBy(newest, beside, undefined) : ofList;
  const argv = ['status', ...targetOf(newest), ...which];
  return ['', `Look at one: ${commandLine(invoked(environment, argv))}`];
}

/** What can be done now, as it is called in this target. */
export function nextLines(
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

/** The same of a list. */
export function listNextLines(
  { target, environment, line }: Session,
  { rows: [first] }: Candidate,
  { reports, verdict }: ListReport,
): readonly string[] {
  const at = line.options.state === undefined ? [] : ['--state', first.file];
  const command = (...words: readonly string[]): string =>
    commandLine(invoked(environment, [...words, ...target.argv, ...at]));
  if (first.progress === 'running') return [];
  const detail = first.name === undefined ? [] : [`One in detail: ${command('status', '--name', first.name)}`];
  const isOpen = reports.some(({ set }) => set.progress === 'unfinished' && set.record.undo === null);
  const isWrong = verdict === 'changed' || verdict === 'gone';
  const setUp = `${command()} --answers FILE (the list)`;
  const again = isOpen ? [`Carry on: ${setUp}`] : isWrong ? [`Put it right: ${setUp}`] : [];
  return ['', ...detail, ...again, `Remove all: ${command('undo')}`];
}
