import type { Line } from '../../engine/context.ts';
import { SetupError } from '../../errors.ts';
import type { Azure, Foreseen } from '../../port/azure.ts';
import type { ListPlan } from '../plan-list.ts';
import { type GoodRow, isGood, type PlannedRow } from '../planned-row.ts';
import { type Deployed, errorOf, isAbout } from './causes.ts';
import { nestedId, type Site, siteOf } from './site.ts';
import { type Part, partsOf, templateLimits } from './template.ts';

/** Resources that Azure's own preview is asked about at once: it is slow with many, and takes 500 nested at most. */
const portion = { ...templateLimits, resources: 400 };

/** Milliseconds that it is waited for in all. */
const patience = 120_000;

/** What Azure's own preview adds to a plan. */
export interface Looked {
  readonly plan: ListPlan;
  /** What it says, or why there is none, in a sentence. */
  readonly says: string;
}

interface Asked {
  readonly changes: ReadonlyMap<string, Foreseen>;
  /** Rows that it refuses. */
  readonly refused: ReadonlyMap<PlannedRow, SetupError>;
  /** Why it tells nothing of some rows. */
  readonly silent: string | undefined;
}

const memberLike = (site: Site): Deployed => ({
  deploying: { ...site, name: '', location: '', correlationId: '', since: '', nested: nestedId(site) },
});

/** Asks about one part; what Azure refuses is left out, and the rest asked about again. */
async function asked(azure: Azure, part: Part, planId: string, until: number): Promise<Asked> {
  const refused = new Map<PlannedRow, SetupError>();
  let open: Part | undefined = part;
  while (open !== undefined) {
    const { subscriptionId, template, parameters, sites }: Part = open;
    const location = sites[0]?.row.plan.report.location ?? '';
    const order = { subscriptionId, name: `adt-setup-${planId}`, location, template: template(), parameters };
    const preview = await azure.foresee(order, Math.max(0, until - Date.now()));
    if (preview.is === 'told') return { changes: preview.changes, refused, silent: undefined };
    if (preview.is === 'late') return { changes: new Map(), refused, silent: 'it was not ready in time' };
    const named = sites.flatMap((site) => {
      const own = preview.troubles.find((each) => isAbout(each, memberLike(site)));
      return own === undefined ? [] : [[site, errorOf(own, memberLike(site))] as const];
    });
    if (named.length === 0) return { changes: new Map(), refused, silent: preview.error.message };
    for (const [site, error] of named) refused.set(site.row, error);
    const rest = sites.filter(({ row }) => !refused.has(row));
    open = partsOf(rest, portion)[0]?.[0];
  }
  return { changes: new Map(), refused, silent: undefined };
}

/** A line about something that Azure says of the same is checked; of something else, nobody knows. */
function lineWith(line: Line, said: Foreseen | undefined): Line {
  if (said === undefined || said === 'unknown') return line;
  return { ...line, evidence: said === 'create' ? 'checked' : 'unknown' };
}

function rowWith(row: GoodRow, site: Site | undefined, changes: Asked['changes']): GoodRow {
  if (site === undefined) return row;
  const said = new Map(site.things.map(({ step, id }) => [step, changes.get(id.toLowerCase())]));
  return { ...row, plan: { ...row.plan, lines: row.plan.lines.map((line) => lineWith(line, said.get(line.id))) } };
}

/** What is said of it: how much it agrees with, and where it doesn't. */
function saysOf(sites: readonly Site[], { changes, silent }: Pick<Asked, 'changes' | 'silent'>): string {
  if (silent !== undefined && changes.size === 0)
    return `Azure's own preview can't be had: ${silent.replace(/\.$/, '')}. This plan is our own, from looking.`;
  const ids = new Set(sites.flatMap((site) => site.things).map(({ id }) => id.toLowerCase()));
  const things = [...ids].map((id) => changes.get(id));
  const [agreed, otherwise] = [
    things.filter((each) => each === 'create').length,
    things.filter((each) => each === 'there').length,
  ];
  const also =
    otherwise === 0
      ? ''
      : ` It says that ${otherwise} ${otherwise === 1 ? 'is' : 'are'} there already: somebody may have made them meanwhile. Look again.`;
  const rest = silent === undefined ? '' : ` Of some it tells nothing: ${silent.replace(/\.$/, '')}.`;
  return `Azure's own preview says the same of ${agreed} things that would be made.${also}${rest}`;
}

/**
 * Completes a plan by the service's own preview of what would be deployed: what it agrees with is checked, what it refuses is told with
 * its row. What it doesn't tell, or isn't asked to in time, stays as the plan's own looking has it. It asks; it changes nothing.
 */
export async function foreseen(plan: ListPlan, azure: Azure): Promise<Looked> {
  const good = plan.rows.filter(isGood);
  const sites = new Map(good.map((row) => [row, siteOf(row)]));
  const all = [...sites.values()].flatMap((site) => site ?? []);
  if (all.length === 0) return { plan, says: '' };
  const until = Date.now() + patience;
  const changes = new Map<string, Foreseen>();
  const refused = new Map<PlannedRow, SetupError>();
  let silent: string | undefined;
  try {
    for (const part of partsOf(all, portion).flat()) {
      const told = await asked(azure, part, plan.id ?? '', until);
      for (const [id, change] of told.changes) changes.set(id, change);
      for (const [row, error] of told.refused) refused.set(row, error);
      silent ??= told.silent;
    }
  } catch (error) {
    // Without it the plan is what our own looking found.
    if (!(error instanceof SetupError)) throw error;
    silent = error.message;
  }
  const rows = plan.rows.map((row): PlannedRow => {
    const refusal = refused.get(row);
    if (refusal !== undefined) return { ...row, refusal };
    return isGood(row) ? rowWith(row, sites.get(row), changes) : row;
  });
  return {
    plan: { ...plan, rows },
    says: saysOf(
      all.filter(({ row }) => !refused.has(row)),
      { changes, silent },
    ),
  };
}
