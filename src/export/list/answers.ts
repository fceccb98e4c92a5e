import { jsonText } from '../../text/escape.ts';
import { answersOf } from '../answers.ts';
import type { ExportFile } from '../exported.ts';
import type { ExportedList } from './exported-list.ts';

/** The answers that repeat a list: `adt-setup --answers FILE --yes`. The directory is the same for all. */
export function answersList({ tenantId, sites }: ExportedList): readonly ExportFile[] {
  const instances = sites.map((site) => {
    const { tenant: _, ...own } = answersOf(site);
    return own;
  });
  return [{ name: 'answers.json', text: `${jsonText({ tenant: tenantId, instances })}\n` }];
}
