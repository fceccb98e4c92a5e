import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { steps } from '../../steps/index.ts';
import { environmentNotes } from '../cli/environment.ts';
import { saysYes } from '../cli/says-yes.ts';
import type { Session } from '../cli/session.ts';
import { InterruptedError, usageError } from '../errors.ts';
import type { SignInMethod } from '../port/azure.ts';
import type { SetupRecord } from '../state/set-up-record.ts';
import { rescueFolders, type Work, workOn } from '../state/work-on.ts';
import { told } from '../terminal/copied.ts';
import { safe } from '../text/safe.ts';
import type { Result } from './result.ts';
import { type Chosen, chooseSetup } from './saved/choose-setup.ts';
import { movedElsewhere } from './saved/elsewhere.ts';
import { answerAbout } from './saved/words.ts';

/** Chooses the set-up and walks the wizard. `planId`: of the only plan to carry out. Never throws what the contract has an exit code for. */
export async function run(session: Session, planId: string | undefined): Promise<Result> {
  const preview = session.line.options['dry-run'] !== undefined;
  return await worked(session, {
    choose: (say) => chosenSetup(session, preview, say),
    walk: async (chosen, work) => {
      await askAhead(session, chosen.record.answers);
      const { walk } = await import('./walk.ts');
      return await walk(session, chosen, work, { preview, planId });
    },
  });
}

/**
 * Has Azure asked, before the rest of the wizard is loaded, what will be asked first: known where nobody is asked anything, and this
 * run says how to sign in. The directory is that of the answers, as the wizard will take it: this run's, or else a saved one.
 */
export async function askAhead(
  { prompter, answers, askAhead: ask }: Pick<Session, 'prompter' | 'answers' | 'askAhead'>,
  saved: SetupRecord['answers'],
): Promise<void> {
  const method = answers['auth']?.value;
  if (prompter !== undefined || method === undefined || method === 'auto') return;
  await ask({ method: method as SignInMethod, tenant: (answers['tenant'] ?? saved['tenant'])?.value });
}

/** What is chosen to work on, and what is done with it. */
interface Undertaking<Ended> {
  choose(say: (text: string) => void): Promise<Chosen | undefined>;
  walk(chosen: Chosen, work: Work, say: (text: string) => void): Promise<Ended>;
}

/** Chooses what to work on, holds it, and lets it go in the end; tells how it ended where nothing was begun. */
export async function worked<Ended>(
  session: Session,
  { choose, walk: walked }: Undertaking<Ended>,
): Promise<Ended | Result> {
  const { line, target, terminal, environment, screen } = session;
  const preview = line.options['dry-run'] !== undefined;
  const say = (text: string): void => screen.show(['', ...told('', safe(text), terminal.width() - 1)]);
  if (!terminal.quiet) environmentNotes(environment, process.getuid?.(), process.execArgv).forEach(say);
  const nothing = { lines: [], report: {}, requests: { reads: 0, writes: 0 }, stateFile: undefined };
  let chosen: Chosen | undefined;
  try {
    const mayBegin = await mayMakeFolder(session, preview);
    chosen = mayBegin ? await choose(say) : undefined;
  } catch (error) {
    if (error instanceof InterruptedError) return { outcome: 'interrupted', ...nothing, signal: error.signal };
    throw error;
  }
  if (chosen === undefined) return { outcome: 'left', ...nothing };
  const rescue = {
    folders: rescueFolders(target.setups, environment['HOME'] ?? environment['USERPROFILE']),
    print: (text: string) => void terminal.errors.write(text),
  };
  const work = await workOn({ ...chosen, preview, rescue, say }, Date.now);
  try {
    return await walked(chosen, work, say);
  } finally {
    await work.end();
  }
}

/**
 * Whether the folder of `--state` is there, or the person wants it made: a typing error makes no folders.
 * @throws SetupError (usage) when it isn't there, and nobody can be asked.
 */
async function mayMakeFolder({ line, prompter }: Session, preview: boolean): Promise<boolean> {
  const { state } = line.options;
  if (state === undefined || existsSync(dirname(state))) return true;
  const folder = dirname(state);
  if (prompter === undefined) {
    // A preview saves nothing.
    if (preview) return true;
    throw usageError(
      'no-state-folder',
      `There is no folder ${folder} to save progress in.`,
      'Check the name that --state gives, or make the folder first.',
    );
  }
  const explain = 'Progress is saved in the file that --state names. Yes makes its folder, for you only.';
  return await saysYes(prompter, `There is no folder ${safe(folder)}. Make it?`, explain);
}

/** The set-up to work on; undefined when the person wants to leave. One whose subscription has moved is reviewed. */
async function chosenSetup(
  { line, target, answers, prompter }: Session,
  preview: boolean,
  say: (text: string) => void,
): Promise<Chosen | undefined> {
  const wanted = {
    cloud: target.cloud.name,
    stateFile: line.options.state,
    directory: target.setups,
    answers,
    fresh: line.options.fresh !== undefined,
    now: new Date(),
    steps,
  };
  const chosen = await chooseSetup(wanted, preview ? undefined : prompter, say);
  if (chosen === undefined) return undefined;
  const subscription = answerAbout(chosen.record, line.command.questions, 'subscription');
  const moved = movedElsewhere(chosen.record, subscription, preview || prompter !== undefined);
  if (moved === undefined) return chosen;
  say(`Note: ${moved}`);
  return { ...chosen, review: true };
}
