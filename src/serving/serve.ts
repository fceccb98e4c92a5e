import type { CommandLine } from '../cli/command.ts';
import { numberOf } from '../cli/numbers.ts';
import { checkScenario, startHere } from '../cli/practice.ts';
import { type Request, requestLine, trafficLog } from '../cli/traffic-log.ts';
import { exitCodes } from '../errors.ts';
import type { Process } from '../local/process.ts';
import { foldersOf, stateDirectory } from '../state/directory.ts';
import { preferencesIn } from '../state/preferences.ts';
import { renderingOf } from '../terminal/rendering.ts';
import { terminalOf } from '../terminal/terminal.ts';
import { guide } from './guide.ts';
import { startLine } from './start-line.ts';

/**
 * `adt-setup sandbox`: serves until it is asked to stop. That is how a server ends, not an interruption of something
 * unfinished, so it ends with 0 on Ctrl-C, SIGTERM and SIGHUP alike, as service managers and scripts expect.
 */
export async function serve(line: CommandLine, host: Process, signal: AbortSignal): Promise<number> {
  const { options } = line;
  const scenario = options.scenario ?? 'owner';
  checkScenario(scenario);
  const port = numberOf(options, 'port', { what: 'a port', least: 0, most: 65_535 });
  const latency = numberOf(options, 'latency', { what: 'a latency in milliseconds', least: 0, most: 60_000 });
  const isJson = options.json !== undefined;
  const file = options.log === undefined ? undefined : trafficLog(options.log);
  // Nothing is said before where everything is.
  let origin: string | undefined;
  const log = (entry: Request): void => {
    file?.(entry);
    if (origin === undefined || isJson) return;
    host.stdout.write(`${requestLine({ ...entry, url: entry.url.replace(origin, '') })}\n`);
  };
  const sandbox = await startHere({
    dataDirectory: options.data ?? foldersOf(stateDirectory(host.env), scenario).world,
    scenario,
    ...(port !== undefined && { port }),
    ...(latency !== undefined && { settings: { latencyMilliseconds: latency } }),
    log,
  });
  const chosen = options.data === undefined && preferencesIn(stateDirectory(host.env)).accessible;
  const terminal = terminalOf(host, host.env, { ...renderingOf(options, host.env, chosen), json: false });
  try {
    host.stdout.write(
      isJson
        ? `${JSON.stringify(startLine(sandbox))}\n`
        : `${guide(sandbox, { own: options.data !== undefined, platform: process.platform, style: terminal.style }).join('\n')}\n`,
    );
    ({ origin } = sandbox);
    await stopped(signal);
  } finally {
    await sandbox.close();
  }
  if (!isJson) host.stdout.write('\nThe sandbox has stopped; its world is kept.\n');
  return exitCodes.ready;
}

function stopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
