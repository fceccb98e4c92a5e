import type { CommandLine } from '../cli/command.ts';
import { readEnvironment } from '../cli/command-line.ts';
import { refuseLeaks } from '../cli/environment.ts';
import { timeoutOf } from '../cli/numbers.ts';
import { openTarget } from '../cli/target.ts';
import { trafficListener } from '../cli/traffic-log.ts';
import type { Process } from '../local/process.ts';
import type { AzureEvent } from '../port/azure.ts';
import { stateDirectory } from '../state/places.ts';
import { renderingOf } from '../terminal/rendering.ts';
import { terminalOf } from '../terminal/terminal.ts';
import { examine } from './examine.ts';
import { documentOf, exitCodeFor, lineOf, summary } from './page.ts';

/** Seconds that a service may take to answer, tries included: whoever asks what is wrong doesn't want to wait long. */
const patience = 15;

/** `adt-setup doctor`: makes the checks, shows them as they come, and changes nothing. */
export async function doctor(line: CommandLine, host: Process, signal: AbortSignal): Promise<number> {
  const { options, command } = line;
  const given = { ...readEnvironment(host.env, command.questions), ...line.answers };
  const timeoutSeconds = timeoutOf(options) ?? patience;
  const terminal = terminalOf(host, host.env, renderingOf(options));
  const log = trafficListener(options, (text) => void host.stderr.write(`${text}\n`));
  const place = await openTarget(options, options.sandbox, stateDirectory(host.env));
  const { screenOn } = await import('../terminal/screen.ts');
  const screen = screenOn(terminal);
  const width = (): number => terminal.width() - 1;
  try {
    const { clouds } = await import('../azure/clouds.ts');
    refuseLeaks(host.env, place.cloud, Object.values(clouds));
    const { liveAzure } = await import('../azure/live.ts');
    const { reachOf } = await import('../azure/http/reach.ts');
    const { checks } = await import('./checks.ts');
    const way = {
      cloud: place.cloud,
      // Tries that fail are not worth a line each: what is wrong is said once.
      tell: (event: AzureEvent) => (event.kind === 'delayed' ? undefined : screen.tell(event)),
      timeoutSeconds,
      signal,
      environment: host.env,
      ...(log && { log }),
    };
    const scene = {
      nodeVersion: process.versions.node,
      platform: process.platform,
      environment: host.env,
      terminal,
      stateDirectory: () => stateDirectory(host.env),
      cloud: place.cloud,
      azure: liveAzure({ ...way, allowWrites: false }),
      reach: reachOf(way),
      answers: Object.fromEntries(Object.entries(given).map(([key, { value }]) => [key, value])),
      now: Date.now,
    };
    const all = await examine(checks, scene, (examined) => {
      if (!terminal.quiet || examined.status === 'problem') screen.print(lineOf(examined, terminal.style, width()));
    });
    screen.print(['', summary(all)]);
    if (options.json !== undefined) host.stdout.write(`${JSON.stringify(documentOf(all))}\n`);
    return exitCodeFor(all);
  } finally {
    screen.rest();
    await place.close();
  }
}
