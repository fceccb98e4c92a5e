import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sandbox } from '../../../src/sandbox/server.ts';
import { type Ended, keptAz } from './kept-az.ts';
import { toolAt } from './tools.ts';

/** The name by which az knows the sandbox. */
const azCloudName = 'AdtSetupSandbox';

/** A home for the real az in which it knows the sandbox. */
export interface AzHome {
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Runs az, and gives how it ended. */
  run(...words: string[]): Promise<Ended>;
  /** Runs az, and gives its output. @throws where it doesn't end well. */
  az(...words: string[]): Promise<string>;
  /** As the sandbox's application. */
  signIn(): Promise<void>;
  remove(): void;
}

export async function azHome(sandbox: Sandbox): Promise<AzHome> {
  const folder = mkdtempSync(join(tmpdir(), 'adt-real-az-'));
  const { ca, origin, tenantId, servicePrincipal } = sandbox;
  writeFileSync(join(folder, 'ca.pem'), ca);
  // az fails where its folder isn't there yet.
  mkdirSync(join(folder, 'config'));
  const environment = {
    ...process.env,
    AZURE_CONFIG_DIR: join(folder, 'config'),
    ARM_CLOUD_METADATA_URL: `${origin}/metadata/endpoints?api-version=2020-06-01`,
    REQUESTS_CA_BUNDLE: join(folder, 'ca.pem'),
    SSL_CERT_FILE: join(folder, 'ca.pem'),
    AZURE_CORE_COLLECT_TELEMETRY: 'no',
    CI: '',
  };
  const kept = keptAz(toolAt('az') ?? 'az', environment);
  const az = async (...words: string[]): Promise<string> => {
    const { code, stdout, stderr } = await kept.run(...words);
    if (code !== 0) throw new Error(`az ${words[0] ?? ''} ended with ${String(code)}: ${stderr}`);
    return stdout;
  };
  await az('cloud', 'set', '--name', azCloudName);
  await az('cloud', 'update', '--name', azCloudName, '--endpoint-active-directory', `${origin}/adfs`);
  const who = ['--tenant', tenantId, '--username', servicePrincipal.clientId];
  return {
    folder,
    environment,
    run: kept.run,
    az,
    signIn: async () => {
      await az('login', '--service-principal', ...who, '--password', servicePrincipal.clientSecret);
    },
    remove: () => {
      kept.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
