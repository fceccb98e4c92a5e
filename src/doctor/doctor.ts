import type { AzureEvent } from '../azure.ts';
import { type CommandLine, readEnvironment } from '../command-line.ts';
import { refuseLeaks } from '../environment.ts';
import { timeoutOf } from '../numbers.ts';
import { openPlace } from '../place.ts';
import type { Process } from '../process.ts';
import { stateDirectory } from '../state/places.ts';
import { renderingOf } from '../terminal/rendering.ts';
import { terminalOf } from '../terminal/terminal.ts';
import { trafficLog } from '../traffic-log.ts';
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
  const log = options.log === undefined ? undefined : trafficLog(options.log);
  const place = await openPlace(options, options.sandbox, stateDirectory(host.env));
  const { screenOn } = await import('../terminal/screen.ts');
  const screen = screenOn(terminal);
  const width = (): number => terminal.width() - 1;
  try {
    const { clouds } = await import('../azure/clouds.ts');
    refuseLeaks(host.env, place.cloud, Object.values(clouds));
    const { liveAzure } = await import('../azure/live.ts');
    const { reachOf } = await import('../azure/reach.ts');
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
