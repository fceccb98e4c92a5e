import type { CommandLine } from '../cli/command.ts';
import { type Session, withSession } from '../cli/session.ts';
import { exitCodes } from '../errors.ts';
import type { Process } from '../local/process.ts';
import { meant } from '../saved/choose.ts';
import { askWhichOf, candidatesOf } from '../saved/choose-many.ts';
import { enter } from '../saved/enter.ts';
import { unreadable } from '../saved/list.ts';
import { stateDirectory } from '../state/folders.ts';
import { hang } from '../terminal/layout.ts';
import { safe } from '../text/safe.ts';
import { listStatusDocument, statusDocument } from './document.ts';
import { reportOnList } from './list.ts';
import { listReportPage } from './list-page.ts';
import type { Verdict } from './look.ts';
import { detailLine, listNextLines, nextLines } from './next.ts';
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
function exitCodeFor(verdicts: readonly Verdict[], checks: boolean): number {
  const isOtherwise = verdicts.some((each) => each === 'changed' || each === 'gone');
  if (checks && isOtherwise) return exitCodes.refused;
  return verdicts.includes('unknown') ? exitCodes.forNow : exitCodes.ready;
}

async function statusIn(session: Session): Promise<number> {
  const { line, screen, terminal, prompter, answers } = session;
  const { all, fitting } = await meant(session);
  const candidates = candidatesOf(fitting, answers);
  const [only, another] = candidates;
  const one = another === undefined ? only : prompter && (await askWhichOf(candidates, fitting, prompter));
  const width = terminal.width() - 1;
  const now = new Date();
  if (one === undefined) {
    const unread = unreadable(stateDirectory(session.environment)).flatMap(({ message, suggestion }) =>
      hang(`${terminal.style.mark.note} `, safe(`${message} ${suggestion}`), width),
    );
    screen.print([...listPage(all, terminal.style, width, now), ...unread, ...detailLine(session, all)]);
    session.document(() => statusDocument(all, undefined, { reads: 0, writes: 0 }));
    return exitCodes.ready;
  }
  const azure = await session.reads();
  const checks = line.options.check !== undefined;
  const [set] = one.rows;
  if (one.list !== undefined) {
    const report = await reportOnList(session, { ...one, list: one.list }, azure);
    screen.rest();
    screen.print([
      '',
      ...listReportPage(report, terminal.style, width, now),
      ...listNextLines(session, one, report),
      ...othersLine(all, set, width),
    ]);
    session.document(() => listStatusDocument(all, report, azure.requests));
    return exitCodeFor(
      report.reports.map(({ verdict }) => verdict),
      checks,
    );
  }
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
  return exitCodeFor([report.verdict], checks);
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
