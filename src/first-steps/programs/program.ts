import type { Argv } from '../../text/argv.ts';

/** What a program is written for. */
export interface ProgramFor {
  /** "https://factory-twins.api.weu.digitaltwins.azure.net". */
  readonly url: string;
  /** The directory (tenant) of the instance: without it, people who have several sign in to another one. */
  readonly tenantId: string;
  /** Token scope of the cloud's instances. */
  readonly scope: string;
  /** Where people of the cloud sign in; undefined for Azure itself. */
  readonly authority: string | undefined;
  readonly query: string;
}

/** A language that a program can be written in. */
export interface Language {
  /** As `--language` takes it. */
  readonly name: string;
  /** "C#". */
  readonly title: string;
  /** The files, by name; the program itself first. */
  files(of: ProgramFor): Readonly<Record<string, string>>;
  /** The commands that install what it needs and run it, for a folder; each is one or several lines of a shell joined there. */
  commands(folder: string, platform: NodeJS.Platform): { readonly install: readonly Argv[]; readonly run: Argv };
}

/** Version of the data plane that the programs ask for ("Azure Digital Twins data plane", REST). */
export const version = '2023-10-31';

/** What the programs say to an account that is refused. */
export const needed =
  'The query needs the role Azure Digital Twins Data Reader or Data Owner; a new role takes up to 10 minutes to count.';
