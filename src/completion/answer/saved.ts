import { sameName } from '../../domain/names.ts';
import { foldersOf, stateDirectory } from '../../state/directory.ts';
import { glancedSetups } from '../../state/glance.ts';
import { groupIn, instanceIn, subscriptionIn } from '../../state/parts.ts';
import { type SetupRecord, stageOf } from '../../state/set-up-record.ts';
import { hasUnseen } from '../../text/safe.ts';
import type { Offered } from './offers.ts';
import { type About, flagNamed, type Offer, type Table } from './table.ts';
import type { Understood } from './typed.ts';

const known: Readonly<Record<About, (record: SetupRecord) => string | undefined>> = {
  name: instanceIn,
  group: groupIn,
  subscription: subscriptionIn,
};

/** The flags that say which set-up is meant. */
const flags: Readonly<Record<About, string>> = {
  name: 'name',
  group: 'resource-group',
  subscription: 'subscription',
};

const abouts = Object.keys(flags) as readonly About[];

/** One of the values that a flag of the set-up takes, in whatever case it was typed. */
function valueOf(table: Table, flag: string, typed: string): string | undefined {
  const takes = flagNamed(table, table.commands[0], flag)?.takes;
  return typeof takes === 'object' ? takes.find(({ text }) => sameName(text, typed))?.text : undefined;
}

/** The target that was typed, or is meant where none was; undefined where there is no such target. */
function targetOf(
  table: Table,
  given: Understood['given'],
): { readonly scenario: string | undefined; readonly cloud: string } | undefined {
  const sandbox = given.get('sandbox');
  if (sandbox === undefined) {
    const cloud = valueOf(table, 'cloud', given.get('cloud') ?? table.usual.cloud);
    return cloud === undefined ? undefined : { scenario: undefined, cloud };
  }
  const scenario = valueOf(table, 'sandbox', sandbox === '' ? table.usual.scenario : sandbox);
  return scenario === undefined ? undefined : { scenario, cloud: table.practice };
}

/** It can be shown and typed as it is. */
function isShown(text: string): boolean {
  return text.trim() !== '' && !hasUnseen(text);
}

/** What tells set-ups apart for a person. */
function describe(record: SetupRecord, about: About): string {
  const stage = stageOf(record) === 'undoing' ? 'unfinished' : stageOf(record);
  const other = about === 'name' ? groupIn(record) : instanceIn(record);
  return other === undefined || !isShown(other) ? stage : `${stage}, ${about === 'name' ? 'in ' : ''}${other}`;
}

/**
 * Looks up what is saved on this computer, the newest first: it waits for no lock, and sends nothing. What can't be read is left out,
 * and so is what can't be shown as it is.
 */
export function savedOffers(
  table: Table,
  { about, given }: NonNullable<Offered['saved']>,
  environment: NodeJS.ProcessEnv,
): readonly Offer[] {
  const target = targetOf(table, given);
  if (target === undefined || given.has('state')) return [];
  const { setups } = foldersOf(stateDirectory(environment), target.scenario);
  const fitting = glancedSetups(setups, target.cloud).filter((record) =>
    abouts.every((each) => {
      const wanted = each === about ? undefined : given.get(flags[each]);
      return wanted === undefined || sameName(known[each](record) ?? '', wanted);
    }),
  );
  const standing = fitting.filter((record) => stageOf(record) !== 'undone');
  const offers = new Map<string, Offer>();
  for (const record of standing.length > 0 ? standing : fitting) {
    const text = known[about](record);
    if (text === undefined || !isShown(text) || offers.has(text)) continue;
    offers.set(text, { text, says: describe(record, about) });
  }
  return [...offers.values()];
}
