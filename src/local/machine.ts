import { readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** What this computer tells of where its person works. */
export function machineOn(environment: NodeJS.ProcessEnv): {
  readonly timeZone: string;
  defaultRegion(): string | undefined;
} {
  return {
    // Asked when it is wanted: it takes longer than the rest of a start.
    get timeZone() {
      return Intl.DateTimeFormat().resolvedOptions().timeZone;
    },
    defaultRegion: () => given(environment['AZURE_DEFAULTS_LOCATION']) ?? configuredRegion(environment),
  };
}

const given = (text: string | undefined): string | undefined => (text?.trim() === '' ? undefined : text?.trim());

/**
 * `location` in the section `defaults` of az's configuration, an INI file ("Azure CLI configuration": the variable
 * AZURE_{section}_{name} wins over the file, which is `config` in AZURE_CONFIG_DIR or `~/.azure`).
 */
function configuredRegion(environment: NodeJS.ProcessEnv): string | undefined {
  const folder = given(environment['AZURE_CONFIG_DIR']) ?? join(environment['HOME'] ?? homedir(), '.azure');
  let section = '';
  for (const line of textOf(join(folder, 'config')).split(/\r?\n/)) {
    section = /^\s*\[(.+?)\]/.exec(line)?.[1] ?? section;
    const [, value] = /^\s*location\s*[=:]\s*(.*)$/i.exec(line) ?? [];
    if (section === 'defaults' && value !== undefined) return given(value);
  }
  return undefined;
}

/** The text of a file; empty where there is none that can be read. */
function textOf(file: string): string {
  try {
    return statSync(file).isFile() ? readFileSync(file, 'utf8') : '';
  } catch {
    return '';
  }
}
