import type { Plan } from '../engine/plan.ts';
import { az } from '../export/az.ts';
import { summary } from '../export/summary.ts';
import { exportedPlan } from '../exporting/exported.ts';
import type { Cloud } from '../port/cloud.ts';
import type { Question } from '../step/question.ts';
import { writeNew } from './new-file.ts';
import { listText, type RowValues } from './several/list-text.ts';

/**
 * Writes a plan down in the first of the folders that can be written to: a page for a colleague, and a script with the lines of
 * the Azure CLI. Gives the files.
 * @throws SetupError (usage) where the plan names no instance yet.
 */
export function savePlan(
  plan: Plan,
  cloud: Pick<Cloud, 'name' | 'twinsScope'>,
  folders: readonly string[],
): readonly string[] {
  const exported = exportedPlan(plan, cloud);
  const name = plan.report.name ?? 'digital-twins';
  return [...summary(exported), ...az(exported)].map((file) => {
    const ending = file.name.slice(file.name.lastIndexOf('.'));
    return writeNew(file.text, { stem: `plan-${name}`, ending }, folders);
  });
}

/** Writes several set-ups down as the answers file of a list, in the first of the folders that can be written to. Gives the file. */
export function saveList(
  rows: readonly RowValues[],
  questions: readonly Question[],
  folders: readonly string[],
): string {
  return writeNew(listText(rows, questions), { stem: `list-${rows[0]?.['name'] ?? ''}`, ending: '.json' }, folders);
}
