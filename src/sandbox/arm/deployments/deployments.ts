import type { Outcome } from '../../context.ts';
import type { Deployment, DeploymentStep } from '../../world/deployments.ts';
import { isActive } from '../../world/deployments.ts';
import { digest, preciseTime } from '../../world/identifiers.ts';
import type { Call } from '../call.ts';
import { pagedList } from '../paging.ts';
import { refusal } from '../refusal.ts';
import { draft, idsOf } from './begin.ts';
import { deploymentBody, parametersBody, plannedParts } from './bodies.ts';
import { refuseClash, withoutOldest } from './history.ts';
import { deploymentId, deploymentOf, deploymentsAt, deploymentType, placeOf, withDeployment } from './place.ts';
import { preflight } from './preflight.ts';
import { wishOf } from './request.ts';

/** Which build of the engine answers (recorded). */
const engine = { 'x-ms-deployment-engine-version': '1.387.0' };

/** `08584…`: operations of deployments count backwards. */
function operationNumber(...seed: readonly string[]): string {
  return `08584${digest(...seed)
    .readBigUInt64BE()
    .toString()
    .padStart(20, '0')
    .slice(0, 15)}`;
}

function stepsOf(drafted: ReturnType<typeof draft>): readonly DeploymentStep[] {
  return drafted.plan.resources.map(({ key, id, type, name, symbol, existing }) => ({
    key,
    id,
    type,
    name,
    ...(symbol === undefined ? {} : { symbol }),
    operationId: digest(drafted.correlationId, drafted.wish.name, key).toString('hex').slice(0, 16).toUpperCase(),
    ...(existing ? { reads: true } : {}),
    state: 'Waiting',
  }));
}

function statusAddress(call: Call, deployment: Deployment): string {
  const number = operationNumber(deployment.id, deployment.correlationId);
  return `${call.context.origin}${deployment.id}/operationStatuses/${number}?api-version=${call.apiVersion}`;
}

/** 201 for a new name, 200 for one that exists (recorded); Azure-AsyncOperation and no Location, no Retry-After. */
export function put(call: Call): Outcome {
  const place = placeOf(call);
  const wish = wishOf(call, place);
  const tidied = withoutOldest(call, place);
  refuseClash(tidied, place, wish.name, wish.location);
  const drafted = draft(call, wish);
  preflight(call, wish.name, drafted.all);
  const id = deploymentId(place, wish.name);
  const exists = deploymentsAt(tidied, place).some((each) => each.id.toLowerCase() === id.toLowerCase());
  const deployment: Deployment = {
    id,
    name: wish.name,
    subscriptionId: place.subscriptionId,
    ...(place.group === undefined ? {} : { group: place.group }),
    ...(wish.location === undefined ? {} : { location: wish.location }),
    template: wish.template,
    parameters: drafted.plan.parameters,
    correlationId: drafted.correlationId,
    caller: call.caller,
    state: 'Accepted',
    startedAt: call.context.now,
    steps: stepsOf(drafted),
    ...plannedParts(wish.template, drafted.plan),
  };
  return {
    reply: {
      status: exists ? 200 : 201,
      headers: { ...engine, 'Azure-AsyncOperation': statusAddress(call, deployment) },
      body: deploymentBody(deployment, call.context.now),
    },
    world: withDeployment(tidied, deployment),
  };
}

/** A deployment that isn't there (recorded): what it would be, and the ids of all that it would make. */
export function validate(call: Call): Outcome {
  const place = placeOf(call);
  const wish = wishOf(call, place);
  const drafted = draft(call, wish);
  preflight(call, wish.name, drafted.all);
  const { templateHash, providers, dependencies } = plannedParts(wish.template, drafted.plan);
  const properties = {
    templateHash,
    parameters: parametersBody(drafted.plan.parameters),
    mode: 'Incremental',
    provisioningState: 'Succeeded',
    timestamp: preciseTime(call.context.now),
    duration: 'PT0S',
    correlationId: drafted.correlationId,
    providers,
    dependencies,
    validatedResources: idsOf(drafted.all, true).map((id) => ({ id })),
  };
  const body = {
    id: deploymentId(place, wish.name),
    name: wish.name,
    type: deploymentType,
    ...(wish.location === undefined ? {} : { location: wish.location }),
    properties,
  };
  return { reply: { status: 200, headers: engine, body }, world: withoutOldest(call, place) };
}

export function get(call: Call): Outcome {
  return { reply: { status: 200, body: deploymentBody(deploymentOf(call), call.context.now) } };
}

/** 204 when it is there, 404 when not (specification). */
export function head(call: Call): Outcome {
  deploymentOf(call);
  return { reply: { status: 204 } };
}

/** The newest first; `$filter=provisioningState eq 'Failed'`. */
export function list(call: Call): Outcome {
  const filter = call.ask.query.get('$filter') ?? '';
  const [, state] = /^\s*provisioningState\s+eq\s+'(\w+)'\s*$/i.exec(filter) ?? [];
  if (filter.trim() !== '' && state === undefined)
    throw refusal(400, 'InvalidFilterInQueryString', `Invalid $filter '${filter}' specified in the query string.`);
  const found = deploymentsAt(call.world, placeOf(call)).filter(
    (each) => state === undefined || each.state.toLowerCase() === state.toLowerCase(),
  );
  const bodies = [...found].reverse().map((each) => deploymentBody(each, call.context.now));
  return { reply: { status: 200, body: pagedList(call, bodies) } };
}

/** Accepted, Running, then how it ended. A second is how long clients are told to wait: Azure says nothing, which az takes for 30. */
export function status(call: Call): Outcome {
  const deployment = deploymentOf(call);
  const { state, error } = deployment;
  return {
    reply: {
      status: 200,
      ...(isActive(deployment) ? { headers: { 'Retry-After': '1' } } : {}),
      body: { status: state, ...(error === undefined ? {} : { error }) },
    },
  };
}

/** The template as it was sent. */
export function exportTemplate(call: Call): Outcome {
  return { reply: { status: 200, body: { template: deploymentOf(call).template } } };
}
