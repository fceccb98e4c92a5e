import type { SandboxInfo } from '../sandbox/info.ts';
import type { Style } from '../terminal/style.ts';
import { safe } from '../text/safe.ts';
import { type Shell, shellOn } from '../text/shell.ts';

interface Reader {
  /** The world is in a folder that the user named: `adt-setup --sandbox` uses another one. */
  readonly own: boolean;
  readonly platform: NodeJS.Platform;
  readonly style: Style;
}

/** The name of the sandbox among az's clouds, as its metadata document says. */
const cloudName = 'AdtSetupSandbox';

/** What `adt-setup sandbox` says to people: where everything is, and how clients use it, ready to paste. */
export function guide(sandbox: SandboxInfo, reader: Reader): readonly string[] {
  const { origin, scenario, user, tenantId, subscriptionId } = sandbox;
  const { bold } = reader.style;
  return [
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
    ...azLines(sandbox, reader.platform).map((line) => `  ${line}`),
    '',
    bold("Microsoft's SDKs for JavaScript"),
    ...sdkVariables(sandbox, shellOn(reader.platform)).map((line) => `  ${line}`),
    '',
    ...sdkProgram(sandbox).map((line) => `  ${line}`),
    '',
  ];
}

/** A configuration folder of its own, so that the user's clouds and sign-ins stay; az wants it to exist. */
function azFolder(platform: NodeJS.Platform): readonly string[] {
  return platform === 'win32'
    ? [
        String.raw`$env:AZURE_EXTENSION_DIR = "$HOME\.azure\cliextensions"`,
        String.raw`$env:AZURE_CONFIG_DIR = "$HOME\.azure-sandbox"; mkdir -Force $env:AZURE_CONFIG_DIR`,
      ]
    : [
        'export AZURE_EXTENSION_DIR="$HOME/.azure/cliextensions"',
        'export AZURE_CONFIG_DIR="$HOME/.azure-sandbox"; mkdir -p "$AZURE_CONFIG_DIR"',
      ];
}

function azLines(sandbox: SandboxInfo, platform: NodeJS.Platform): readonly string[] {
  const { origin, metadataUrl, caFile, tenantId, servicePrincipal } = sandbox;
  const shell = shellOn(platform);
  const who = [
    '--tenant',
    tenantId,
    '--username',
    servicePrincipal.clientId,
    '--password',
    // Arguments can be read by everybody on this computer: az reads the secret from its file.
    `@${sandbox.clientSecretFile}`,
  ];
  return [
    ...azFolder(platform),
    shell.setting('ARM_CLOUD_METADATA_URL', metadataUrl),
    // az reads the metadata with urllib, which knows only the second of these, and everything else with requests.
    shell.setting('REQUESTS_CA_BUNDLE', caFile),
    shell.setting('SSL_CERT_FILE', caFile),
    `az cloud set --name ${cloudName}`,
    // So that az doesn't ask login.microsoftonline.com whether this sign-in host exists.
    `az cloud update --name ${cloudName} --endpoint-active-directory ${origin}/adfs`,
    shell.words(['az', 'login', '--service-principal', ...who]).join(' '),
  ];
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
