import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { programOn } from '../../src/local/program.ts';
import { listener } from './listener.ts';
import type { Row } from './row.ts';
import { interleaved, median, type Started, toItsEnd, toItsEndOf, untilTold, untilToldBy } from './timing.ts';
import { type Info, newWorld } from './world.ts';

const program = join(process.cwd(), 'dist', 'main.js');

/** Rounds of a whole set-up by az, which takes long. */
const mostWhole = 3;

const [group, name, location] = ['rg-bench', 'bench-twins', 'westeurope'];

/** "Azure Digital Twins Data Owner" (Microsoft, "Azure built-in roles"). */
const dataOwner = 'bcd981a7-7f74-457b-83e1-cceb9e632ffe';

/**
 * The commands of Microsoft's "Set up an instance and authentication (CLI)", one by one, as an application. `az dt` is an extension
 * that isn't installed everywhere, and Debian's `az role assignment create` fails in any cloud but its own: az itself sends the same
 * two PUTs for the instance and the role.
 */
function howTo({ tenantId, subscriptionId, servicePrincipal }: Info): readonly (readonly string[])[] {
  const type = 'Microsoft.DigitalTwins/digitalTwinsInstances';
  const id = `/subscriptions/${subscriptionId}/resourceGroups/${group}/providers/${type}/${name}`;
  const { clientId, clientSecret, objectId } = servicePrincipal;
  const roleDefinitionId = `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${dataOwner}`;
  const properties = { roleDefinitionId, principalId: objectId, principalType: 'ServicePrincipal' };
  const assignment = `${id}/providers/Microsoft.Authorization/roleAssignments/${randomUUID()}?api-version=2022-04-01`;
  return [
    ['login', '--service-principal', '-u', clientId, '-p', clientSecret, '--tenant', tenantId],
    ['provider', 'register', '--namespace', 'Microsoft.DigitalTwins'],
    ['group', 'create', '--location', location, '--name', group],
    ['resource', 'create', '--id', id, '--api-version', '2023-01-31', '--location', location, '--properties', '{}'],
    ['rest', '--method', 'put', '--url', assignment, '--body', JSON.stringify({ properties })],
    ['resource', 'show', '--ids', id, '--api-version', '2023-01-31'],
  ];
}

/** Seconds of the whole how-to by az, in a sandbox of its own whose instances take two seconds. */
async function wholeByAz(az: string): Promise<number> {
  const world = await newWorld({ creationSeconds: 2 });
  try {
    const { info, home } = world;
    const folder = join(home.folder, 'az');
    mkdirSync(folder);
    const environment = {
      ...home.environment,
      SSL_CERT_FILE: info.caFile,
      REQUESTS_CA_BUNDLE: info.caFile,
      AZURE_CONFIG_DIR: folder,
      ARM_CLOUD_METADATA_URL: info.metadataUrl,
      AZURE_CORE_COLLECT_TELEMETRY: 'no',
    };
    const run = async (words: readonly string[]): Promise<void> => {
      const child = spawn(az, [...words, '--only-show-errors'], {
        env: environment,
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      let said = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
      const [code] = (await once(child, 'close')) as [number];
      if (code !== 0) throw new Error(`az ${words.slice(0, 2).join(' ')} ended with ${code}:\n${said}`);
    };
    const cloud = ['--name', 'AdtSetupSandbox'];
    await run(['cloud', 'set', ...cloud]);
    await run(['cloud', 'update', ...cloud, '--endpoint-active-directory', `${info.resourceManager}/adfs`]);
    const began = performance.now();
    for (const words of howTo(info)) await run(words);
    return (performance.now() - began) / 1000;
  } finally {
    await world.close();
  }
}

/** Seconds of the same by the program, which asks a person to approve a code. */
async function wholeByUs(): Promise<number> {
  const world = await newWorld({ creationSeconds: 2 });
  try {
    return (await world.run()).seconds;
  } finally {
    await world.close();
  }
}

/** What the Azure CLI takes for the same, where it is on this computer, in the same run. */
export async function beside(rounds: number): Promise<{ rows: readonly Row[]; figures: unknown }> {
  const az = programOn(process.env, 'az');
  if (az === undefined) return { rows: [], figures: 'There is no az on this computer.' };
  const folder = mkdtempSync(join(tmpdir(), 'adt-bench-'));
  const proxy = await listener();
  const PATH = process.env['PATH'] ?? '';
  const base = { HOME: folder, AZURE_CONFIG_DIR: join(folder, 'az'), AZURE_CORE_COLLECT_TELEMETRY: 'no', PATH };
  const application = {
    AZURE_TENANT_ID: '72b0c3f5-1d4e-4a86-9c27-5f3e81d0ab64',
    AZURE_CLIENT_ID: '5e0f7c1a-93d2-4b8e-a6c4-2d1f0b9e8a73',
    AZURE_CLIENT_SECRET: 'not-a-secret-of-anybody',
    HTTPS_PROXY: proxy.address,
  };
  const started = (words: readonly string[], more: Record<string, string> = {}): Started => ({
    words,
    environment: { ...base, ...more },
    folder,
  });
  const login = [
    ...['login', '--service-principal', '-u', application.AZURE_CLIENT_ID, '-p', application.AZURE_CLIENT_SECRET],
    ...['--tenant', application.AZURE_TENANT_ID],
  ];
  const unattended = ['--auth', 'environment', '--yes', '-g', group, '-n', name, '-l', location];
  let runs = 0;
  const alone = (): Record<string, string> => {
    runs += 1;
    return { ...application, XDG_STATE_HOME: join(folder, `state-${runs}`) };
  };
  mkdirSync(join(folder, 'az'));
  try {
    const few = await interleaved(Math.min(rounds, 7), {
      azHelp: () => toItsEndOf(az, started(['--help'])),
      help: () => toItsEnd(started([program, '--help'])),
      azVersion: () => toItsEndOf(az, started(['version'])),
      version: () => toItsEnd(started([program, '--version'])),
      azRequest: () => untilToldBy(az, started(login, { HTTPS_PROXY: proxy.address }), proxy.asked()),
      request: () => untilTold(started([program, ...unattended], alone()), proxy.asked()),
    });
    const whole: { az: number; us: number }[] = [];
    for (let round = 0; round < Math.min(rounds, mostWhole); round += 1)
      whole.push({ az: await wholeByAz(az), us: await wholeByUs() });
    const row = (what: string, its: number, ours: number): Row => ({
      what,
      value: its,
      unit: ' s',
      note: `adt-setup ${ours.toFixed(2)} s: ${(its / ours).toFixed(0)} times as fast`,
    });
    const seconds = (of: keyof typeof few): number => median(few[of]) / 1000;
    const rows = [
      row('az --help', seconds('azHelp'), seconds('help')),
      row('az version', seconds('azVersion'), seconds('version')),
      row('az login --service-principal, to the first request', seconds('azRequest'), seconds('request')),
      {
        ...row(
          "the how-to's commands by az, 2 s creation",
          median(whole.map((each) => each.az)),
          median(whole.map((each) => each.us)),
        ),
        note: `adt-setup ${median(whole.map((each) => each.us)).toFixed(1)} s, with its plan and its proof`,
      },
    ];
    return { rows, figures: { few, whole } };
  } finally {
    proxy.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
