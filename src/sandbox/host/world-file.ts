import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ownText, writeOwn } from '../../local/own-file.ts';
import { emptyGraph, type TwinsGraph } from '../twins/index.ts';
import type { World } from '../world/world.ts';
import { type Document, openDocument } from './document.ts';

/** A file of the sandbox that can't be read. It is never replaced: a person decides. */
class DamagedWorldError extends Error {
  override readonly name = 'DamagedWorldError';
  readonly file: string;
  constructor(file: string, why: string) {
    super(
      `The sandbox's world in ${file} is damaged (${why}). The file is left as it is; move it away to begin with a new world.`,
    );
    this.file = file;
  }
}

const records = [
  'directory',
  'registrations',
  'groups',
  'instances',
  'operations',
  'assignments',
  'deviceCodes',
  'heldNames',
] as const;
const lists = ['tenants', 'subscriptions', 'customRoles', 'denials', 'eligibilities', 'locks', 'policies'] as const;

function isWorld(value: unknown): value is World {
  const world = value as Partial<Record<string, unknown>> | null;
  if (typeof world !== 'object' || world === null || world['schema'] !== 1 || typeof world['drawn'] !== 'number')
    return false;
  return (
    records.every((name) => typeof world[name] === 'object' && world[name] !== null && !Array.isArray(world[name])) &&
    lists.every((name) => Array.isArray(world[name]))
  );
}

function parsed(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new DamagedWorldError(file, error instanceof Error ? error.message : 'not JSON');
  }
}

/** The world of a file, or a new one that is on the disk before this returns. */
export function openWorld(file: string, fresh: () => World): Document<World> {
  const text = ownText(file);
  if (text === undefined) {
    const world = fresh();
    writeOwn(file, JSON.stringify(world));
    return openDocument(file, world);
  }
  const world = parsed(file, text);
  if (!isWorld(world)) throw new DamagedWorldError(file, 'it is not a world of this version');
  return openDocument(file, world);
}

/** The twins of every instance, each in a file of its own. */
export interface GraphFiles {
  of(key: string): Document<TwinsGraph>;
  quiet(): Promise<void>;
}

/** Opens the folder of the twins' files; those of instances that are gone are removed. */
export function openGraphs(folder: string, keys: ReadonlySet<string>): GraphFiles {
  let names: readonly string[] = [];
  try {
    names = readdirSync(folder);
  } catch {
    // Nobody has stored a twin yet.
  }
  for (const name of names)
    if (!keys.has(name.replace(/\.json(\.\d+\.[0-9a-f]+\.tmp)?$/, ''))) rmSync(join(folder, name), { force: true });
  const open = new Map<string, Document<TwinsGraph>>();
  return {
    of(key) {
      let document = open.get(key);
      if (document === undefined) {
        const file = join(folder, `${key}.json`);
        const text = ownText(file);
        document = openDocument(file, text === undefined ? emptyGraph : (parsed(file, text) as TwinsGraph));
        open.set(key, document);
      }
      return document;
    },
    async quiet() {
      await Promise.all([...open.values()].map((each) => each.quiet()));
    },
  };
}
