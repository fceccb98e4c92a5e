import { isOurs } from '../../engine/resume.ts';
import type { Identified } from '../../port/azure.ts';
import type { Rows } from '../../state/rows.ts';
import { lookAt } from './look-at.ts';
import type { Member } from './running.ts';

/** What it takes to look at what was made for a row. */
type Concluded = Pick<Member, 'memory' | 'deploying'> & {
  readonly context: Pick<Member['context'], 'azure' | 'clock'>;
};

/**
 * Remembers what of a row's things is ours; what several rows share was made for the first of them (`claimed`: ids in lower case).
 * Gives whether all of them are there. What was made and can't be seen yet is looked for again when the list is carried on.
 */
function remember(
  { context, memory, deploying }: Concluded,
  found: ReadonlyMap<string, Identified>,
  isMade: boolean,
  claimed: Set<string>,
): boolean {
  const { since, things } = deploying;
  for (const thing of things) {
    const begun = { ...thing, since };
    const id = thing.id.toLowerCase();
    const seen = found.get(id);
    if (!isOurs(seen, begun, memory) || claimed.has(id)) continue;
    claimed.add(id);
    memory.made(begun, context.clock.now(), seen.born);
  }
  const isWhole = things.every(({ id }) => found.has(id.toLowerCase()));
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
  const [first] = members;
  if (first === undefined) return new Set();
  const things = members.flatMap(({ deploying }) => deploying.things.map((thing) => thing.sent ?? thing));
  const found = await lookAt(first.context.azure, things);
  const claimed = new Set<string>();
  const whole = await rows.atOnce(() =>
    Promise.resolve(members.filter((member) => remember(member, found, isMade, claimed))),
  );
  return new Set(whole);
}
