import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '../../src/sandbox/settings.ts';
import { type Home, newHome } from '../support/places.ts';

const program = join(process.cwd(), 'dist', 'main.js');
const bare = join(process.cwd(), 'node_modules', '.cache', 'bare.js');

/** One request, as `--log` writes it. */
export interface Entry {
  readonly time: string;
  readonly method: string;
  readonly url: string;
  readonly status: number | null;
  readonly responseBody: unknown;
  readonly ms: number;
}

/** What a run has taken. */
export interface Taken {
  readonly seconds: number;
  readonly peakMemory: number;
  /** Processor seconds, its own and the system's for it. */
  readonly processor: number;
}

/** How a run went. */
export interface Ran extends Taken {
  readonly requests: number;
  readonly traffic: readonly Entry[];
  readonly trafficFile: string;
}

/** What the sandbox says of itself: where it is, and who may use it. */
export interface Info {
  readonly metadataUrl: string;
  readonly resourceManager: string;
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly caFile: string;
  readonly servicePrincipal: { readonly clientId: string; readonly clientSecret: string; readonly objectId: string };
}

/** A new world, which a sandbox in a process of its own serves, as Azure would be elsewhere. */
export interface World {
  readonly info: Info;
  /** Runs the program to its end. @throws where it doesn't end with 0 or, for a preview, as it should. */
  run(...argv: readonly string[]): Promise<Ran>;
  /** Deploys a list, whose text this is, to its end; nothing is logged. @throws where it doesn't end with 0. */
  deploy(list: string): Promise<Taken>;
  /** Sends the requests of a run by bare means: one after the other, or those together that the run had under way together. */
  runBare(trafficFile: string, how: 'one by one' | 'together'): Promise<{ readonly seconds: number }>;
  close(): Promise<void>;
}

const quick: Partial<Settings> = {
  registrationSeconds: 0,
  creationSeconds: 0,
  roleSpreadSeconds: 0,
  deviceApprovalSeconds: 0,
  deviceCodeInterval: 1,
};

const unasked = ['--yes', '--json'];
const answers = ['-g', 'rg-bench', '-n', 'bench-twins', '-l', 'westeurope', ...unasked];

export async function newWorld(
  settings: Partial<Settings>,
  warm?: World & { home: Home },
): Promise<World & { home: Home }> {
  const home = newHome('owner', { ...quick, ...settings });
  // One cache of code for all of them: what is measured is not the very first start on a computer.
  const cache = join((warm?.home ?? home).folder, '.cache');
  const environment = { ...home.environment, XDG_CACHE_HOME: cache };
  const peak = join(home.folder, 'peak.cjs');
  const usage = join(home.folder, 'usage.json');
  writeFileSync(
    peak,
    `process.on('exit', () => require('fs').writeFileSync(${JSON.stringify(usage)}, JSON.stringify(process.resourceUsage())));\n`,
  );
  const server = spawn(process.execPath, [program, 'sandbox', '--json', '--data', home.world], { env: environment });
  const [first] = (await once(server.stdout.setEncoding('utf8'), 'data')) as [string];
  const info = JSON.parse(first) as Info;
  let runs = 0;
  const timed = async (words: readonly string[]): Promise<number> => {
    const began = performance.now();
    const child = spawn(process.execPath, words, {
      env: environment,
      cwd: home.folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    const [code] = (await once(child, 'close')) as [number];
    if (code !== 0) throw new Error(`${words.join(' ')} ended with ${code}:\n${said}`);
    return (performance.now() - began) / 1000;
  };
  const taken = async (...argv: readonly string[]): Promise<Taken> => {
    const seconds = await timed(['--require', peak, program, '--sandbox', ...argv]);
    const used = JSON.parse(readFileSync(usage, 'utf8')) as NodeJS.ResourceUsage;
    return {
      seconds,
      peakMemory: used.maxRSS / 1024,
      processor: (used.userCPUTime + used.systemCPUTime) / 1e6,
    };
  };
  return {
    home,
    info,
    async run(...argv) {
      runs += 1;
      const trafficFile = join(home.folder, `traffic-${runs}.ndjson`);
      const took = await taken(...answers, '--log', trafficFile, ...argv);
      const traffic = readFileSync(trafficFile, 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Entry);
      return { ...took, traffic, trafficFile, requests: traffic.length };
    },
    async deploy(list) {
      const file = join(home.folder, 'sites.csv');
      writeFileSync(file, list);
      return await taken('--answers', file, '--engine', 'arm', ...unasked);
    },
    async runBare(trafficFile, how) {
      const file = join(home.folder, 'info.json');
      const { tenantId, resourceManager, caFile } = info;
      writeFileSync(
        file,
        JSON.stringify({ origin: new URL(resourceManager).origin, ca: readFileSync(caFile, 'utf8'), tenantId }),
      );
      return { seconds: await timed([bare, file, trafficFile, how]) };
    },
    async close() {
      server.kill('SIGTERM');
      await once(server, 'close');
      home.remove();
    },
  };
}
