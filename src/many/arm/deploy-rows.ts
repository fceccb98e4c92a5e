import { sameName } from '../../domain/names.ts';
import { InterruptedError, SetupError } from '../../errors.ts';
import type { Azure } from '../../port/azure.ts';
import type { HandOver } from '../../step/hand-over.ts';
import { progressOf } from '../../wizard/progress.ts';
import { type CarriedOut, type CarryOut, carriedOut, failedRow, notBegun } from '../carry-out.ts';
import { type GoodRow, isGood, type PlannedRow } from '../planned-row.ts';
import type { RowResult } from '../result.ts';
import type { End } from './ends.ts';
import { sideBySide } from './look-at.ts';
import { type Deploying, runPart } from './run-part.ts';
import { type Site, siteOf } from './site.ts';
import { type Limits, type Part, partsOf } from './template.ts';

/** How rows are deployed. */
export interface DeployRows extends CarryOut, Deploying {
  /** Looks at single rows anew; what they read alike is read once. */
  looking(): (row: PlannedRow) => Promise<PlannedRow>;
  /** So many of the rows that are made have been proved by a call. */
  proved(count: number, of: number): void;
  readonly limits?: Limits;
}

/** How a row stands after the deployments: what has been thrown is as telling as an end. */
type Stand = End | { readonly is: 'thrown'; readonly error: unknown };

/** One subscription's deployments, one after the other; what isn't reached any more is left. */
async function runChain(parts: readonly Part[], how: DeployRows): Promise<ReadonlyMap<Site, Stand>> {
  const stands = new Map<Site, Stand>();
  const open = [...parts];
  for (let part = open.shift(); part !== undefined; part = open.shift()) {
    try {
      if (how.leaving.asked.aborted) throw new InterruptedError('SIGINT');
      const { ends, again } = await runPart(part, how);
      for (const [site, end] of ends) stands.set(site, end);
      if (again.length === 0) continue;
      // Those left out may have been the ones that make what others share.
      const rest = [...again, ...open.flatMap(({ sites }) => sites)];
      const [next = []] = partsOf(rest, how.limits, part.before);
      open.splice(0, open.length, ...next);
    } catch (error) {
      if (!(error instanceof SetupError || error instanceof InterruptedError)) throw error;
      for (const site of [part, ...open].flatMap(({ sites }) => sites)) stands.set(site, { is: 'thrown', error });
      return stands;
    }
  }
  return stands;
}

/** Azure as a row sees it of which all was sent already: it only waits until that can be seen. */
function sentAlready(azure: Azure, site: Site | undefined): Azure {
  return {
    ...azure,
    create: async (resource) =>
      site?.things.some(({ id }) => sameName(id, resource.id)) === true
        ? { id: resource.id }
        : await azure.create(resource),
  };
}

/** Proves a row. One that was deployed is looked at anew: its plan is that of before. */
async function proved(
  row: GoodRow,
  site: Site | undefined,
  how: DeployRows,
  look: (row: PlannedRow) => Promise<PlannedRow>,
  handOvers: HandOver[],
): Promise<RowResult> {
  const { context, plan } = row;
  // Nobody asks how far the proof came once the row has its result.
  const progress = progressOf(context.steps);
  progress.planned(plan);
  const now = site === undefined ? row : await look({ ...row, progress });
  if (!isGood(now)) return notBegun(now);
  const azure = sentAlready(context.azure, site);
  return await carriedOut({ ...now, progress, context: { ...context, azure, tell: progress.tell } }, how, handOvers);
}

/** Proves rows, so many at a time; what one tells on the way isn't shown: a table has them all. */
async function proveAll(
  rows: readonly (readonly [GoodRow, Site | undefined])[],
  how: DeployRows,
  handOvers: HandOver[],
  count: { done: number; readonly of: number },
  most?: number,
): Promise<ReadonlyMap<PlannedRow, RowResult>> {
  const results = new Map<PlannedRow, RowResult>();
  const look = how.looking();
  const prove = async ([row, site]: readonly [GoodRow, Site | undefined]): Promise<void> => {
    how.proved(count.done, count.of);
    results.set(row, await proved(row, site, how, look, handOvers));
    count.done += 1;
    how.proved(count.done, count.of);
  };
  await sideBySide(rows, prove, most);
  return results;
}

