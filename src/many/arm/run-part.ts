import { randomUUID } from 'node:crypto';
import type { Resource } from '../../domain/resource.ts';
import { type SetupError, withDetails } from '../../errors.ts';
import type { Azure, Deployment } from '../../port/azure.ts';
import type { SavedMemory } from '../../state/memory.ts';
import type { Rows } from '../../state/rows.ts';
import type { DeploymentReport } from '../result.ts';
import { type End, endsOf } from './ends.ts';
import { type Following, follow } from './follow.ts';
import { lookAt } from './look-at.ts';
import { alikeUnderWay, freeName, locationFor } from './naming.ts';
import type { Followed, Member, Running } from './running.ts';
import { membersOf, send } from './send.ts';
import type { Site } from './site.ts';
import { instancesParameter, type Part } from './template.ts';

/** What parts are deployed with. */
export interface Deploying extends Following {
  readonly azure: Azure;
  readonly rows: Rows;
  readonly list: SavedMemory;
  /** The id of the plan that was agreed to. */
  readonly planId: string;
  say(text: string): void;
  /** One was sent, or how it ended is known. */
  report(report: DeploymentReport, followed?: Followed): void;
}

/** How the rows of a part ended, and what is to be tried again without those that Azure doesn't take. */
export interface PartEnd {
  readonly ends: ReadonlyMap<Site, End>;
  readonly again: readonly Site[];
}

const all = (sites: readonly Site[], end: End): PartEnd => ({
  ends: new Map(sites.map((each) => [each, end])),
  again: [],
});

/** How the following of a deployment ended, for a row that isn't over. */
function unfinished(followed: Followed): End | undefined {
  if (followed.is === 'left') return { is: 'left' };
  return followed.is === 'late' ? { is: 'late' } : undefined;
}

/** Waits for what another run is making: nothing is sent meanwhile, and what is another's isn't cancelled. */
async function waitedFor(part: Part, other: Deployment, how: Deploying): Promise<PartEnd> {
  how.say(
    `The deployment ${other.name} makes these instances already: it is waited for, and nothing is sent meanwhile.`,
  );
  const { sites, subscriptionId } = part;
  const { name, correlationId = '', location = '' } = other;
  const members = membersOf(part, { subscriptionId, name, location }, correlationId);
  const leaving = { ...how.leaving, decide: () => Promise.resolve('leave' as const) };
  const followed = await follow({ subscriptionId, name, correlationId, members }, { ...how, leaving });
  return all(sites, unfinished(followed) ?? { is: 'elsewhere' });
}

/** The region that keeps the record: fixed for a list from its first deployment on. */
function locationOf({ sites }: Part, known: readonly Deployment[] | undefined, { list, say }: Deploying): string {
  const saved = list.record().facts.deploymentLocation;
  if (saved !== undefined) return saved;
  const wanted = sites[0]?.row.plan.report.location ?? '';
  const location = locationFor(wanted, known);
  if (location !== wanted)
    say(
      `The record of the deployment is kept in ${location}: the subscription has such records in ten regions, and takes no more. Where instances are is another matter.`,
    );
  list.deploysFrom(location);
  return location;
}

/** Whoever may not deploy at the subscription may be able to make each thing by itself. */
function withOtherWay(error: SetupError): SetupError {
  if (error.ending !== 'handover') return error;
  return withDetails(error, { suggestion: `${error.suggestion} Or make the list row by row: --engine walk.` });
}

/** Follows a deployment of ours to its end. */
export async function toTheEnd(running: Running, how: Deploying): Promise<ReadonlyMap<Member, End>> {
  const { members, name, subscriptionId, correlationId } = running;
  const report = { name, subscriptionId, correlationId };
  how.report({ ...report, state: 'Running' });
  const followed = await follow(running, how);
  const state = followed.is === 'over' ? followed.deployment.state : followed.is === 'gone' ? 'Unknown' : 'Running';
  how.report({ ...report, state }, followed);
  const open = unfinished(followed);
  if (open !== undefined) return new Map(members.map((each) => [each, open]));
  return followed.is === 'over' || followed.is === 'gone' ? await endsOf(running, followed, how.rows) : new Map();
}

/** Rows of which something is there by now that was absent when they were planned: a deployment would write over it. */
async function metMeanwhile({ sites, before }: Part, azure: Azure): Promise<ReadonlySet<Site>> {
  // That the service is on already is no loss: Azure would find it so.
  const wanted = ({ things }: Site): readonly Resource[] =>
    things.map(({ sent }) => sent).filter(({ id, kind }) => kind !== 'registration' && !before.has(id.toLowerCase()));
  const found = await lookAt(azure, sites.flatMap(wanted));
  return new Set(sites.filter((site) => wanted(site).some(({ id }) => found.has(id.toLowerCase()))));
}

/**
 * Makes the rows of one part: looks first whether another run does, or anything is there by now, sends it under a name that is free, and follows it to its end.
 * Rows that Azure doesn't take at all are told; the others are to be sent without them.
 * @throws SetupError when Azure can't be reached; InterruptedError.
 */
export async function runPart(part: Part, how: Deploying): Promise<PartEnd> {
  const { azure, rows, planId } = how;
  const { sites, subscriptionId, template, parameters } = part;
  const known = await azure.deployments(subscriptionId);
  const instances = sites.map(({ row }) => row.plan.report.resourceId ?? '');
  const other = alikeUnderWay(known, instancesParameter, instances);
  if (other !== undefined) return await waitedFor(part, other, how);
  const met = await metMeanwhile(part, azure);
  if (met.size > 0) return { ...all([...met], { is: 'elsewhere' }), again: sites.filter((site) => !met.has(site)) };
  const location = locationOf(part, known, how);
  const name = await freeName(azure, { subscriptionId, planId }, known);
  const key = { subscriptionId, name, location };
  const correlationId = randomUUID();
  const members = membersOf(part, key, correlationId);
  const begun = await send(azure, rows, members, () => ({ ...key, template: template(), parameters }));
  if (begun.is === 'name-in-use') return { ends: new Map(), again: sites };
  const siteOf = new Map(members.map((member, at) => [member, sites[at]]));
  const bySite = (ends: ReadonlyMap<Member, End>): ReadonlyMap<Site, End> =>
    new Map(
      [...ends]
        .flatMap(([member, end]) => [[siteOf.get(member), end] as const])
        .flatMap(([site, end]) => (site === undefined ? [] : [[site, end] as const])),
    );
  if (begun.is === 'accepted') {
    const ends = await toTheEnd({ subscriptionId, name, correlationId, members }, how);
    return { ends: bySite(ends), again: [] };
  }
  if (begun.of.size === 0) return all(sites, { is: 'failed', error: withOtherWay(begun.error) });
  const ends = bySite(new Map([...begun.of].map(([member, error]) => [member, { is: 'failed', error }])));
  return { ends, again: sites.filter((site) => !ends.has(site)) };
}
