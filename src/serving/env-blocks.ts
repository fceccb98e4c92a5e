import type { SandboxInfo } from '../sandbox/info.ts';
import { posixShell, powerShell, type Shell } from '../text/shell.ts';
import type { EnvFormat } from './env-formats.ts';

/** What a client is told; the secret stands in a file that only this user reads, and in no line. */
function variables({
  metadataUrl,
  caFile,
  tenantId,
  subscriptionId,
  servicePrincipal,
}: SandboxInfo): readonly (readonly [string, string])[] {
  return [
    ['ARM_CLOUD_METADATA_URL', metadataUrl],
    // Python's requests, its urllib and Go, and Node.js each know another of these.
    ['REQUESTS_CA_BUNDLE', caFile],
    ['SSL_CERT_FILE', caFile],
    ['NODE_EXTRA_CA_CERTS', caFile],
    ['AZURE_TENANT_ID', tenantId],
    ['AZURE_SUBSCRIPTION_ID', subscriptionId],
    ['AZURE_CLIENT_ID', servicePrincipal.clientId],
  ];
}

const secret = 'AZURE_CLIENT_SECRET';

function bash(info: SandboxInfo): readonly string[] {
  const [, file = ''] = posixShell.words(['cat', info.clientSecretFile]);
  return [...settings(info, posixShell), `${secret}="$(cat ${file})"; export ${secret}`];
}

function powershell(info: SandboxInfo): readonly string[] {
  const [, file = ''] = powerShell.words(['Get-Content', info.clientSecretFile]);
  return [...settings(info, powerShell), `$env:${secret} = Get-Content -Raw -LiteralPath ${file}`];
}

function settings(info: SandboxInfo, shell: Shell): readonly string[] {
  return variables(info).map(([name, value]) => shell.setting(name, value));
}

function json(info: SandboxInfo): readonly string[] {
  const all = { ...Object.fromEntries(variables(info)), [`${secret}_FILE`]: info.clientSecretFile };
  return JSON.stringify(all, undefined, 2).split('\n');
}

/** A text of HCL: `${` and `%{` would begin a template (Terraform, "Strings and Templates"). */
function hcl(text: string): string {
  return JSON.stringify(text).replaceAll(/[$%](?=\{)/g, '$&$&');
}

function terraform({ origin, subscriptionId, tenantId, ...info }: SandboxInfo): readonly string[] {
  return [
    '# Go reads the certificate from a variable, in the shell that runs Terraform:',
    `# ${posixShell.setting('SSL_CERT_FILE', info.caFile)}`,
    'provider "azurerm" {',
    '  features {}',
    `  environment                     = "AdtSetupSandbox"`,
    `  metadata_host                   = ${hcl(new URL(origin).host)}`,
    '  resource_provider_registrations = "none"',
    `  subscription_id                 = ${hcl(subscriptionId)}`,
    `  tenant_id                       = ${hcl(tenantId)}`,
    `  client_id                       = ${hcl(info.servicePrincipal.clientId)}`,
    `  client_secret_file_path         = ${hcl(info.clientSecretFile)}`,
    '}',
  ];
}

function azd({ subscriptionId, tenantId }: SandboxInfo): readonly string[] {
  return [
    "# azd knows Azure's own clouds only. The Bicep of its projects goes here by az, after the lines of --format bash:",
    '# az deployment sub create --location westeurope --template-file main.json',
    'AZURE_LOCATION="westeurope"',
    `AZURE_SUBSCRIPTION_ID="${subscriptionId}"`,
    `AZURE_TENANT_ID="${tenantId}"`,
  ];
}

function bicep({ origin }: SandboxInfo): readonly string[] {
  const cloud = { resourceManagerEndpoint: origin, activeDirectoryAuthority: origin };
  const config = {
    cloud: {
      currentProfile: 'AdtSetupSandbox',
      profiles: { AdtSetupSandbox: cloud },
      credentialPrecedence: ['Environment'],
    },
  };
  const trusted = JSON.stringify([cloud]);
  return [
    "// bicepconfig.json beside the Bicep. Bicep goes to other clouds than Azure's only where this is set, too:",
    `// ${posixShell.setting('BICEP_TRUSTED_CLOUDS', trusted)}`,
    `// ${powerShell.setting('BICEP_TRUSTED_CLOUDS', trusted)}`,
    ...JSON.stringify(config, undefined, 2).split('\n'),
  ];
}

const blocks: Readonly<Record<EnvFormat, (info: SandboxInfo) => readonly string[]>> = {
  bash,
  powershell,
  json,
  terraform,
  azd,
  bicep,
};

/** The settings of a running sandbox, ready to be used: one text, with a line end. */
export function envBlock(format: EnvFormat, info: SandboxInfo): string {
  return `${blocks[format](info).join('\n')}\n`;
}
