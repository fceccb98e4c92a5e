import type { SandboxInfo } from '../sandbox/info.ts';
import type { Style } from '../terminal/style.ts';
import type { Argv } from '../text/argv.ts';
import { safe } from '../text/safe.ts';
import { type Shell, shellOn } from '../text/shell.ts';
import { azLines } from './az-lines.ts';

interface Reader {
  /** The world is in a folder that the user named: `adt-setup --sandbox` uses another one. */
  readonly own: boolean;
  readonly platform: NodeJS.Platform;
  readonly style: Style;
}

/** What `adt-setup sandbox` says to people: where everything is, and how clients use it, ready to paste. */
export function guide(sandbox: SandboxInfo, reader: Reader): readonly string[] {
  const { origin, scenario, user, tenantId, subscriptionId } = sandbox;
  const { bold } = reader.style;
  return [
    bold('Look at it in your browser:'),
    `  ${origin}/portal`,
    "  The browser warns of the sandbox's own certificate: go on all the same.",
    '',
    bold(`The sandbox is running at ${origin}`),
    `scenario ${scenario}; stop it with Ctrl-C: what it acknowledged is there when it starts again`,
    '',
    `  Portal           ${origin}/portal`,
    `  Device login     ${origin}/devicelogin`,
    `  Health           ${origin}/health`,
    `  Certificate      ${safe(sandbox.caFile)}`,
    `  Tenant           ${tenantId}`,
    `  Subscription     ${subscriptionId}`,
    `  You are          ${safe(user.userPrincipalName)} (object id ${user.objectId})`,
    '',
    ...(reader.own
      ? []
      : [
          bold('This program, in another terminal'),
          `  adt-setup --sandbox${scenario === 'owner' ? '' : `=${scenario}`}`,
          '',
        ]),
    bold('The Azure CLI, beside your own sign-in'),
    ...azLines(sandbox, asApplication(sandbox), reader.platform).map((line) => `  ${line}`),
    '',
    bold("Microsoft's SDKs for JavaScript"),
    ...sdkVariables(sandbox, shellOn(reader.platform)).map((line) => `  ${line}`),
    '',
    ...sdkProgram(sandbox).map((line) => `  ${line}`),
    '',
  ];
}

/** As the sandbox's application. Arguments can be read by everybody on this computer: az reads the secret from its file. */
function asApplication({ tenantId, servicePrincipal, clientSecretFile }: SandboxInfo): Argv {
  const who = ['--tenant', tenantId, '--username', servicePrincipal.clientId];
  return ['--service-principal', ...who, '--password', `@${clientSecretFile}`];
}

function sdkVariables({ caFile, tenantId, servicePrincipal }: SandboxInfo, shell: Shell): readonly string[] {
  return [
    shell.setting('NODE_EXTRA_CA_CERTS', caFile),
    shell.setting('AZURE_TENANT_ID', tenantId),
    shell.setting('AZURE_CLIENT_ID', servicePrincipal.clientId),
    shell.setting('AZURE_CLIENT_SECRET', servicePrincipal.clientSecret),
  ];
}

/** A program that lists the instances: all that differs from Azure is in the options. */
function sdkProgram({ origin, subscriptionId }: SandboxInfo): readonly string[] {
  return [
    "import { EnvironmentCredential } from '@azure/identity';",
    "import { AzureDigitalTwinsManagementClient } from '@azure/arm-digitaltwins';",
    'const credential = new EnvironmentCredential({',
    `  authorityHost: '${origin}', disableInstanceDiscovery: true,`,
    '});',
    `const client = new AzureDigitalTwinsManagementClient(credential, '${subscriptionId}', {`,
    `  endpoint: '${origin}', credentialScopes: 'https://management.azure.com/.default',`,
    '});',
    'for await (const { name, hostName } of client.digitalTwins.list()) console.log(name, hostName);',
  ];
}
