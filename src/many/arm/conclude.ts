import { isOurs } from '../../engine/resume.ts';
import type { Rows } from '../../state/rows.ts';
import type { Member } from './running.ts';

/** What it takes to look at what was made for a row. */
type Concluded = Pick<Member, 'memory' | 'deploying'> & {
  readonly context: Pick<Member['context'], 'azure' | 'clock'>;
};

/**
 * Remembers what came of one row's things, as far as it is ours. Gives whether all of them are there. What was made and can't be seen
 * yet is looked for again when the list is carried on.
 */
async function looked(
  { context, memory, deploying }: Concluded,
  isMade: boolean,
  claimed: Set<string>,
): Promise<boolean> {
  const { azure, clock } = context;
  const { since, things } = deploying;
  const found = await Promise.all(things.map(async (thing) => await azure.find(thing.sent ?? thing)));
  for (const [at, thing] of things.entries()) {
    const begun = { ...thing, since };
    const seen = found[at];
    // What several rows share was made for the first of them.
    if (!isOurs(seen, begun, memory) || claimed.has(thing.id.toLowerCase())) continue;
    claimed.add(thing.id.toLowerCase());
    memory.made(begun, clock.now(), seen.born);
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
  const claimed = new Set<string>();
  const whole = await rows.atOnce(
    async () =>
      await Promise.all(members.map(async (member) => ((await looked(member, isMade, claimed)) ? [member] : []))),
  );
  return new Set(whole.flat());
}
