import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { nameIn, sameName } from '../domain/names.ts';
import { type Disk, realDisk } from '../local/disk.ts';
import { rowsOf, type UndoResult } from './result.ts';

/** No .env that people write is larger. */
const largest = 65_536;

/** An address as it is compared: programs take it with and without its scheme, and a slash at its end. */
function bare(address: string): string {
  return address
    .trim()
    .replace(/^[a-z]+:\/\//i, '')
    .replace(/\/+$/, '')
    .toLowerCase();
}

/** What a file says; nothing where there is none, or none that can be read. */
function textOf(file: string, disk: Disk): string {
  try {
    const seen = disk.look(file);
    if (seen?.kind !== 'file' || seen.size > largest) return '';
    return Buffer.from(disk.read(file, largest)).toString('utf8');
  } catch {
    return '';
  }
}

/** Variables that only go with an address of the instance, and where their value stands in the id of what is gone. */
const goWithIt = { AZURE_DIGITALTWINS_NAME: 'digitalTwinsInstances', AZURE_RESOURCE_GROUP: 'resourceGroups' } as const;

/**
 * The variables in the `.env` of a folder that lead nowhere after an undo: those with the address of the instance, and beside them its
 * name and that of its group where that is gone, too. The file is only read.
 */
export function leadNowhere(folder: string, result: UndoResult, disk: Disk = realDisk): readonly string[] {
  const { hostName } = result;
  const gone = rowsOf(result).filter(({ status }) => status === 'removed' || status === 'gone');
  if (hostName === undefined || !gone.some(({ kind }) => kind === 'instance')) return [];
  const values = Object.entries(parseEnv(textOf(join(folder, '.env'), disk)));
  const addresses = values.flatMap(([key, value = '']) => (bare(value) === bare(hostName) ? [key] : []));
  if (addresses.length === 0) return [];
  const names = Object.entries(goWithIt).flatMap(([key, kind]) => {
    const of = gone.find((row) => row.kind === (kind === 'resourceGroups' ? 'group' : 'instance'));
    const name = of && nameIn(of.id, kind);
    const [, value] = values.find(([each]) => each === key) ?? [];
    return name !== undefined && value !== undefined && sameName(value, name) ? [key] : [];
  });
  return [...addresses, ...names];
}
