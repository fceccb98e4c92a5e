import { azdProject } from '../azd.ts';
import type { ExportFile } from '../exported.ts';
import { workflowFile } from '../github.ts';
import { headOf } from '../head.ts';
import { listBicepFiles } from './bicep.ts';
import { declaredIn, type ExportedList, listTitle, onlySubscription } from './exported-list.ts';

const headFor =
  (list: ExportedList) =>
  (more: readonly string[]): readonly string[] =>
    headOf(listTitle(list), list, more);

/** A list as a project of the Azure Developer CLI. */
export function azdList(list: ExportedList): readonly ExportFile[] {
  const outputs = { sites: 'AZURE_DIGITAL_TWINS', there: 'AZURE_DIGITAL_TWINS_THERE' };
  const project = azdProject(list.deployment, list, onlySubscription(list), headFor(list));
  return [project, ...listBicepFiles(list, 'infra/', outputs)];
}

/** A list with a workflow of GitHub: a site more is an entry more in `infra/main.bicepparam`. */
export function githubList(list: ExportedList): readonly ExportFile[] {
  const { cloud, tenantId, deployment, location } = list;
  const workflow = workflowFile({
    cloud,
    tenantId,
    deployment,
    location,
    subscription: onlySubscription(list),
    declared: declaredIn(list).map(({ resource }) => resource),
    from: '--parameters infra/main.bicepparam',
    head: headFor(list),
  });
  return [workflow, ...listBicepFiles(list, 'infra/', { sites: 'sites', there: 'there' })];
}
