import { invoked } from '../cli/invocation.ts';
import type { Session } from '../cli/session.ts';
import type { Azure } from '../port/azure.ts';
import type { SavedMemory } from '../state/memory.ts';
import { endPage, type Next, type Ready, shortEndPage } from '../terminal/end-page.ts';
import { commandLine } from '../text/shell.ts';
import { commandAbout, renderingArguments } from './carry-on.ts';
import type { Ended } from './ended.ts';
import { sameAgain } from './same-again.ts';

/** What to do next, in Azure and in the sandbox; only with commands that there are. */
function nextFor(
  session: Session,
  azure: Pick<Azure, 'links'>,
  memory: SavedMemory,
  report: Ended['report'],
): readonly Next[] {
  const about = (says: string, name: string): readonly Next[] => {
    const command = commandAbout(session, memory.file(), name);
    return command === undefined ? [] : [{ says, copy: [command] }];
  };
  const use = about('Use it in code: JavaScript, Python or C#', 'first-steps');
  const { info, serve } = session.target;
  if (info !== undefined) {
    const served = serve === undefined ? [] : [commandLine(invoked(session.environment, serve))];
    return [
      {
        says: served.length === 0 ? 'Look at it in the portal' : 'Look at it: start the sandbox, then open its portal',
        copy: [...served, `${info.origin}/portal`],
        note: "The browser warns of the sandbox's own certificate: go on all the same.",
      },
      ...use,
      { says: 'Do it for real', copy: [commandLine(invoked(session.environment, []))] },
    ];
  }
  return [...use, ...seeIn(azure, report), ...about('Remove it', 'undo')];
}

/** The Explorer, or where a cloud has none the portal. */
function seeIn({ links }: Pick<Azure, 'links'>, { tenantId, hostName, resourceId }: Ended['report']): readonly Next[] {
  const explorer = tenantId === undefined || hostName === undefined ? undefined : links.explorer(tenantId, hostName);
  if (explorer !== undefined) return [{ says: 'See it in the Azure Digital Twins Explorer', copy: [explorer] }];
  return resourceId === undefined ? [] : [{ says: 'See it in the portal', copy: [links.resource(resourceId)] }];
}

/** Keeps that the set-up is ready, and shows its last page. */
export function showReady(session: Session, azure: Pick<Azure, 'links'>, memory: SavedMemory, ended: Ended): void {
  const { line, target, terminal, screen, environment } = session;
  const { report, lines } = ended;
  memory.finish('ready');
  const words = sameAgain(line.command.questions, memory, report, [...target.argv, ...renderingArguments(line)]);
  const ready: Ready = {
    report,
    took: lines.reduce((sum, { took = 0 }) => sum + took, 0),
    next: nextFor(session, azure, memory, report),
    sameAgain: invoked(environment, words),
    practice: target.cloud.practice,
  };
  const page = terminal.quiet ? shortEndPage : endPage;
  screen.print(page(ready, terminal.style, terminal.width() - 1));
}
