import type { Outcome } from '../../context.ts';
import type { Job } from '../../world/deployments.ts';
import { changed, type World } from '../../world/world.ts';
import type { Call } from '../call.ts';

/** Where a job's result is asked for; each further answer names another address (recorded), so `round` is part of it. */
export function jobHeaders(call: Call, job: Job, round: number): Record<string, string> {
  const token = Buffer.from(JSON.stringify({ jobId: job.id, jobLocation: 'westeurope', round })).toString('base64url');
  return {
    Location: `${call.context.origin}/subscriptions/${job.subscriptionId}/operationresults/${token}?api-version=${call.apiVersion}`,
    'Retry-After': '1',
  };
}

/** The world with a job that is asked for later. */
export function withJob(world: World, job: Job): World {
  return changed(world, { jobs: { ...world.jobs, [job.id]: job } });
}

/** What has become of a job: 202 until it is ready, then its result, or nothing. */
export function jobResult(call: Call, job: Job, round: number): Outcome {
  if (job.readyAt > call.context.now) return { reply: { status: 202, headers: jobHeaders(call, job, round + 1) } };
  return { reply: job.result === undefined ? { status: 204 } : { status: 200, body: job.result } };
}
