import { legible } from './table.ts';

/** What az said, for a person. */
export interface AzTrouble {
  /** After "az": "is not signed in". */
  readonly says: string;
  /** Entra ID's number, where it is in there. */
  readonly number?: string | undefined;
  /** A whole sentence. */
  readonly helps: string;
  /** Nothing is wrong but that nobody is signed in: what to do, as in `helps`. */
  readonly signedOut?: string;
}

/** How somebody signs az in: in a pipeline nobody can answer a page. */
export function azLoginHere(environment: NodeJS.ProcessEnv, tenant?: string): string {
  const where = tenant === undefined ? '' : ` --tenant ${tenant}`;
  const isPipeline = ['CI', 'TF_BUILD', 'GITHUB_ACTIONS'].some(
    (name) => !['', 'false', '0', undefined].includes(environment[name]),
  );
  return isPipeline
    ? 'Have the pipeline sign in before this: az login --service-principal, or the login step of its Azure task'
    : `Run az login${where}`;
}

/** The line that az marks as an error, without what it advises; the last line of all where it marks none. */
function errorIn(stderr: string): string {
  const lines = stderr
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(
      (line) =>
        line !== '' &&
        !/^(WARNING|To re-?authenticate|To check existing issues|To open a new issue|Interactive authentication is needed)/i.test(
          line,
        ),
    );
  // A traceback of Python's names its reason in one line, with more behind it at times.
  const thrown = lines.findLast((line) => /^(\w+\.)*\w*(Error|Exception): /.test(line));
  const marked = lines.findLast((line) => /^ERROR:/i.test(line)) ?? thrown ?? lines.at(-1) ?? '';
  return marked
    .replace(/^ERROR:\s*/i, '')
    .replace(/\s*(Trace ID:|Interactive authentication is needed|Please run:).*$/s, '');
}

/** Why az could not do what it was asked (az 2.45 and later; what it prints is for people, and changes). */
export function azTrouble(stderr: string, environment: NodeJS.ProcessEnv, tenant?: string): AzTrouble {
  const again = azLoginHere(environment, tenant);
  const said = legible(errorIn(stderr), 300);
  const number = /AADSTS\d{4,7}/.exec(stderr)?.[0];
  const quote = said === '' ? 'says nothing' : `says: "${said}"`;
  if (number === 'AADSTS7000222' || number === 'AADSTS7000215') {
    return {
      says: `has a secret of its application that has expired, or is wrong (${number})`,
      number,
      helps: `Make a new secret for that application (az ad app credential reset), and sign az in with it: az login --service-principal.`,
    };
  }
  if (number === 'AADSTS700024') {
    return {
      says: `has a federated token that has run out (${number}): such tokens live for minutes`,
      number,
      helps: 'Sign az in again right before this step, with a new token of the pipeline.',
    };
  }
  if (number !== undefined) return { says: quote, number, helps: `${again}, or choose another way to sign in.` };
  if (/permission denied|PermissionError|EACCES|Access is denied/i.test(stderr))
    return {
      says: `may not read or write its own files: "${said}"`,
      helps: 'Give them back to your account (they lie in ~/.azure, or where AZURE_CONFIG_DIR says), then run again.',
    };
  if (
    /JSONDecodeError|Expecting value|MissingSectionHeaderError|ParsingError|could not be decoded|UnicodeDecodeError|corrupt|Failed to load or parse file|is in bad format/i.test(
      stderr,
    )
  )
    return {
      says: /az login/.test(said) ? "can't read its own saved profile" : `can't read its own saved profile: "${said}"`,
      helps: `Move its folder aside (~/.azure, or where AZURE_CONFIG_DIR says). ${again}.`,
    };
  if (/multiple accounts|more than one account/i.test(stderr))
    return {
      says: `knows several accounts of that name: "${said}"`,
      helps: 'Run az account clear, then az login with the one that is meant.',
    };
  if (/az login|not logged in|az account set/i.test(stderr))
    return { says: 'is not signed in', helps: `${again}.`, signedOut: again };
  return { says: quote, helps: `${again}, or choose another way to sign in.` };
}
