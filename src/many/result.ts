import { type Ending, type SetupError, withDetails } from '../errors.ts';
import { exitCodeOf, jsonOf, type Result } from '../wizard/result.ts';

/** How one row of a list ended. */
export interface RowResult extends Result {
  /** As a person finds it in the list. */
  readonly row: number;
  readonly name: string | undefined;
}

/** How a list ended: as a single set-up, and each of its rows. */
export interface ListResult extends Result {
  readonly instances: readonly RowResult[];
  /** The error, if there is one, is that of the worst row, and no other. */
  readonly isSaidByRows: boolean;
  /** It was agreed to, and begun. */
  readonly isCarriedOut: boolean;
  /** The deployments that were sent, or followed. */
  readonly deployments: readonly DeploymentReport[];
  /** What is said of them in the end; what is to be copied begins with two blanks. */
  readonly says: readonly string[];
}

/**
 * Outcomes from the best to the worst, as their exit codes suggest: there, only shown, goes on by itself (75), somebody else must act
 * (3), an answer or a yes is missing (2), refused (4 and others). An interruption is the end of the whole run, so it stands last.
 */
const order: readonly Result['outcome'][] = [
  'ready',
  'left',
  'planned',
  'waiting',
  'handover',
  'needs-answers',
  'needs-approval',
  'failed',
  'interrupted',
];

/** Among failures, from what passes by itself to what no other run could change. */
const endings: readonly Ending[] = ['forNow', 'handover', 'usage', 'refused', 'signIn', 'defect'];

function badness({ outcome, error }: Result): number {
  return order.indexOf(outcome) * endings.length + (error === undefined ? 0 : endings.indexOf(error.ending));
}

/** The row that ended worst, the first of several; undefined in an empty list. */
export function worstOf(rows: readonly RowResult[]): RowResult | undefined {
  return rows.reduce<RowResult | undefined>(
    (worst, each) => (worst === undefined || badness(each) > badness(worst) ? each : worst),
    undefined,
  );
}

/** The error of a list of which some rows failed: it ends as the worst of them. */
export function errorOf(rows: readonly RowResult[]): SetupError | undefined {
  const failed = rows.filter(({ error }) => error !== undefined);
  const { error, row, name } = worstOf(failed) ?? {};
  if (error === undefined) return undefined;
  const all = rows.length;
  const which = `row ${row ?? 0}${name === undefined ? '' : ` (${name})`}`;
  const message =
    failed.length === 1
      ? `1 of ${all} rows failed, ${which}: ${error.message}`
      : `${failed.length} of ${all} rows failed. The worst is ${which}: ${error.message}`;
  return withDetails(error, { message });
}

/** What the document says once for all rows. */
const ofAll = ['schema', 'requests', 'stateFile'];

/** A deployment, for programs. */
export interface DeploymentReport {
  readonly name: string;
  readonly subscriptionId: string;
  readonly state: string;
  readonly correlationId: string;
}

function jsonOfDeployment({ name, subscriptionId, state, correlationId }: DeploymentReport): object {
  return { name, scope: `/subscriptions/${subscriptionId}`, state, correlationId };
}

/** Of several deployments the one that matters most: the first that has not succeeded, else the last. */
function foremost(all: readonly DeploymentReport[]): DeploymentReport | undefined {
  return all.find(({ state }) => !/^succeeded$/i.test(state)) ?? all.at(-1);
}

/** The document of `--json`: that of a set-up, with one in it for each row; and the deployment, where one was made. */
export function jsonOfList(result: ListResult): object {
  const instances = result.instances.map((each) => {
    const own = Object.entries(jsonOf(each)).filter(([key]) => !ofAll.includes(key));
    const { name, ...rest } = Object.fromEntries(own);
    return { name: name ?? each.name ?? null, row: each.row, ...rest };
  });
  const deployment = foremost(result.deployments);
  return {
    ...jsonOf(result),
    instances,
    deployment: deployment === undefined ? null : jsonOfDeployment(deployment),
    ...(result.deployments.length > 1 && { deployments: result.deployments.map(jsonOfDeployment) }),
  };
}

/** The exit code of a list: that of its worst row. */
export const listExitCode = exitCodeOf;
