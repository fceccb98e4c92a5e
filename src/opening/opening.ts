import { existsSync, readdirSync } from 'node:fs';
import { directory } from '../../steps/login/directory.ts';
import { optionsOf } from '../../steps/login/ways.ts';
import { auth } from '../../steps/login.ts';
import { clouds } from '../azure/clouds.ts';
import { offersHere } from '../azure/sign-in/offers.ts';
import { asAsked } from '../engine/asked.ts';
import type { Asked, Context } from '../engine/context.ts';
import { newSession } from '../engine/session.ts';
import type { Process } from '../local/process.ts';
import { foldersOf, preferencesFile, stateDirectory } from '../state/directory.ts';
import { greeting } from '../terminal/greeting.ts';
import { promiseOf } from '../terminal/promise.ts';
import { firstDrawing } from '../terminal/question/first-drawing.ts';
import { renderingOf } from '../terminal/rendering.ts';
import { takesUnicode, withPlainMarks } from '../terminal/streams/plain-marks.ts';
import { terminalOf } from '../terminal/terminal.ts';
import { withPractice } from '../wizard/practice.ts';
import type { WizardPrompter } from '../wizard/view.ts';

/** Smaller windows wrap what is drawn. */
const least = { columns: 60, rows: 20 };

const never = new Promise<never>(() => undefined);

/** Variables that may lead elsewhere, or that hold what may not be shown: the program itself knows what to make of them. */
const telling = /^(ADT_SETUP_|AZURE_|NODE_OPTIONS$|NODE_DEBUG$)/;

/**
 * What a set-up in Azure that begins anew writes first, up to its first question; undefined where there is something to say before, or
 * nobody to ask. It is what the program writes a moment later, by the same functions: nothing is looked at but this computer's
 * variables and files, and no process is started.
 */
export function opening(host: Process): string | undefined {
  const { env: environment, platform } = host;
  if (Object.keys(environment).some((name) => telling.test(name)) || environment['SUDO_USER'] !== undefined)
    return undefined;
  const base = stateDirectory(environment);
  if (isAnythingIn(foldersOf(base, undefined).setups) || existsSync(preferencesFile(base))) return undefined;
  const rendering = renderingOf({}, environment, false);
  // Standard error is looked at where standard output is no terminal, and then nothing is painted.
  const { stdin, stdout } = host;
  const terminal = terminalOf({ stdin, stdout, stderr: stdout }, environment, rendering, platform, () => undefined);
  const { prompts, words, style } = terminal;
  const window = { columns: prompts.columns, rows: prompts.rows };
  if (!terminal.interactive || !terminal.animated || prompts !== words) return undefined;
  if (!(window.columns >= least.columns && window.rows >= least.rows)) return undefined;
  const asked = firstQuestion(environment);
  if (asked === undefined) return undefined;
  const cloud = clouds.AzureCloud;
  const lines = greeting(cloud, promiseOf(cloud, {}, true), style, terminal.width() - 1);
  const text = `${lines.map((line) => `${line}\n`).join('')}${firstDrawing(asked, window, style)}`;
  return takesUnicode(environment, platform) ? text : withPlainMarks(text);
}

function isAnythingIn(folder: string): boolean {
  try {
    return readdirSync(folder).length > 0;
  } catch {
    return false;
  }
}

/** How to sign in, as it is asked before any tool has answered. */
function firstQuestion(environment: NodeJS.ProcessEnv): Asked | undefined {
  const offers = offersHere(clouds.AzureCloud, environment, () => never);
  const options = optionsOf(offers, never, () => never);
  let asked: Asked | undefined;
  const prompter: WizardPrompter = {
    ask: (question) => {
      asked = question;
      return never;
    },
    confirm: () => never,
    choose: () => never,
  };
  const context: Pick<Context, 'prompter' | 'steps'> = { prompter, steps: [] };
  const asking = { context: context as Context, session: newSession(), step: 'login' };
  void withPractice(prompter, { directory, keep: () => undefined }).ask(asAsked(asking, auth, options));
  return asked;
}
