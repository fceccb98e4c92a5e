import type { Outcome } from '../../context.ts';
import { type Call, param, property, type Route, subscriptionOf } from '../call.ts';
import { jobResult } from '../deployments/jobs.ts';
import { badContent } from '../refusal.ts';
import { deletionResult } from './group-deletion.ts';

/** What is asked for later at one address for all: deletions of groups, and what deployments answer with. */
function result(call: Call): Outcome {
  let token: unknown;
  try {
    token = JSON.parse(Buffer.from(param(call, 'token'), 'base64url').toString());
  } catch {
    throw badContent('The operation result identifier is not valid.');
  }
  const id = String(property(token, 'jobId'));
  const job = call.world.jobs?.[id];
  if (job === undefined || job.subscriptionId !== subscriptionOf(call).id) return deletionResult(call, id);
  return jobResult(call, job, Number(property(token, 'round') ?? 0));
}

export const jobRoutes: readonly Route[] = [
  {
    method: 'GET',
    pattern: '/subscriptions/{subscription}/operationresults/{token}',
    family: 'resources',
    handle: result,
  },
];
