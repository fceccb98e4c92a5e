import type { Outcome } from '../../context.ts';
import { omitted } from '../../deployments/value.ts';
import { type Deployment, isActive } from '../../world/deployments.ts';
import { guidOf } from '../../world/identifiers.ts';
import { changed, type World, without } from '../../world/world.ts';
import { type Call, param } from '../call.ts';
import { refusal } from '../refusal.ts';
import { jobHeaders, withJob } from './jobs.ts';
import { deploymentId, deploymentOf, placeOf, withDeployment } from './place.ts';

/** A deployment and those nested in it, with what is under way canceled: what was begun ends by itself, and stays. */
function canceled(world: World, deployment: Deployment, now: number): World {
  let next = withDeployment(world, {
    ...deployment,
    state: 'Canceled',
    endedAt: now,
    steps: deployment.steps.map((each) =>
      each.state === 'Running' ? { ...omitted(each, 'wakeAt'), state: 'Canceled', endedAt: now } : each,
    ),
  });
  for (const { awaits } of deployment.steps) {
    const nested = awaits === undefined ? undefined : next.deployments?.[awaits.toLowerCase()];
    if (nested !== undefined && isActive(nested)) next = canceled(next, nested, now);
  }
  return next;
}

/** 204 without a body; what is over can't be canceled. */
export function cancel(call: Call): Outcome {
  const deployment = deploymentOf(call);
  if (!isActive(deployment))
    throw refusal(
      409,
      'DeploymentCannotBeCancelled',
      `The deployment '${deployment.name}' cannot be cancelled because it is in a terminal state '${deployment.state}'.`,
    );
  return { reply: { status: 204 }, world: canceled(call.world, deployment, call.context.now) };
}

/** Takes the record away, not what it made: 202, polled at Location until 204. Running ones must be canceled first. */
export function remove(call: Call): Outcome {
  const place = placeOf(call);
  const name = param(call, 'deployment');
  const found = call.world.deployments?.[deploymentId(place, name).toLowerCase()];
  if (found === undefined) return { reply: { status: 204 } };
  if (isActive(found))
    throw refusal(
      409,
      'DeploymentBeingUsed',
      `The deployment '${found.name}' cannot be deleted because it is in state '${found.state}'. Cancel it first.`,
    );
  const kept = changed(call.world, { deployments: without(call.world.deployments ?? {}, found.id.toLowerCase()) });
  const job = {
    id: `DeploymentDeletionJob-${guidOf(found.id, found.correlationId, call.context.now)}`,
    subscriptionId: place.subscriptionId,
    readyAt: call.context.now + 1000,
  };
  return { reply: { status: 202, headers: jobHeaders(call, job, 0) }, world: withJob(kept, job) };
}
