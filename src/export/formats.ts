import { SetupError } from '../errors.ts';
import { answers } from './answers.ts';
import { arm } from './arm.ts';
import { az } from './az.ts';
import { azd } from './azd.ts';
import { bicep } from './bicep.ts';
import { env } from './env.ts';
import type { Exported, ExportFile } from './exported.ts';
import { github } from './github.ts';
import { answersList } from './list/answers.ts';
import { armList } from './list/arm.ts';
import { azList } from './list/az.ts';
import { bicepList } from './list/bicep.ts';
import { envList } from './list/env.ts';
import type { ExportedList } from './list/exported-list.ts';
import { azdList, githubList } from './list/projects.ts';
import { summaryList } from './list/summary.ts';
import { terraformList } from './list/terraform.ts';
import { summary } from './summary.ts';
import { terraform } from './terraform.ts';

/** One form in which a set-up can be written down. */
export interface Format {
  readonly name: string;
  /** After its name in help: "a script of the Azure CLI". */
  readonly says: string;
  /** `--out` names a folder for several files, and otherwise the file. */
  readonly severalFiles: boolean;
  /** The same of a list, where that differs. */
  readonly severalInList?: true;
  /** It declares resources: what deploys it makes them so. */
  readonly declares: boolean;
  write(exported: Exported): readonly ExportFile[];
  writeList(list: ExportedList): readonly ExportFile[];
}

/** Every form, in the order of the help. */
export const formats: readonly Format[] = [
  {
    name: 'az',
    says: 'a script of the Azure CLI',
    severalFiles: false,
    declares: true,
    write: az,
    writeList: azList,
  },
  { name: 'bicep', says: 'Bicep', severalFiles: true, declares: true, write: bicep, writeList: bicepList },
  {
    name: 'arm',
    says: 'a template of Azure Resource Manager',
    severalFiles: false,
    declares: true,
    write: arm,
    writeList: armList,
  },
  {
    name: 'terraform',
    says: 'Terraform',
    severalFiles: true,
    declares: true,
    write: terraform,
    writeList: terraformList,
  },
  {
    name: 'azd',
    says: 'a project of the Azure Developer CLI',
    severalFiles: true,
    declares: true,
    write: azd,
    writeList: azdList,
  },
  {
    name: 'github',
    says: 'a GitHub workflow with its Bicep',
    severalFiles: true,
    declares: true,
    write: github,
    writeList: githubList,
  },
  {
    name: 'answers',
    says: 'an answers file for adt-setup',
    severalFiles: false,
    declares: true,
    write: answers,
    writeList: answersList,
  },
  {
    name: 'env',
    says: 'variables for programs, a .env file',
    severalFiles: false,
    severalInList: true,
    declares: false,
    write: env,
    writeList: envList,
  },
  {
    name: 'summary',
    says: 'a page in Markdown for a colleague',
    severalFiles: false,
    declares: false,
    write: summary,
    writeList: summaryList,
  },
];

/** @throws SetupError (refused) where what is declared can't be said as it is now. */
function checkSayable({ declares }: Format, { unsayable }: Exported): void {
  if (!declares || unsayable === undefined) return;
  throw new SetupError({
    ending: 'refused',
    code: 'cannot-export',
    message: `${unsayable} What is written would take that away when it is deployed.`,
    suggestion: 'Use --format summary or env, which deploy nothing.',
  });
}

/**
 * The files of a format: all that there is, or a refusal.
 * @throws SetupError (refused) where something can't be said in it as it is now.
 */
export function exportAs(format: Format, exported: Exported): readonly ExportFile[] {
  checkSayable(format, exported);
  return format.write(exported);
}

/**
 * The files of a format for a list: all of its rows, or a refusal.
 * @throws SetupError (refused) where something of one of them can't be said in it as it is now.
 */
export function exportListAs(format: Format, list: ExportedList): readonly ExportFile[] {
  for (const site of list.sites) checkSayable(format, site);
  return format.writeList(list);
}
