import { setMaxListeners } from 'node:events';
import { steps } from '../../steps/index.ts';
import type { Ahead, Entering } from '../azure/ahead.ts';
import type { Answer } from '../engine/context.ts';
import { machineOn } from '../local/machine.ts';
import type { Process } from '../local/process.ts';
import type { GivenList } from '../many/given.ts';
import type { Azure, AzureEvent, AzureReads } from '../port/azure.ts';
import type { Machine } from '../port/machine.ts';
import { stateDirectory } from '../state/directory.ts';
import { preferencesIn } from '../state/preferences.ts';
import type { Keyboard } from '../terminal/keyboard.ts';
import { renderingOf } from '../terminal/rendering.ts';
import type { Screen } from '../terminal/screen.ts';
import { type Terminal, terminalOf } from '../terminal/terminal.ts';
import { lineInPortions } from '../text/json-line.ts';
import type { WizardPrompter } from '../wizard/view.ts';
import type { GivenAnswers } from './answers-file.ts';
import type { CommandLine } from './command.ts';
import { refuseLeaks } from './environment.ts';
import { timeoutOf } from './numbers.ts';
import { openTarget, type Target } from './target.ts';
import { trafficListener } from './traffic-log.ts';
import { readEnvironment } from './variables.ts';

/** What is wanted of a session. */
export interface Wanted {
  readonly line: CommandLine;
  readonly host: Process;
  readonly signal: AbortSignal;
  /** Scenario of the sandbox to work in; undefined for a cloud of Azure. */
  readonly scenario: string | undefined;
  /** Longest wait for one thing where `--timeout` doesn't say, in seconds. */
  readonly patience: number;
  /** Whether there is anything to ask a person. */
  readonly asks: boolean;
  /** Standard output is for what is asked for, and words go to standard error, as with `--json`. */
  readonly outputIsData?: true;
}

/** How requests are sent: what everything that talks to Azure is opened with. */
interface Connection {
  readonly cloud: Target['cloud'];
  readonly environment: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  readonly timeoutSeconds: number;
  readonly log?: NonNullable<ReturnType<typeof trafficListener>>;
  tell(event: AzureEvent): void;
}

/** What one run of a command works with: opened once, in one place, and closed with it. */
export interface Session {
  readonly line: CommandLine;
  readonly environment: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  readonly machine: Machine;
  /** From flags, variables and the answers file, in this order. */
  readonly answers: Readonly<Record<string, Answer>>;
  /** The list of set-ups in the answers file, where it holds one: each row with the answers above, which win. */
  readonly list: GivenList | undefined;
  readonly target: Target;
  readonly terminal: Terminal;
  readonly screen: Screen;
  readonly keyboard: Keyboard;
  /** Undefined where nobody can be asked. */
  readonly prompter: WizardPrompter | undefined;
  readonly connection: Connection;
  /** Asks what this sign-in asks first, while the rest is still to be loaded; Azure, once it is opened, uses the answer. */
  askAhead(of: Entering): Promise<void>;
  /** Azure; what could change something is refused below the SDKs while `allowWrites` gives false. */
  azure(allowWrites: () => boolean): Promise<Azure>;
  /** The half of Azure that only reads, for commands that change nothing. */
  reads(): Promise<AzureReads>;
  /** One document on standard output, where `--json` asks for one. */
  document(of: () => object): void;
}

/** A signal on which several things wait at the same time, which is no defect: Node takes more than ten for one. */
function heardByMany(signal: AbortSignal): AbortSignal {
  setMaxListeners(0, signal);
  return signal;
}

const everyQuestion = steps.flatMap((step) => step.questions);

/** The answers given with this run: a flag wins over a variable, and a variable over the answers file. */
async function answersOf({ line, host }: Wanted): Promise<Pick<Session, 'answers' | 'list'>> {
  const { questions } = line.command;
  const file = line.options.answers;
  const { answers, list }: GivenAnswers =
    file === undefined ? { answers: {} } : (await import('./answers-file.ts')).readAnswersFile(file, questions);
  return { answers: { ...answers, ...readEnvironment(host.env, questions, everyQuestion), ...line.answers }, list };
}

/**
 * Opens everything that a command works with, lets it work, and closes it.
 * @throws SetupError (usage) when a flag, a variable or a file is wrong, before anything is sent or asked.
 */
export async function withSession<Value>(wanted: Wanted, work: (session: Session) => Promise<Value>): Promise<Value> {
  const { line, host, signal, scenario } = wanted;
  const { options } = line;
  const { answers, list } = await answersOf(wanted);
  const timeoutSeconds = timeoutOf(options) ?? wanted.patience;
  const base = stateDirectory(host.env);
  const rendering = renderingOf(options, host.env, preferencesIn(base).accessible);
  const terminal = terminalOf(host, host.env, { ...rendering, outputIsData: wanted.outputIsData });
  const target = await openTarget(options, scenario, base);
  // A look at Azure that nobody waits for any more must neither go on nor say anything.
  const over = new AbortController();
  let ahead: Ahead | undefined;
  let leave = (): void => undefined;
  try {
    const { screenOn } = await import('../terminal/screen.ts');
    const screen = screenOn(terminal);
    const log = trafficListener(options, screen.trace);
    await refuseLeaksTo(target, host);
    const { keyboardOn } = await import('../terminal/keyboard.ts');
    const keyboard = keyboardOn(host, terminal.interactive, screen.suspended);
    leave = () => {
      screen.end();
      keyboard.free();
    };
    keyboard.hold();
    const prompterHere = async (): Promise<WizardPrompter> => {
      const { prompterOn } = await import('../terminal/prompter.ts');
      return prompterOn({ ...terminal, prompts: screen.prompts }, signal, keyboard, screen.asking);
    };
    const prompter = wanted.asks && terminal.interactive ? await prompterHere() : undefined;
    const connection: Connection = {
      cloud: target.cloud,
      environment: host.env,
      signal: heardByMany(AbortSignal.any([signal, over.signal])),
      timeoutSeconds,
      ...(log && { log }),
      tell: screen.tell,
    };
    return await work({
      line,
      environment: host.env,
      signal: heardByMany(signal),
      machine: machineOn(host.env),
      answers,
      list,
      target,
      terminal,
      screen,
      keyboard,
      prompter,
      connection,
      askAhead: async (of) => {
        ahead = await (await import('../azure/ahead.ts')).askedAhead(connection, of);
      },
      azure: async (allowWrites) => {
        const asked = ahead;
        ahead = undefined;
        return (await import('../azure/live.ts')).liveAzure({ ...connection, allowWrites, ahead: asked });
      },
      reads: async () => (await import('../azure/live.ts')).liveReads(connection),
      document: (of) => {
        if (options.json === undefined) return;
        for (const portion of lineInPortions(of())) host.stdout.write(portion);
      },
    });
  } finally {
    over.abort();
    leave();
    await target.close();
  }
}

/** @throws SetupError (usage) when the environment would give secrets of a real cloud away. */
async function refuseLeaksTo({ cloud }: Target, host: Process): Promise<void> {
  const { clouds } = await import('../azure/clouds.ts');
  refuseLeaks(host.env, cloud, Object.values(clouds));
}
