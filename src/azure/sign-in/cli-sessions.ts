import { programOn } from '../../local/program.ts';
import type { Cloud } from '../../port/cloud.ts';
import { isObject } from '../../text/is-object.ts';
import { azTrouble } from '../refusals/az.ts';
import { usernameIn } from './claims.ts';
import { printed, runTool, type Starting } from './tool.ts';

/** Microsoft's command-line tools that keep a sign-in of their own. */
type CliTool = 'az' | 'azd';

/** What is known of a tool's session: who one would be, or why it is of no use. */
export interface CliSession {
  readonly tool: CliTool;
  /** Its absolute path. */
  readonly file?: string | undefined;
  /** The directory (tenant) of a managed identity or of Cloud Shell, which must not be named to az. */
  readonly managedIn?: string | undefined;
  readonly account?: string | undefined;
  readonly unavailable?: string | undefined;
  /** It is here, and nobody is signed in to it: "Run az login". */
  readonly signedOut?: string | undefined;
}

/**
 * The session that `--auth cli` means: the Azure CLI's; where that has none, the Azure Developer CLI's. This program
 * sends nothing for it.
 */
export async function cliSession(cloud: Cloud, starting: Starting): Promise<CliSession> {
  const az = await azSession(cloud, starting);
  if (az.unavailable === undefined) return az;
  return (await azdSession(cloud, starting)) ?? az;
}

async function azSession(cloud: Cloud, starting: Starting): Promise<CliSession> {
  const { environment } = starting;
  const unavailable = (why: string): CliSession => ({ tool: 'az', unavailable: why });
  const file = programOn(environment, 'az');
  if (file === undefined) return unavailable('az is not installed here');
  const answer = await runTool(file, ['account', 'show', '--output', 'json'], starting);
  const shown = answer.code === 0 ? printed(answer) : undefined;
  if (answer.isLate) return unavailable('az did not answer in a minute and a half');
  if (shown === undefined) {
    const { says, helps, signedOut } = azTrouble(answer.stderr, environment);
    return { ...unavailable(`az ${says}. ${helps.replace(/\.$/, '')}`), signedOut };
  }
  const { user: who, environmentName, tenantId } = shown;
  const user = isObject(who) ? who : {};
  if (typeof environmentName === 'string' && environmentName !== cloud.name) {
    return unavailable(`az is signed in to ${environmentName.slice(0, 60)}, not to ${cloud.name}`);
  }
  const isManaged = user['cloudShellID'] === true || user['assignedIdentityInfo'] !== undefined;
  return {
    tool: 'az',
    file,
    account: typeof user['name'] === 'string' ? user['name'] : undefined,
    ...(isManaged && typeof tenantId === 'string' ? { managedIn: tenantId } : {}),
  };
}

/**
 * `azd auth token` is what AzureDeveloperCliCredential runs, too; who one is, is in the token. `undefined` when there is
 * no session that works for this cloud.
 */
async function azdSession(cloud: Cloud, starting: Starting): Promise<CliSession | undefined> {
  const file = programOn(starting.environment, 'azd');
  if (file === undefined) return undefined;
  const words = ['auth', 'token', '--output', 'json', '--no-prompt', '--scope', cloud.resourceManagerScope];
  const answer = await runTool(file, words, starting);
  const { token } = (answer.code === 0 ? printed(answer) : undefined) ?? {};
  return typeof token === 'string' ? { tool: 'azd', file, account: usernameIn(token) } : undefined;
}
