import type { SandboxInfo } from '../sandbox/info.ts';
import type { Argv } from '../text/argv.ts';
import { shellOn } from '../text/shell.ts';

/** The name of the sandbox among az's clouds, as its metadata document says. */
const cloudName = 'AdtSetupSandbox';

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

/** The lines of a shell with which az signs in to the sandbox, beside the user's own sign-in. `login`: what follows "az login". */
export function azLines(
  { origin, metadataUrl, caFile }: Pick<SandboxInfo, 'origin' | 'metadataUrl' | 'caFile'>,
  login: Argv,
  platform: NodeJS.Platform,
): readonly string[] {
  const shell = shellOn(platform);
  return [
    ...azFolder(platform),
    shell.setting('ARM_CLOUD_METADATA_URL', metadataUrl),
    // az reads the metadata with urllib, which knows only the second of these, and everything else with requests.
    shell.setting('REQUESTS_CA_BUNDLE', caFile),
    shell.setting('SSL_CERT_FILE', caFile),
    `az cloud set --name ${cloudName}`,
    // So that az doesn't ask login.microsoftonline.com whether this sign-in host exists.
    `az cloud update --name ${cloudName} --endpoint-active-directory ${origin}/adfs`,
    shell.words(['az', 'login', ...login]).join(' '),
  ];
}
