import { steps } from '../steps/index.ts';
import { readAnswersFile } from './answers-file.ts';
import type { Cloud } from './cloud.ts';
import { type CommandLine, readCommandLine, readEnvironment } from './command-line.ts';
import { exitCodes, InterruptedError, SetupError, usageError } from './errors.ts';
import { exitCodeOf, jsonOf, type Result } from './result.ts';
import { safe } from './safe.ts';
import { placesIn, stateDirectory } from './state/places.ts';
import type { Argv } from './step.ts';
import { PractiseError } from './wizard/practise.ts';

/** The parts of `process` that the program uses. */
export type Process = Pick<NodeJS.Process, 'env' | 'stdin' | 'stdout' | 'stderr' | 'on' | 'removeListener'>;

const questions = steps.flatMap((step) => step.questions);
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Runs the program, and gives the exit code. */
export async function program(argv: readonly string[], host: Process): Promise<number> {
  const stop = new AbortController();
  const handlers = signals.map((name) => [name, (): void => stop.abort(new InterruptedError(name))] as const);
  for (const [name, handler] of handlers) host.on(name, handler);
  try {
    return await main(argv, host, stop.signal);
  } catch (error) {
    if (error instanceof SetupError) {
      return refuse(error, argv.includes('--json'), host);
    }
    host.stderr.write(`${defect(error)}\n`);
    return exitCodes.defect;
  } finally {
    for (const [name, handler] of handlers) host.removeListener(name, handler);
    host.stdin.pause();
  }
}

function defect(error: unknown): string {
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `This is a defect of adt-setup. Please report it with these lines:\n${what.split('\n').map(safe).join('\n')}`;
}

/** Says why nothing was begun: a wrong flag, file or variable. */
function refuse(error: SetupError, isJson: boolean, host: Process): number {
  const { trouble } = error;
  const result: Result = {
    outcome: 'failed',
    lines: [],
    facts: {},
    requests: { reads: 0, writes: 0 },
    stateFile: undefined,
    error: { refusal: error, step: undefined },
  };
  if (isJson) host.stdout.write(`${JSON.stringify(jsonOf(result))}\n`);
  host.stderr.write(
    `${safe(trouble.message)} ${safe(trouble.help)}\nNothing was changed, and nothing was sent to Azure.\n`,
  );
  return exitCodeOf(result);
}

async function main(argv: readonly string[], host: Process, signal: AbortSignal): Promise<number> {
  const line = readCommandLine(argv, questions);
  if (line.options.help !== undefined) {
    const { helpText } = await import('./help.ts');
    host.stdout.write(helpText(questions));
    return exitCodes.ready;
  }
  if (line.options.version !== undefined) {
    const { version } = await import('./version.ts');
    host.stdout.write(`${version}\n`);
    return exitCodes.ready;
  }
  checkTimeout(line);
  try {
    return await setUp(line, line.options.sandbox, host, signal);
  } catch (error) {
    if (error instanceof PractiseError) return await setUp(line, 'owner', host, signal);
    throw error;
  }
}

function checkTimeout(line: CommandLine): void {
  const { timeout } = line.options;
  if (timeout === undefined) return;
  const seconds = Number(timeout);
  if (/^\d{1,6}$/.test(timeout) && seconds >= 1 && seconds <= 86_400) return;
  throw usageError(
    'invalid-timeout',
    `"${timeout.slice(0, 80)}" can't be a time limit.`,
    'Give a number of seconds from 1 to 86400.',
  );
}

interface Place {
  readonly cloud: Cloud;
  readonly argv: Argv;
  close(): Promise<void>;
}

async function placeOf(line: CommandLine, scenario: string | undefined, world: string): Promise<Place> {
  if (scenario !== undefined) {
    const { openSandbox, sandboxCloud } = await import('./practice.ts');
    const sandbox = await openSandbox(world, scenario);
    const argv = scenario === 'owner' ? ['--sandbox'] : [`--sandbox=${scenario}`];
    return { cloud: sandboxCloud(sandbox), argv, close: () => sandbox.close() };
  }
  const { clouds } = await import('./azure/clouds.ts');
  const name = line.options.cloud ?? 'AzureCloud';
  const cloud = Object.values(clouds).find((each) => each.name.toLowerCase() === name.toLowerCase());
  if (cloud === undefined) {
    throw usageError(
      'unknown-cloud',
      `There is no cloud "${name.slice(0, 80)}".`,
      `Use ${Object.keys(clouds).join(', ')}; an address is never taken.`,
    );
  }
  return { cloud, argv: cloud.name === 'AzureCloud' ? [] : ['--cloud', cloud.name], close: () => Promise.resolve() };
}

async function setUp(
  line: CommandLine,
  scenario: string | undefined,
  host: Process,
  signal: AbortSignal,
): Promise<number> {
  const { options } = line;
  const file = options.answers === undefined ? {} : readAnswersFile(options.answers, questions);
  const answers = { ...file, ...readEnvironment(host.env, questions), ...line.answers };
  const { terminalOf } = await import('./terminal/terminal.ts');
  const terminal = terminalOf(host, host.env, {
    json: options.json !== undefined,
    yes: options.yes !== undefined,
    accessible: options.accessible !== undefined,
    color: options['no-color'] === undefined ? undefined : false,
    quiet: options.quiet !== undefined,
    verbose: options.verbose !== undefined,
  });
  const places = placesIn(stateDirectory(host.env), scenario);
  const place = await placeOf(line, scenario, places.world);
  const { screenOn } = await import('./terminal/screen.ts');
  const screen = screenOn(terminal);
  try {
    const { greeting } = await import('./terminal/greeting.ts');
    if (!terminal.quiet) screen.print(greeting(place.cloud, terminal.style, terminal.width() - 1));
    const { person } = await import('./terminal/ask.ts');
    const { withPractice } = await import('./wizard/practise.ts');
    const somebody = terminal.interactive ? person(terminal, signal, screen.rest) : undefined;
    const { run } = await import('./run.ts');
    const result = await run({
      cloud: place.cloud,
      line,
      answers,
      questions,
      terminal,
      screen,
      person: somebody && scenario === undefined ? withPractice(somebody) : somebody,
      setupsDirectory: places.setups,
      environment: host.env,
      signal,
      place: place.argv,
    });
    return await report(result, line, place.argv, host);
  } finally {
    screen.rest();
    await place.close();
  }

  async function report(
    result: Result,
    { options: asked }: CommandLine,
    before: Argv,
    { stdout }: Process,
  ): Promise<number> {
    const { endingLines } = await import('./terminal/ending.ts');
    const carryOn = ['adt-setup', ...before, ...(asked.state === undefined ? [] : ['--state', asked.state])].join(' ');
    screen.print(endingLines(result, terminal.style, terminal.width() - 1, carryOn));
    if (asked.json !== undefined) stdout.write(`${JSON.stringify(jsonOf(result))}\n`);
    return exitCodeOf(result);
  }
}
