import type { Outcome } from '../../context.ts';
import type { Deployment, DeploymentStep } from '../../world/deployments.ts';
import { guidOf, preciseTime } from '../../world/identifiers.ts';
import { type Call, param } from '../call.ts';
import { pagedList } from '../paging.ts';
import { refusal } from '../refusal.ts';
import { duration } from './bodies.ts';
import { deploymentOf } from './place.ts';

/** An operation as it is read. `request` is empty unless a client asks to have requests kept, which none here can. */
function operationBody(deployment: Deployment, step: DeploymentStep, now: number): object {
  const { operationId, id, type, name, symbol, state, startedAt = now, endedAt, statusCode, error, reads } = step;
  return {
    id: `${deployment.id}/operations/${operationId}`,
    operationId,
    properties: {
      provisioningOperation: reads === true ? 'Read' : 'Create',
      provisioningState: state,
      timestamp: preciseTime(endedAt ?? startedAt),
      duration: duration((endedAt ?? now) - startedAt),
      trackingId: guidOf('tracking', deployment.correlationId, operationId),
      ...(statusCode === undefined ? {} : { statusCode }),
      ...(error === undefined ? {} : { statusMessage: { status: 'Failed', error } }),
      targetResource: {
        id,
        resourceType: type,
        resourceName: name,
        ...(symbol === undefined ? {} : { symbolicName: symbol }),
      },
    },
  };
}

/** The last entry of those whose outputs were evaluated (specification: `EvaluateDeploymentOutput`, without a target). */
function outputsBody(deployment: Deployment): readonly object[] {
  const { endedAt, state, correlationId } = deployment;
  if (endedAt === undefined || state !== 'Succeeded') return [];
  const operationId = '08585000000000000000';
  return [
    {
      id: `${deployment.id}/operations/${operationId}`,
      operationId,
      properties: {
        provisioningOperation: 'EvaluateDeploymentOutput',
        provisioningState: 'Succeeded',
        timestamp: preciseTime(endedAt),
        duration: 'PT0S',
        trackingId: guidOf('tracking', correlationId, operationId),
        statusCode: 'OK',
      },
    },
  ];
}

/** The operations that have begun. A nested deployment is one of its parent's; its own are listed below its own id. */
function bodies(call: Call): readonly object[] {
  const deployment = deploymentOf(call);
  const begun = deployment.steps.filter((each) => each.state !== 'Waiting');
  return [...begun.map((each) => operationBody(deployment, each, call.context.now)), ...outputsBody(deployment)];
}

export function listOperations(call: Call): Outcome {
  return { reply: { status: 200, body: pagedList(call, bodies(call)) } };
}

export function getOperation(call: Call): Outcome {
  const wanted = param(call, 'operation');
  const found = bodies(call).find((each) => (each as { operationId: string }).operationId === wanted);
  if (found !== undefined) return { reply: { status: 200, body: found } };
  throw refusal(404, 'DeploymentOperationNotFound', `Deployment operation '${wanted}' could not be found.`);
}
