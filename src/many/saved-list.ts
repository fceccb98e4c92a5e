import { join } from 'node:path';
import type { Session } from '../cli/session.ts';
import { sameName } from '../domain/names.ts';
import { usageError } from '../errors.ts';
import { readState } from '../state/file.ts';
import { type Saved, savedLists } from '../state/folders.ts';
import { newRecord } from '../state/memory.ts';
import { nextSeed } from '../state/seed.ts';
import type { SetupRecord } from '../state/set-up-record.ts';
import type { Chosen } from '../wizard/saved/choose-setup.ts';
import type { Row } from './check.ts';

/** Whether a saved row is one of the list that is given: the same name, in the same group and subscription as far as both tell. */
function isRow({ answers }: SetupRecord, { name, answers: given }: Row): boolean {
  const isSame = (key: string): boolean => {
    const [saved, now] = [answers[key]?.value, given[key]?.value];
    return saved === undefined || now === undefined || sameName(saved, now);
  };
  return sameName(answers['name']?.value ?? '', name) && isSame('resourceGroup') && isSame('subscription');
}

/** Saved rows by their names: lists have thousands. */
function byName(rows: readonly SetupRecord[]): ReadonlyMap<string, readonly SetupRecord[]> {
  const all = new Map<string, SetupRecord[]>();
  for (const row of rows) {
    const name = row.answers['name']?.value.toLowerCase() ?? '';
    const same = all.get(name) ?? [];
    all.set(name, same);
    same.push(row);
  }
  return all;
}

/** The saved record of each row, where there is one; each record is one row's. */
function matched(saved: readonly SetupRecord[], rows: readonly Row[]): ReadonlyMap<Row, SetupRecord> {
  const known = byName(saved);
  const taken = new Set<SetupRecord>();
  const found = new Map<Row, SetupRecord>();
  for (const row of rows) {
    const record = known.get(row.name.toLowerCase())?.find((each) => !taken.has(each) && isRow(each, row));
    if (record === undefined) continue;
    taken.add(record);
    found.set(row, record);
  }
  return found;
}

/** Whether something of a row is in Azure, or may be: it isn't forgotten, also where the list has it no longer. */
function hasBegun({ made, making, undo, deploying }: SetupRecord): boolean {
  return made.length > 0 || making !== null || undo !== null || deploying !== undefined;
}

/** The record of each row of a list, and with them those that the list has no longer, which stay. */
export interface RowRecords {
  readonly of: ReadonlyMap<Row, SetupRecord>;
  readonly all: readonly SetupRecord[];
}

/** The records of a list's rows: those that are saved, and new ones. Invented names come from the one seed of the list. */
export function recordsFor(list: SetupRecord, rows: readonly Row[], now: Date): RowRecords {
  const saved = list.rows ?? [];
  const known = matched(saved, rows);
  const of = new Map(rows.map((row) => [row, known.get(row) ?? newRecord(list.cloud, now, list.seed)]));
  const mine = new Set(of.values());
  return { of, all: [...mine, ...saved.filter((each) => !mine.has(each) && hasBegun(each))] };
}

/** The saved list that has most of these rows; undefined where none has any. */
function likest(saved: readonly Saved[], rows: readonly Row[]): Saved | undefined {
  const counted = saved.map((each) => ({ each, count: matched(each.record.rows ?? [], rows).size }));
  const most = Math.max(0, ...counted.map(({ count }) => count));
  return most === 0 ? undefined : counted.find(({ count }) => count === most)?.each;
}

/** The list in the file that `--state` names. @throws SetupError (usage) when that file is of something else. */
function listAt(file: string, cloud: string): Saved | undefined {
  const record = readState(file);
  if (record === undefined) return undefined;
  if (record.rows === undefined)
    throw usageError(
      'state-is-no-list',
      `${file} is a single set-up, and no list.`,
      'Give another file with --state, or leave --state out.',
    );
  if (record.cloud !== cloud)
    throw usageError('other-cloud', `${file} is a list of another cloud.`, 'Give another file with --state.');
  return { file, record };
}

/** Carries on the saved list that these rows are of, or begins one. */
export function chooseList({ line, target }: Session, rows: readonly Row[], now: Date): Chosen {
  const { cloud, setups } = target;
  const { state, fresh } = line.options;
  const lists = savedLists(setups, cloud.name);
  const saved = state === undefined ? likest(lists, rows) : listAt(state, cloud.name);
  if (saved !== undefined && fresh === undefined) return { ...saved, isNew: false, review: false, setAside: undefined };
  const seed = nextSeed(
    state ?? setups,
    lists.map(({ record }) => record.id),
  );
  const record = newRecord(cloud.name, now, seed);
  const isOpen = saved !== undefined && (state !== undefined || saved.record.outcome !== 'ready');
  return {
    record,
    file: state ?? join(setups, `${record.id}.json`),
    isNew: true,
    review: false,
    setAside: isOpen ? saved.file : undefined,
  };
}
