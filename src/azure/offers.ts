import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { SignInOffer } from '../azure.ts';
import type { Cloud } from '../cloud.ts';
import { applicationVariables } from './credentials.ts';

/** Milliseconds that the Azure CLI may take to say who is signed in: it needs a second or two to start. */
const patience = 15_000;

/**
 * The ways to sign in on this machine, the best first. Nothing is sent: the Azure CLI reads its own files. The sandbox
 * never sees a real credential: it has only the code.
 */
export async function offersHere(
  cloud: Cloud,
  environment: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<readonly SignInOffer[]> {
  if (cloud.name === 'sandbox') return [{ method: 'device-code' }];
  const cli = await azOffer(cloud, environment, signal);
  const browser: SignInOffer = { method: 'browser', unavailable: noBrowser(environment, process.platform) };
  const code: SignInOffer = { method: 'device-code' };
  const all = [cli, browser, code, applicationOffer(environment)];
  return [
    ...all.filter((offer) => offer.unavailable === undefined),
    ...all.filter((offer) => offer.unavailable !== undefined),
  ];
}

function applicationOffer(environment: NodeJS.ProcessEnv): SignInOffer {
  const { missing, clientId } = applicationVariables(environment);
  return {
    method: 'environment',
    account: clientId === undefined ? undefined : `application ${clientId}`,
    unavailable: missing.length === 0 ? undefined : `not set: ${missing.join(', ')}`,
  };
}

/**
 * Why no browser can be opened here, if so: it must be one on this very machine, since it comes back to a local address.
 */
export function noBrowser(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): string | undefined {
  const set = (name: string): boolean => (environment[name] ?? '') !== '';
  if (set('CODESPACES')) return 'this is a codespace, which has no browser';
  if (set('ACC_CLOUD') || set('ACC_TERM_ID')) return 'this is Azure Cloud Shell, which has no browser';
  if (set('SSH_CONNECTION') || set('SSH_TTY')) return 'this is a remote session (SSH), which has no browser';
  if (set('REMOTE_CONTAINERS')) return 'this is a development container, which has no browser';
  // Windows and macOS always have one; the Windows Subsystem for Linux opens that of Windows.
  if (platform !== 'linux' || set('WSL_INTEROP')) return undefined;
  return set('DISPLAY') || set('WAYLAND_DISPLAY') ? undefined : 'this machine has no display for a browser';
}

async function azOffer(cloud: Cloud, environment: NodeJS.ProcessEnv, signal: AbortSignal): Promise<SignInOffer> {
  const unavailable = (why: string): SignInOffer => ({ method: 'cli', unavailable: why });
  if (!onPath('az', environment)) return unavailable('the Azure CLI (az) is not installed here');
  const shown = await azAccount(environment, signal);
  if (shown === undefined) return unavailable('the Azure CLI is not signed in: az login');
  const { user, environmentName } = shown as { user?: { name?: unknown }; environmentName?: unknown };
  if (typeof environmentName === 'string' && environmentName !== cloud.name) {
    return unavailable(`the Azure CLI is signed in to ${environmentName.slice(0, 60)}, not to ${cloud.name}`);
  }
  return { method: 'cli', account: typeof user?.name === 'string' ? user.name : undefined };
}

function onPath(command: string, environment: NodeJS.ProcessEnv): boolean {
  const names = process.platform === 'win32' ? [`${command}.cmd`, `${command}.exe`] : [command];
  const folders = (environment['PATH'] ?? environment['Path'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.some((folder) =>
    names.some((name) => {
      try {
        accessSync(join(folder, name), constants.X_OK);
        return true;
      } catch {
        return false;
      }
    }),
  );
}

/** What `az account show` prints; `undefined` when nobody is signed in, or it takes too long. */
function azAccount(environment: NodeJS.ProcessEnv, signal: AbortSignal): Promise<object | undefined> {
  const fixed = ['account', 'show', '--output', 'json'];
  // On Windows az is a command script, which only the command interpreter can start; all its words are fixed.
  const [file, words] =
    process.platform === 'win32'
      ? [environment['ComSpec'] ?? 'cmd.exe', ['/d', '/s', '/c', `az ${fixed.join(' ')}`]]
      : ['az', fixed];
  return new Promise((resolve) => {
    execFile(file, words, { env: environment, timeout: patience, windowsHide: true, signal }, (error, stdout) => {
      try {
        const shown: unknown = error === null ? JSON.parse(stdout) : undefined;
        resolve(typeof shown === 'object' && shown !== null ? shown : undefined);
      } catch {
        resolve(undefined);
      }
    });
  });
}
