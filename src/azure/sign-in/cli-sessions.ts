import { execFile } from 'node:child_process';
import { withoutSecrets } from '../../local/environment.ts';
import { programOn, safeFolder } from '../../local/program.ts';
import type { Cloud } from '../../port/cloud.ts';
import { usernameIn } from './claims.ts';

/** Microsoft's command-line tools that keep a sign-in of their own. */
export type CliTool = 'az' | 'azd';

/** What is known of a tool's session: who one would be, or why it is of no use. */
export interface CliSession {
  readonly tool: CliTool;
  readonly account?: string | undefined;
  readonly unavailable?: string | undefined;
}

/** Milliseconds that a tool may take to say who is signed in: they need a second or two to start. */
const patience = 15_000;

/**
 * The session that `--auth cli` means: the Azure CLI's; where that has none, the Azure Developer CLI's. This program
 * sends nothing for it.
 */
export async function cliSession(
  cloud: Cloud,
  environment: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<CliSession> {
  const az = await azSession(cloud, environment, signal);
  if (az.unavailable === undefined) return az;
  return (await azdSession(cloud, environment, signal)) ?? az;
}

async function azSession(cloud: Cloud, environment: NodeJS.ProcessEnv, signal: AbortSignal): Promise<CliSession> {
  const unavailable = (why: string): CliSession => ({ tool: 'az', unavailable: why });
  const file = programOn(environment, 'az');
  if (file === undefined) return unavailable('az is not installed here');
  const shown = await printed(file, ['account', 'show', '--output', 'json'], environment, signal);
  if (shown === undefined) return unavailable('az is not signed in: run az login');
  const { user, environmentName } = shown as { user?: { name?: unknown }; environmentName?: unknown };
  if (typeof environmentName === 'string' && environmentName !== cloud.name) {
    return unavailable(`az is signed in to ${environmentName.slice(0, 60)}, not to ${cloud.name}`);
  }
  return { tool: 'az', account: typeof user?.name === 'string' ? user.name : undefined };
}

/**
 * `azd auth token` is what AzureDeveloperCliCredential runs, too; who one is, is in the token. `undefined` when there is
 * no session that works for this cloud.
 */
async function azdSession(
  cloud: Cloud,
  environment: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<CliSession | undefined> {
  const file = programOn(environment, 'azd');
  if (file === undefined) return undefined;
  const words = ['auth', 'token', '--output', 'json', '--no-prompt', '--scope', cloud.resourceManagerScope];
  const { token } = ((await printed(file, words, environment, signal)) ?? {}) as { token?: unknown };
  return typeof token === 'string' ? { tool: 'azd', account: usernameIn(token) } : undefined;
}

/** The JSON that a tool prints; `undefined` when it fails, prints something else, or takes too long. */
function printed(
  program: string,
  words: readonly string[],
  environment: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<object | undefined> {
  // On Windows az is a command script, which only the command interpreter can start; all the words are ours.
  const isScript = process.platform === 'win32' && program.toLowerCase().endsWith('.cmd');
  const [file, argv] = isScript
    ? [environment['ComSpec'] ?? 'cmd.exe', ['/d', '/s', '/c', `""${program}" ${words.join(' ')}"`]]
    : [program, [...words]];
  // Looking who is signed in is nobody's business: the tools' own telemetry stays off meanwhile.
  const env = {
    ...withoutSecrets(environment),
    AZURE_CORE_COLLECT_TELEMETRY: 'false',
    AZURE_DEV_COLLECT_TELEMETRY: 'no',
  };
  return new Promise((resolve) => {
    const options = {
      env,
      cwd: safeFolder,
      timeout: patience,
      windowsHide: true,
      windowsVerbatimArguments: isScript,
      signal,
    };
    execFile(file, argv, options, (error, stdout) => {
      try {
        const shown: unknown = error === null ? JSON.parse(stdout) : undefined;
        resolve(typeof shown === 'object' && shown !== null ? shown : undefined);
      } catch {
        resolve(undefined);
      }
    });
  });
}
