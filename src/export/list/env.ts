import { env } from '../env.ts';
import type { ExportFile } from '../exported.ts';
import { type ExportedList, sitesIn } from './exported-list.ts';

/**
 * A file of variables for each instance, under its name: a program reads those of one.
 * @throws SetupError (refused) while one of them has no address.
 */
export function envList(list: ExportedList): readonly ExportFile[] {
  return sitesIn(list).flatMap(({ key, exported }) =>
    env({ ...exported, about: list.about }).map(({ text }) => ({ name: `${key}.env`, text })),
  );
}
