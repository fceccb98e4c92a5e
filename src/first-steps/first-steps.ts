import type { CommandLine } from '../cli/command.ts';
import { invoked } from '../cli/invocation.ts';
import { type Session, withSession } from '../cli/session.ts';
import { InterruptedError, SetupError } from '../errors.ts';
import type { Process } from '../local/process.ts';
import type { Azure } from '../port/azure.ts';
import { type TheOne, theOne } from '../saved/choose.ts';
import { hang } from '../terminal/layout.ts';
import { refusalLines } from '../terminal/refusal-lines.ts';
import type { Argv } from '../text/argv.ts';
import { commandLine } from '../text/shell.ts';
import type { Place } from './access.ts';
import { wishesOf } from './options.ts';
import { type Next, nextPage } from './page.ts';
import { checkProgram, writtenProgram } from './program-of.ts';
import { documentOf, exitCodeOf, type Result } from './result.ts';
import { type Doing, run } from './run.ts';
import { query } from './sample.ts';

/** Seconds that a service may take to answer. */
const patience = 600;

/** `adt-setup first-steps`: a small sample in an instance, a query, and a program that makes the same one. */
export function firstSteps(line: CommandLine, host: Process, signal: AbortSignal): Promise<number> {
  return withSession({ line, host, signal, scenario: line.options.sandbox, patience, asks: true }, inSession);
}

async function inSession(session: Session): Promise<number> {
  const { screen } = session;
  const wishes = wishesOf(session.line, session.prompter !== undefined);
  const one = await theOne(session, 'adt-setup first-steps');
  if (one === undefined) return exitCodeOf({ outcome: 'left', things: [] });
  const saved = one.set;
  checkProgram(session, saved, wishes);
  let mayWrite = false;
  const azure = await session.azure(() => mayWrite);
  const doing: Doing = { session, azure, wishes, allow: () => (mayWrite = true) };
  let place: Place | undefined;
  let result: Result;
  try {
    const done = await run(doing, saved, (found) => (place = found));
    result = { ...done, program: await writtenProgram(doing, saved, done) };
  } catch (error) {
    result = { ...failure(error), place };
  }
  screen.rest();
  screen.print(endOf(session, azure, one, result));
  session.document(() => documentOf(result, query, azure.requests, saved.file));
  return exitCodeOf(result);
}

function failure(error: unknown): Result {
  if (error instanceof InterruptedError) return { outcome: 'interrupted', things: [], signal: error.signal };
  if (error instanceof SetupError) return { outcome: 'failed', things: [], error };
  throw error;
}

/** How it ended, and what to do next. */
function endOf(session: Session, azure: Azure, one: TheOne, result: Result): readonly string[] {
  const { terminal, target, environment } = session;
  const width = terminal.width() - 1;
  const say = (text: string): readonly string[] => hang('', text, width);
  const again = (...more: Argv): string =>
    commandLine(invoked(environment, ['first-steps', ...target.argv, ...one.argv, ...more]));
  switch (result.outcome) {
    case 'failed':
      return result.error === undefined
        ? []
        : [
            ...refusalLines('First steps', result.error, terminal.style, width),
            ...say('What was made is written down. To carry on:'),
            `  ${again()}`,
          ];
    case 'interrupted':
      return [...say('Interrupted. What was made is written down. To carry on:'), `  ${again()}`];
    case 'needs-approval':
      return [
        ...say('Nothing was written: nobody could be asked. To agree to it:'),
        `  ${again(...(session.line.options.remove === undefined ? [] : ['--remove']), '--yes')}`,
      ];
    case 'left':
      return say('Nothing was changed.');
    case 'removed':
      return say(
        result.things.some(({ status }) => status === 'kept')
          ? 'The rest stays, for the reasons above.'
          : 'The sample is gone; everything else is as it was.',
      );
    case 'ready':
      return nextPage(next(azure, result, again), terminal.style, width);
  }
}

function next(azure: Azure, { place, program }: Result, again: (...more: Argv) => string): readonly Next[] {
  const explorer = place && azure.links.explorer(place.account.tenantId, place.hostName);
  return [
    ...(program === undefined
      ? [{ says: 'The same query in your own code (or python, csharp)', copy: [again('--language', 'javascript')] }]
      : program.steps.map(({ says, line }) => ({ says, copy: [line] }))),
    ...(explorer === undefined ? [] : [{ says: 'See it', copy: [explorer] }]),
    { says: 'Take the sample away again', copy: [again('--remove')] },
  ];
}
