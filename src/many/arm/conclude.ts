import { isOurs } from '../../engine/resume.ts';
import type { Identified } from '../../port/azure.ts';
import type { Rows } from '../../state/rows.ts';
import type { Member } from './running.ts';

/** What it takes to look at what was made for a row. */
type Concluded = Pick<Member, 'memory' | 'deploying'> & {
  readonly context: Pick<Member['context'], 'azure' | 'clock'>;
};

/** What is there by now of what a deployment was to make for a row. */
async function look({ context, deploying }: Concluded): Promise<readonly (Identified | undefined)[]> {
  return await Promise.all(deploying.things.map(async (thing) => await context.azure.find(thing.sent ?? thing)));
}

/**
 * Remembers what of a row's things is ours; what several rows share was made for the first of them (`claimed`: ids in lower case).
 * Gives whether all of them are there. What was made and can't be seen yet is looked for again when the list is carried on.
 */
function remember(
  { context, memory, deploying }: Concluded,
  found: readonly (Identified | undefined)[],
  isMade: boolean,
  claimed: Set<string>,
): boolean {
  const { since, things } = deploying;
  for (const [at, thing] of things.entries()) {
    const begun = { ...thing, since };
    const seen = found[at];
    if (!isOurs(seen, begun, memory) || claimed.has(thing.id.toLowerCase())) continue;
    claimed.add(thing.id.toLowerCase());
    memory.made(begun, context.clock.now(), seen.born);
  }
  const isWhole = found.every((each) => each !== undefined);
  if (isWhole || !isMade) memory.deployed();
  return isWhole;
}

/**
 * Looks at everything that a deployment was to make, now that it is over: what is there and ours is remembered, however it ended.
 * `isMade`: Azure says that all of it was made. Gives the rows of which all is there.
 * @throws SetupError when something can't be looked up: it is looked at again when the list is carried on.
 */
export async function conclude<Row extends Concluded>(
  members: readonly Row[],
  rows: Pick<Rows, 'atOnce'>,
  isMade: boolean,
): Promise<ReadonlySet<Row>> {
  const found = await Promise.all(members.map(look));
  const claimed = new Set<string>();
  const whole = await rows.atOnce(() =>
    Promise.resolve(members.filter((member, at) => remember(member, found[at] ?? [], isMade, claimed))),
  );
  return new Set(whole);
}
