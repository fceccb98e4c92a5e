import { azHead, azScript } from '../az.ts';
import type { Exported, ExportFile } from '../exported.ts';
import { headOf } from '../head.ts';
import { declaredIn, type ExportedList, listTitle } from './exported-list.ts';

/** A list as one script: what several share is looked for, and made, once. */
export function azList(list: ExportedList): readonly ExportFile[] {
  const head = headOf(listTitle(list), list, [
    ...azHead,
    'It goes from one instance to the next, and ends where something fails: run it again, and it goes on there.',
  ]);
  const open = new Set(declaredIn(list).map(({ resource }) => resource.id.toLowerCase()));
  const own = (site: Exported): Exported => ({
    ...site,
    declared: site.declared.filter(({ resource }) => open.delete(resource.id.toLowerCase())),
  });
  const [first, ...others] = list.sites;
  return [{ name: 'sites.sh', text: azScript(head, [own(first), ...others.map(own)]) }];
}
