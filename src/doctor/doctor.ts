import type { CommandLine } from '../cli/command.ts';
import { type Session, withSession } from '../cli/session.ts';
import type { Process } from '../local/process.ts';
import { stateDirectory } from '../state/directory.ts';
import type { Scene } from './check.ts';
import { examine } from './examine.ts';
import { documentOf, exitCodeFor, lineOf, summary } from './page.ts';

/** Seconds that a service may take to answer, tries included: people who ask what is wrong don't want to wait long. */
const patience = 15;

/** `adt-setup doctor`: makes the checks, shows them as they come, and changes nothing. */
export function doctor(line: CommandLine, host: Process, signal: AbortSignal): Promise<number> {
  const scenario = line.options.sandbox;
  return withSession({ line, host, signal, scenario, patience, asks: false }, examineIn);
}

async function examineIn(session: Session): Promise<number> {
  const { terminal, screen } = session;
  const { checks } = await import('./checks.ts');
  const all = await examine(checks, await sceneOf(session), (examined) => {
    if (!terminal.quiet || examined.status === 'problem')
      screen.print(lineOf(examined, terminal.style, terminal.width() - 1));
  });
  screen.print(['', summary(all)]);
  session.document(() => documentOf(all));
  return exitCodeFor(all);
}

async function sceneOf({ line, environment, terminal, target, answers, connection, azure }: Session): Promise<Scene> {
  const { reachOf } = await import('../azure/http/reach.ts');
  const given = line.command.questions.flatMap(({ key, subject }) => {
    const answer = answers[key];
    return answer === undefined || subject === undefined ? [] : [[subject, answer.value] as const];
  });
  return {
    nodeVersion: process.versions.node,
    platform: process.platform,
    environment,
    terminal,
    stateDirectory: () => stateDirectory(environment),
    cloud: target.cloud,
    azure: await azure(() => false),
    reach: reachOf(connection),
    answers: Object.fromEntries(given),
    now: Date.now,
  };
}
