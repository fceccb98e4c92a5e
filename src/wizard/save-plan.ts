import type { Plan } from '../engine/plan.ts';
import { az } from '../export/az.ts';
import { summary } from '../export/summary.ts';
import { exportedPlan } from '../exporting/exported.ts';
import type { Cloud } from '../port/cloud.ts';
import { writeNew } from './new-file.ts';

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
