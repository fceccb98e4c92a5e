import type { Argv } from '../../text/argv.ts';
import { commandLine } from '../../text/shell.ts';
import type { DeploymentReport } from '../result.ts';
import type { Followed } from './follow.ts';

/** A deployment, and how the following of it ended. */
export interface Ended {
  readonly report: DeploymentReport;
  readonly followed: Followed | undefined;
}

const about = (verb: string, { name, subscriptionId }: DeploymentReport, ...more: Argv): string =>
  commandLine(['az', 'deployment', 'sub', verb, '--name', name, '--subscription', subscriptionId, ...more]);

/** How to look at a deployment that goes on, and how to cancel it. Commands stand alone, to be copied. */
function goesOn(report: DeploymentReport): readonly string[] {
  return [
    'To look at it:',
    `  ${about('show', report, '--query', 'properties.provisioningState')}`,
    'To cancel it:',
    `  ${about('cancel', report)}`,
  ];
}

/** What is said of a deployment that was left, or cancelled, or is gone; nothing of one that came to its end. */
export function endingOf({ report, followed }: Ended): readonly string[] {
  const { name } = report;
  switch (followed?.is) {
    case undefined:
    case 'left':
      return followed?.why === undefined
        ? [`The deployment ${name} goes on in Azure. Run this again to follow it.`, ...goesOn(report)]
        : [
            `The deployment ${name} could not be cancelled, and goes on in Azure: ${messageOf(followed.why)}`,
            ...goesOn(report),
          ];
    case 'late':
      return [
        `The deployment ${name} takes longer than was to be waited for, and goes on in Azure. Run this again to follow it.`,
        ...goesOn(report),
      ];
    case 'gone':
      return [
        `The deployment ${name} isn't known to Azure any more: its record was deleted. What it made was looked at, and stays.`,
      ];
    case 'over':
      return overWords(followed, name);
  }
}

/** What came of cancelling: too late, before anything was made, or in the middle. */
function overWords(
  { wasCancelled, deployment, operations }: Extract<Followed, { is: 'over' }>,
  name: string,
): readonly string[] {
  if (!wasCancelled) return [];
  if (!/^cancell?ed$/i.test(deployment.state)) return [`The deployment ${name} was over before it could be cancelled.`];
  const made = (operations ?? []).some(({ state }) => /^(succeeded|running)$/i.test(state));
  return made
    ? [
        `The deployment ${name} was cancelled. What was made until then stays, and is remembered: run this again to go on, or undo it.`,
      ]
    : [`The deployment ${name} was cancelled before anything was made.`];
}

function messageOf(why: unknown): string {
  return why instanceof Error ? why.message : String(why);
}
