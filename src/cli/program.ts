import { exitCodes, InterruptedError, SetupError } from '../errors.ts';
import { holdSecretsOfEnvironment } from '../local/environment.ts';
import type { Process } from '../local/process.ts';
import { discreet } from '../terminal/streams/discreet.ts';
import { jsonLine } from '../text/json-line.ts';
import { safe } from '../text/safe.ts';
import { bugs } from '../version.ts';
import { exitCodeOf, jsonOf, type Result, signalCodes } from '../wizard/result.ts';
import type { CommandLine } from './command.ts';
import { readCommandLine } from './command-line.ts';
import { commands } from './commands.ts';
import { watchOutputs } from './environment.ts';
import { unforeseen } from './unforeseen.ts';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Whether it was started with nohup, whose wish that a hang-up be ignored Node.js undoes when it starts (node.cc,
 * ResetSignalHandlers). Shells leave the name of what they start in `_`.
 */
function isUnderNohup({ _: started = '' }: NodeJS.ProcessEnv): boolean {
  return /(^|\/)nohup$/.test(started);
}

/** Runs the program, and gives the exit code. */
export async function program(argv: readonly string[], process: Process): Promise<number> {
  const host = discreet(process);
  holdSecretsOfEnvironment(host.env);
  const outputs = watchOutputs(host);
  return await outputs.exitCode(await runCommand(argv, host));
}

async function runCommand(argv: readonly string[], host: Process): Promise<number> {
  const stop = new AbortController();
  const handlers = signals.map((name) => {
    const isDeaf = name === 'SIGHUP' && isUnderNohup(host.env);
    return [name, (): void => (isDeaf ? undefined : stop.abort(new InterruptedError(name)))] as const;
  });
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
    const failure = unforeseen(error, bugs);
    host.stderr.write(failure.words);
    return shown(failure.refusal, argv.includes('--json'), host);
  } finally {
    for (const [name, handler] of handlers) host.removeListener(name, handler);
    host.stdin.pause();
  }
}

/** Says why nothing was begun: a wrong flag, file or variable. */
function refuse(error: SetupError, isJson: boolean, host: Process): number {
  const code = shown(error, isJson, host);
  host.stderr.write(
    `${safe(error.message)} ${safe(error.suggestion)}\nNothing was changed, and nothing was sent to Azure.\n`,
  );
  return code;
}

/** The JSON document of an error, where one is wanted, and its exit code. */
function shown(refusal: SetupError, isJson: boolean, host: Process): number {
  const result: Result = {
    outcome: 'failed',
    lines: [],
    report: {},
    requests: { reads: 0, writes: 0 },
    stateFile: undefined,
    error: refusal,
  };
  if (isJson) host.stdout.write(jsonLine(jsonOf(result)));
  return exitCodeOf(result);
}

async function answerAtOnce({ command, options, topic }: CommandLine, host: Process): Promise<number | undefined> {
  if (options.help !== undefined) {
    const { helpText } = await import('./usage.ts');
    const { topicText } = await import('./topics.ts');
    const { laidOut } = await import('../start/laid-out.ts');
    const text = topic === undefined ? await helpText(command, commands) : topicText(topic, commands[0].questions);
    host.stdout.write(laidOut(text, host.stdout.columns || 80));
    return exitCodes.ready;
  }
  if (options.version !== undefined) {
    const { version } = await import('../version.ts');
    host.stdout.write(`${version}\n`);
    return exitCodes.ready;
  }
  return undefined;
}
