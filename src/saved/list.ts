import { basename, dirname } from 'node:path';
import { sameName } from '../domain/names.ts';
import type { SetupError } from '../errors.ts';
import { holderOf } from '../local/lock.ts';
import type { Holder } from '../local/lock-socket.ts';
import { allSetupFolders, type Saved, savedSetups, setupsIn } from '../state/folders.ts';
import { groupIn, instanceIn, subscriptionIn } from '../state/parts.ts';
import { stageOf } from '../state/set-up-record.ts';
import type { Argv } from '../text/argv.ts';
import { isPractice } from '../wizard/saved/words.ts';

/** A saved set-up as lists show it. */
export interface Listed extends Saved {
  /** Of the instance; of its group where no instance is named yet. */
  readonly name: string | undefined;
  readonly group: string | undefined;
  readonly subscription: string | undefined;
  readonly progress: 'unfinished' | 'finished' | 'undone' | 'running';
  /** Who works on it now. */
  readonly holder: Holder | undefined;
  readonly practice: boolean;
}

/** Whether two are the same one: the rows of a list lie in one file. */
export function isSameOne(one: Saved, other: Saved): boolean {
  return one.file === other.file && one.record.id === other.record.id;
}

/** What is known of a saved set-up without a look at Azure. */
export async function listed(saved: Saved): Promise<Listed> {
  const { record, file } = saved;
  const holder = await holderOf(file);
  const stage = stageOf(record);
  return {
    ...saved,
    name: instanceIn(record),
    group: groupIn(record),
    subscription: subscriptionIn(record),
    progress: holder !== undefined ? 'running' : stage === 'undoing' ? 'unfinished' : stage,
    holder,
    practice: isPractice(record.cloud),
  };
}

/** Every set-up that is saved on this computer, of Azure and of practice, the newest first. `more`: those of a file, wherever it is. */
export async function allSaved(base: string, more: readonly Saved[]): Promise<readonly Listed[]> {
  const found = allSetupFolders(base).flatMap(setupsIn);
  const others = more.filter((one) => !found.some((each) => each.file === one.file));
  const all = await Promise.all([...found, ...others].map(listed));
  return all.sort((one, other) => other.record.updatedAt.localeCompare(one.record.updatedAt));
}

/** The arguments that mean the target of one that lies in the folder of its target: `--sandbox=guest`, `--cloud NAME`. */
export function targetOf({ practice, file, record }: Listed): Argv {
  if (!practice) return record.cloud === 'AzureCloud' ? [] : ['--cloud', record.cloud];
  const scenario = basename(dirname(dirname(file)));
  return [scenario === 'owner' ? '--sandbox' : `--sandbox=${scenario}`];
}

/** Why saved set-ups on this computer can't be read, one reason a file. */
export function unreadable(base: string): readonly SetupError[] {
  return allSetupFolders(base).flatMap((folder) => savedSetups(folder, '').bad);
}

/** What people call it: "factory-twins", or "factory-twins in rg-b, subscription …" where others are called the same. */
export function called(one: Listed, all: readonly Listed[]): string {
  const { name, group, subscription, file } = one;
  if (name === undefined) return group ?? file;
  const others = all.filter((each) => !isSameOne(each, one) && each.name !== undefined && sameName(each.name, name));
  if (others.length === 0) return name;
  const isSameGroup = others.some((each) => each.group === group);
  return [
    `${name} in ${group ?? 'no group yet'}`,
    ...(isSameGroup && subscription !== undefined ? [`subscription ${subscription}`] : []),
  ].join(', ');
}

/** The same for one alone: its instance, its group where none is named yet, else its file. */
export function calledAlone({ name, group, file }: Listed): string {
  return name ?? group ?? file;
}
