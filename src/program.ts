import { type CommandLine, readCommandLine } from './command-line.ts';
import { commands } from './commands.ts';
import { watchOutputs } from './environment.ts';
import { exitCodes, InterruptedError, SetupError } from './errors.ts';
import type { Process } from './process.ts';
import { exitCodeOf, jsonOf, type Result, signalCodes } from './result.ts';
import { safe } from './safe.ts';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Runs the program, and gives the exit code. */
export async function program(argv: readonly string[], host: Process): Promise<number> {
  const outputs = watchOutputs(host);
  return await outputs.exitCode(await runCommand(argv, host));
}

async function runCommand(argv: readonly string[], host: Process): Promise<number> {
  const stop = new AbortController();
  const handlers = signals.map((name) => [name, (): void => stop.abort(new InterruptedError(name))] as const);
  for (const [name, handler] of handlers) host.on(name, handler);
  try {
    const line = readCommandLine(argv, commands);
    return (await answerAtOnce(line, host)) ?? (await line.command.run(line, host, stop.signal));
  } catch (error) {
    if (error instanceof SetupError) return refuse(error, argv.includes('--json'), host);
    if (error instanceof InterruptedError) {
      host.stderr.write('Interrupted. Nothing was changed.\n');
      return signalCodes[error.signal];
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

async function answerAtOnce({ command, options }: CommandLine, host: Process): Promise<number | undefined> {
  if (options.help !== undefined) {
    const { helpText } = await import('./help.ts');
    host.stdout.write(await helpText(command, commands));
    return exitCodes.ready;
  }
  if (options.version !== undefined) {
    const { version } = await import('./version.ts');
    host.stdout.write(`${version}\n`);
    return exitCodes.ready;
  }
  return undefined;
}
