import { dirname, join } from 'node:path';
import { sameName } from '../domain/names.ts';
import { usageError } from '../errors.ts';
import { codeOf, type Disk, realDisk } from '../local/disk.ts';
import { replaceFile } from '../local/whole-file.ts';
import { isObject } from '../text/is-object.ts';

/** What first steps have made in an instance, kept on this computer: what isn't in it is somebody else's. */
export interface Ledger {
  /** Whether its making was begun, by this run or an earlier one, and not yet seen to be done. */
  begun(id: string): boolean;
  /** As it was when it was made: see `birthOf`; `undefined` for what first steps did not make. */
  birth(id: string): string | undefined;
  /** Before it is sent. */
  making(id: string): void;
  made(id: string, birth: string): void;
  /** It is gone, or never came to be ours. */
  forget(id: string): void;
}

interface Content {
  readonly schema: 1;
  readonly program: 'adt-setup first-steps';
  readonly instance: string;
  readonly making: string | null;
  readonly made: Readonly<Record<string, string>>;
}

const largest = 65_536;

/** Where the ledger of a set-up is: beside the folder of set-ups, under the set-up's own id. */
export function ledgerFile(setups: string, id: string): string {
  return join(dirname(setups), 'first-steps', `${id.replaceAll(/[^A-Za-z0-9-]/g, '-')}.json`);
}

function isContent(value: unknown): value is Content {
  return (
    isObject(value) &&
    value['schema'] === 1 &&
    value['program'] === 'adt-setup first-steps' &&
    typeof value['instance'] === 'string' &&
    (value['making'] === null || typeof value['making'] === 'string') &&
    isObject(value['made']) &&
    Object.values(value['made']).every((each) => typeof each === 'string')
  );
}

function contentOf(file: string, disk: Disk): Content | undefined {
  if (disk.look(file) === undefined) return undefined;
  try {
    const parsed: unknown = JSON.parse(Buffer.from(disk.read(file, largest)).toString('utf8'));
    if (isContent(parsed)) return parsed;
  } catch {
    // Said below.
  }
  throw usageError(
    'damaged-ledger',
    `${file}, which says what first steps have made, can't be used: it is damaged.`,
    'Move it aside and run this again: what is in the instance is looked up, and nothing that is there is taken for yours.',
  );
}

/**
 * The ledger of an instance (its resource id), saved at every change.
 * @throws SetupError (usage) when it is damaged, or can't be saved: before anything is sent.
 */
export function openLedger(file: string, instance: string, disk: Disk = realDisk): Ledger {
  const saved = contentOf(file, disk);
  let content: Content =
    saved !== undefined && sameName(saved.instance, instance)
      ? saved
      : { schema: 1, program: 'adt-setup first-steps', instance, making: null, made: {} };
  const set = (change: Partial<Content>): void => {
    content = { ...content, ...change };
    try {
      replaceFile(file, [Buffer.from(`${JSON.stringify(content, undefined, 2)}\n`, 'utf8')], disk);
    } catch (error) {
      throw usageError(
        'cannot-save',
        `What is made can't be written down in ${file} (${codeOf(error)}).`,
        'Nothing more was sent to Azure. Make room, or check who may write there.',
      );
    }
  };
  return {
    begun: (id) => content.making === id,
    birth: (id) => (Object.hasOwn(content.made, id) ? content.made[id] : undefined),
    making: (id) => set({ making: id }),
    made: (id, birth) => set({ making: null, made: { ...content.made, [id]: birth } }),
    forget(id) {
      const rest = Object.entries(content.made).filter(([each]) => each !== id);
      const making = content.making === id ? null : content.making;
      if (making === content.making && rest.length === Object.keys(content.made).length) return;
      set({ making, made: Object.fromEntries(rest) });
    },
  };
}
