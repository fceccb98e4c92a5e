import type { Resource } from '../../domain/resource.ts';
import { SetupError } from '../../errors.ts';
import type { Trouble } from '../../port/deployments.ts';
import type { Followed } from './follow.ts';
import { idsOf, type Member } from './running.ts';

/** What a deployment makes for a row. */
export type Deployed = Pick<Member, 'deploying'>;

/** Somebody has the access already, under another name: that is no failure. */
const isThere = ({ code }: Trouble): boolean => /^RoleAssignmentExists$/i.test(code);

/** What of a row a trouble is about: by id, or by a name in quotation marks; its instance where none is named. */
function aboutOf(trouble: Trouble, things: readonly Resource[]): Resource | undefined {
  const byId = [...things].reverse().find(({ id }) => trouble.names(id));
  const byName = [...things].reverse().find(({ id }) => trouble.names(`'${id.split('/').at(-1) ?? ''}'`));
  return byId ?? byName ?? things.find(({ kind }) => kind === 'instance') ?? things.at(-1);
}

const sentOf = ({ deploying }: Deployed): readonly Resource[] =>
  deploying.things.flatMap(({ sent }) => (sent === null ? [] : [sent]));

/** Whether a trouble speaks of a row: of one of its things, or of the deployment of what is in its group. */
export function isAbout(trouble: Trouble, member: Deployed): boolean {
  const { nested, things } = member.deploying;
  const names = things.flatMap(({ id }) => [id, `'${id.split('/').at(-1) ?? ''}'`]);
  return [nested, ...names].some((each) => trouble.names(each));
}

/** A trouble in words, as of the one thing of a row that it is about. */
export function errorOf(trouble: Trouble, member: Deployed, step = stepOf(trouble, member)): SetupError {
  const about = aboutOf(trouble, sentOf(member));
  const error = about === undefined ? unexplained() : trouble.error(about);
  return new SetupError({ ...detailsOf(error), step }, error);
}

function stepOf(trouble: Trouble, member: Deployed): string | undefined {
  const about = aboutOf(trouble, sentOf(member));
  return member.deploying.things.find(({ id }) => id === about?.id)?.step;
}

/** The same error, by itself. */
function detailsOf(error: SetupError): ConstructorParameters<typeof SetupError>[0] {
  const { ending, code, message, suggestion, again, cures, httpStatus, correlationId, handOver } = error;
  return { ending, code, message, suggestion, again, cures, httpStatus, correlationId, handOver };
}

/** Why a row was not made, as the deployment that failed tells it; undefined where all of it is there under another name. */
export async function causeOf(member: Member, { deployment, operations }: Told): Promise<SetupError | undefined> {
  const { nested } = member.deploying;
  const inner = await member.context.azure.nestedDeployment(nested);
  const own = (operations ?? []).filter(({ target }) => idsOf(member.deploying).has(target.toLowerCase()));
  const all = [
    ...(inner?.troubles ?? []),
    ...own.flatMap(({ troubles }) => troubles),
    ...deployment.troubles.filter((each) => isAbout(each, member)),
  ];
  const real = all.filter((each) => !isThere(each));
  const [first] = real;
  if (first !== undefined) return errorOf(first, member);
  if (all.length > 0) return undefined;
  return /^cancell?ed$/i.test(deployment.state) ? cancelled(deployment.name) : unexplained(deployment);
}

type Told = Pick<Extract<Followed, { is: 'over' }>, 'deployment' | 'operations'>;

function cancelled(name: string): SetupError {
  return new SetupError({
    ending: 'forNow',
    code: 'deployment-cancelled',
    message: `The deployment ${name} was cancelled before all of it was made.`,
    suggestion: 'Run this again to go on.',
  });
}

function unexplained(deployment?: { readonly name: string; readonly subscriptionId: string }): SetupError {
  const look =
    deployment === undefined
      ? ''
      : ` az deployment operation sub list --name ${deployment.name} --subscription ${deployment.subscriptionId} shows all that Azure tells.`;
  return new SetupError({
    ending: 'refused',
    code: 'deployment-failed',
    message: "The deployment failed, and Azure doesn't tell why.",
    suggestion: `Run this again: only what is missing is made then.${look}`,
  });
}

/** The record of a deployment is gone: what it was to make was looked at by itself. */
export function goneError(name: string): SetupError {
  return new SetupError({
    ending: 'forNow',
    code: 'deployment-gone',
    message: `Azure doesn't know the deployment ${name} any more, and not all of it is there: somebody may have deleted its record.`,
    suggestion: 'Run this again to go on: what is there is found.',
  });
}