/**
 * Proves what was deployed, and what was there before, which sends nothing that changes Azure: what is learned of what was deployed is
 * saved once. Rows of which something is still to be made are carried out as in a walk, one after the other: they may share a group.
 */
async function proveMade(
  rows: readonly (readonly [GoodRow, Site | undefined])[],
  how: DeployRows,
  handOvers: HandOver[],
): Promise<ReadonlyMap<PlannedRow, RowResult>> {
  const deployed = rows.filter(([, site]) => site !== undefined);
  const others = rows.filter(([, site]) => site === undefined);
  const count = { done: 0, of: rows.length };
  const first = await how.rows.atOnce(async () => await proveAll(deployed, how, handOvers, count));
  const isThere = ([{ plan }]: readonly [GoodRow, Site | undefined]): boolean => plan.resources.length === 0;
  const there = await proveAll(others.filter(isThere), how, handOvers, count);
  const walked = others.filter((each) => !isThere(each));
  return new Map([...first, ...there, ...(await proveAll(walked, how, handOvers, count, 1))]);
}

/** How a row ends that isn't made. */
function endedRow(row: PlannedRow, stand: Stand, handOvers: HandOver[]): RowResult {
  switch (stand.is) {
    case 'failed':
      return failedRow(row, stand.error, handOvers);
    case 'thrown':
      return stand.error instanceof InterruptedError
        ? { ...notBegun(row, 'interrupted'), signal: stand.error.signal }
        : failedRow(row, stand.error, handOvers);
    case 'left':
    case 'cancelled':
      return { ...notBegun(row, 'interrupted'), signal: 'SIGINT' };
    case 'late':
      return notBegun(row, 'waiting');
    case 'made':
    case 'elsewhere':
      return notBegun(row);
  }
}

/**
 * Carries out the rows of a list that was agreed to by deployments: one a subscription, in which Azure makes all rows side by side.
 * What was made is then proved row by row, as ever. A row that Azure refuses doesn't keep the others.
 */
export async function deployRows(planned: readonly PlannedRow[], how: DeployRows): Promise<CarriedOut> {
  const handOvers: HandOver[] = [];
  const results = new Map<PlannedRow, RowResult>();
  const sites = new Map<PlannedRow, Site>();
  for (const row of planned) {
    // What an earlier run has begun by itself is gone on with by itself.
    const site = isGood(row) && row.memory.begun() === undefined ? siteOf(row) : undefined;
    if (site !== undefined) sites.set(row, site);
  }
  const chains = partsOf([...sites.values()], how.limits);
  const stands = new Map((await Promise.all(chains.map((parts) => runChain(parts, how)))).flatMap((each) => [...each]));
  how.leaving.over();
  const standOf = (row: PlannedRow): Stand => {
    const site = sites.get(row);
    return (site && stands.get(site)) ?? { is: 'made' };
  };
  const isMade = (row: PlannedRow): boolean => ['made', 'elsewhere'].includes(standOf(row).is);
  const made = planned.filter((row): row is GoodRow => isGood(row) && isMade(row));
  const isInterrupted = [...stands.values()].some(
    (each) =>
      ['left', 'cancelled'].includes(each.is) || (each.is === 'thrown' && each.error instanceof InterruptedError),
  );
  if (isInterrupted) for (const row of made) results.set(row, { ...notBegun(row, 'interrupted'), signal: 'SIGINT' });
  else {
    // What others have made meanwhile is looked at thing by thing.
    const siteOfRow = (row: GoodRow): Site | undefined =>
      standOf(row).is === 'elsewhere' ? undefined : sites.get(row);
    const pairs = made.map((row) => [row, siteOfRow(row)] as const);
    for (const [row, result] of await proveMade(pairs, how, handOvers)) results.set(row, result);
  }
  for (const row of planned) {
    if (results.has(row)) continue;
    results.set(row, isGood(row) ? endedRow(row, standOf(row), handOvers) : notBegun(row));
  }
  return { results: planned.flatMap((row) => results.get(row) ?? []), handOvers, isCarriedOut: true };
}
