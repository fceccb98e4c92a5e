import { invoked } from '../cli/invocation.ts';
import type { Session } from '../cli/session.ts';
import type { SandboxInfo } from '../sandbox/info.ts';
import { azLines } from '../serving/az-lines.ts';
import type { Saved } from '../state/folders.ts';
import { commandLine, shellOn } from '../text/shell.ts';
import { usualFolder, type Wishes } from './options.ts';
import { languages } from './programs/languages.ts';
import type { Language, ProgramFor } from './programs/program.ts';
import { checkFolder, type Written, writeProgram } from './programs/write.ts';
import type { Result } from './result.ts';
import type { Doing } from './run.ts';
import { query } from './sample.ts';

/** What a program is written for, as far as it is saved. */
function programOf({ target }: Session, { record }: Saved, hostName: string): ProgramFor {
  const { name, activeDirectory, twinsScope, defaultTenant } = target.cloud;
  return {
    url: `https://${hostName}`,
    tenantId: record.tenant ?? defaultTenant,
    scope: twinsScope,
    authority: name === 'AzureCloud' || name === 'sandbox' ? undefined : activeDirectory,
    query,
  };
}

/**
 * Looks whether a program can be written where it is wished, before anything else happens.
 * @throws SetupError (usage) when something stands in the way.
 */
export function checkProgram(session: Session, saved: Saved, { language, out }: Wishes): void {
  const { hostName } = saved.record.facts;
  if (language === undefined || hostName === undefined) return;
  checkFolder(filesFor(session, language, programOf(session, saved, hostName)), out ?? usualFolder(language));
}

/** Writes the program that is wished for; without a wish, the person is asked. */
export async function writtenProgram(
  { session, wishes }: Doing,
  saved: Saved,
  { outcome, place }: Result,
): Promise<Written | undefined> {
  if (outcome === 'removed' || place === undefined || wishes.removes) return undefined;
  const language = wishes.language ?? (outcome === 'ready' ? await askedLanguage(session) : undefined);
  if (language === undefined) return undefined;
  const folder = wishes.out ?? usualFolder(language);
  const files = filesFor(session, language, programOf(session, saved, place.hostName));
  return writeProgram(language, files, folder, linesBefore(session));
}

async function askedLanguage({ prompter }: Session): Promise<Language | undefined> {
  const answer = await prompter?.choose({
    message: 'A program of your own',
    explain:
      'Writes a short program that asks the same query, and says how to run it. It signs in as you are in az, or with the browser.',
    choices: [
      ...languages.map(({ name, title }) => ({
        value: name,
        label: `In ${title}`,
        hint: `in the folder first-steps-${name}`,
      })),
      { value: '', label: 'Not now' },
    ],
    preselected: '',
    escape: '',
  });
  return languages.find(({ name }) => name === answer);
}

/** The files of a program; in the sandbox, with one more that signs az in to it. */
function filesFor({ target }: Session, language: Language, of: ProgramFor): Readonly<Record<string, string>> {
  const files = language.files(of);
  return target.info === undefined ? files : { ...files, [signInFile]: signIn(target.info) };
}

const signInFile = process.platform === 'win32' ? 'sandbox.ps1' : 'sandbox.sh';

function signIn(info: SandboxInfo): string {
  const trust = shellOn().setting('NODE_EXTRA_CA_CERTS', info.caFile);
  const login = ['--use-device-code', '--tenant', info.tenantId];
  return `${[trust, ...azLines(info, login, process.platform)].join('\n')}\n`;
}

/** What comes between installing a program and running it: nothing in Azure, where one is signed in with az, or else with the browser. */
function linesBefore({ target, environment }: Session): (folder: string) => Written['steps'] {
  if (target.info === undefined) return () => [];
  const { scenario } = target.info;
  const serve = ['sandbox', ...(scenario === 'owner' ? [] : ['--scenario', scenario])];
  return (folder) => [
    { says: 'Serve the sandbox, in another terminal', line: commandLine(invoked(environment, serve)) },
    { says: 'Sign in to it with az', line: commandLine(['.', `${folder}/${signInFile}`]) },
  ];
}
