import { SetupError } from '../errors.ts';
import { answers } from './answers.ts';
import { arm } from './arm.ts';
import { az } from './az.ts';
import { azd } from './azd.ts';
import { bicep } from './bicep.ts';
import { env } from './env.ts';
import type { Exported, ExportFile } from './exported.ts';
import { github } from './github.ts';
import { summary } from './summary.ts';
import { terraform } from './terraform.ts';

/** One form in which a set-up can be written down. */
export interface Format {
  readonly name: string;
  /** After its name in help: "a script of the Azure CLI". */
  readonly says: string;
  /** `--out` names a folder for several files, and otherwise the file. */
  readonly severalFiles: boolean;
  /** It declares resources: what deploys it makes them so. */
  readonly declares: boolean;
  write(exported: Exported): readonly ExportFile[];
}

/** Every form, in the order of the help. */
export const formats: readonly Format[] = [
  { name: 'az', says: 'a script of the Azure CLI', severalFiles: false, declares: true, write: az },
  { name: 'bicep', says: 'Bicep', severalFiles: true, declares: true, write: bicep },
  { name: 'arm', says: 'a template of Azure Resource Manager', severalFiles: false, declares: true, write: arm },
  { name: 'terraform', says: 'Terraform', severalFiles: true, declares: true, write: terraform },
  { name: 'azd', says: 'a project of the Azure Developer CLI', severalFiles: true, declares: true, write: azd },
  { name: 'github', says: 'a GitHub workflow with its Bicep', severalFiles: true, declares: true, write: github },
  { name: 'answers', says: 'an answers file for adt-setup', severalFiles: false, declares: true, write: answers },
  { name: 'env', says: 'variables for programs, a .env file', severalFiles: false, declares: false, write: env },
  { name: 'summary', says: 'a page in Markdown for a colleague', severalFiles: false, declares: false, write: summary },
];

/**
 * The files of a format: all that there is, or a refusal.
 * @throws SetupError (refused) where something can't be said in it as it is now.
 */
export function exportAs(format: Format, exported: Exported): readonly ExportFile[] {
  if (format.declares && exported.unsayable !== undefined) {
    throw new SetupError({
      ending: 'refused',
      code: 'cannot-export',
      message: `${exported.unsayable} What is written would take that away when it is deployed.`,
      suggestion: 'Use --format summary or env, which deploy nothing.',
    });
  }
  return format.write(exported);
}
